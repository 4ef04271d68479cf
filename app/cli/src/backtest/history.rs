//! Price bars from a CSV file `ts,open,high,low,close,...`, gaps and all.
//!
//! `ts` is the bar's opening time in unix seconds UTC. Other columns are ignored, lines may end in CR LF. A file is taken
//! whole or refused with one line that says where and why.

use std::{fs, path::Path};

use anyhow::{bail, ensure, Context, Result};

use crate::{
    format::utc,
    prices::{Bar, FEED_UNIT},
};

/// The columns a file must have, in the order in which [`bar`] takes them.
const NAMES: [&str; 5] = ["ts", "open", "high", "low", "close"];
/// Times after this (year 2200) are not in seconds.
const LATEST_TS: i64 = 7_258_118_400;
/// Least price, feed units: below it a basis point is lost in rounding.
const LEAST_PRICE: f64 = 1e4;
/// Greatest price, feed units.
const GREATEST_PRICE: f64 = 1e16;

/// Time without bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Gap {
    /// End of the last bar before it.
    pub from_ts: i64,
    /// Start of the first bar after it.
    pub to_ts: i64,
}

/// At least two bars in order.
#[derive(Clone, Debug)]
pub struct History {
    /// The bars.
    pub bars: Vec<Bar>,
    /// Length of a bar, seconds: the least step between two.
    pub secs: i64,
    /// Steps longer than a bar.
    pub gaps: Vec<Gap>,
}

/// Reads and checks a file.
pub fn load(path: &Path) -> Result<History> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    read(&text).with_context(|| format!("{name}"))
}

fn read(text: &str) -> Result<History> {
    let mut lines = text.lines().enumerate();
    let (_, header) = lines.next().context("line 1: the file is empty")?;
    let columns = columns(header)?;
    let mut bars: Vec<Bar> = Vec::new();
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let at = || format!("line {}", index + 1);
        let bar = bar(line, &columns).with_context(at)?;
        if let Some(last) = bars.last() {
            in_order(last.ts, bar.ts).with_context(at)?;
        }
        bars.push(bar);
    }
    spaced(bars)
}

fn columns(header: &str) -> Result<[usize; 5]> {
    let have: Vec<&str> = header.split(',').map(str::trim).collect();
    let mut columns = [0; 5];
    for (column, name) in columns.iter_mut().zip(NAMES) {
        let mut places = (0..have.len()).filter(|place| have[*place] == name);
        let Some(place) = places.next() else {
            bail!("line 1: no column `{name}`; found `{}`", have.join(","));
        };
        ensure!(places.next().is_none(), "line 1: two columns `{name}`");
        *column = place;
    }
    Ok(columns)
}

fn bar(line: &str, columns: &[usize; 5]) -> Result<Bar> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let cell = |index: usize| {
        let cell = cells.get(columns[index]).copied();
        cell.with_context(|| format!("no field for column `{}`", NAMES[index]))
    };
    let price = |index: usize| price(NAMES[index], cell(index)?);
    let bar = Bar {
        ts: time(cell(0)?)?,
        open: price(1)?,
        high: price(2)?,
        low: price(3)?,
        close: price(4)?,
    };
    let inside = bar.low..=bar.high;
    ensure!(bar.high >= bar.low, "high is below low");
    ensure!(inside.contains(&bar.open), "open lies outside low and high");
    ensure!(
        inside.contains(&bar.close),
        "close lies outside low and high"
    );
    Ok(bar)
}

fn time(text: &str) -> Result<i64> {
    match text.parse() {
        Ok(ts) if (0..=LATEST_TS).contains(&ts) => Ok(ts),
        Ok(ts) => bail!("ts {ts} is not a time in unix seconds"),
        Err(_) => bail!("ts `{text}` is not a whole number of seconds"),
    }
}

/// A price in feed units, rounded to the nearest.
fn price(name: &str, text: &str) -> Result<u64> {
    let value: f64 = match text.parse() {
        Ok(value) if f64::is_finite(value) => value,
        _ => bail!("{name} `{text}` is not a number"),
    };
    ensure!(value > 0.0, "{name} `{text}` is not above zero");
    let units = (value * FEED_UNIT).round();
    ensure!(
        (LEAST_PRICE..=GREATEST_PRICE).contains(&units),
        "{name} `{text}` does not fit a feed in units of 1e-8 (0.0001 to 100000000)"
    );
    Ok(units as u64)
}

fn in_order(last: i64, next: i64) -> Result<()> {
    ensure!(next != last, "duplicate time {next} ({})", utc(next));
    ensure!(
        next > last,
        "time {next} ({}) is out of order: the bar before it is of {}",
        utc(next),
        utc(last)
    );
    Ok(())
}

/// Takes the least step for the length of a bar and every longer one for a gap.
fn spaced(bars: Vec<Bar>) -> Result<History> {
    let steps = || bars.windows(2).map(|pair| (pair[0].ts, pair[1].ts));
    let Some(secs) = steps().map(|(from, to)| to - from).min() else {
        bail!("{} bars; at least 2 are needed", bars.len());
    };
    let gaps = steps()
        .map(|(from, to_ts)| Gap {
            from_ts: from + secs,
            to_ts,
        })
        .filter(|gap| gap.to_ts > gap.from_ts)
        .collect();
    Ok(History { bars, secs, gaps })
}
