//! Price bars from a CSV file: `ts,open,high,low,close,volume`.
//!
//! `ts` is the bar's opening time in unix seconds UTC; other columns than these
//! six are ignored.

use std::{fs::File, io::Read, path::Path};

use anyhow::{bail, ensure, Context, Result};

use crate::{
    format::utc,
    rows::{self, Row},
};

/// Feed units in one quote token: feeds have the exponent -8.
pub const FEED_UNIT: f64 = 1e8;
/// Least price, feed units: below it a tick of half a percent is lost in rounding.
const LEAST_PRICE: f64 = 1e4;
/// Greatest price, feed units: beyond it amounts in quote atoms leave 64 bits.
const GREATEST_PRICE: f64 = 1e16;
/// Times after this (year 2200) are not in seconds.
const LATEST_TS: i64 = 7_258_118_400;
/// The columns a file must have.
const NAMES: [&str; 6] = ["ts", "open", "high", "low", "close", "volume"];

/// One bar, prices in feed units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Opening time, unix seconds.
    pub ts: i64,
    /// First price.
    pub open: u64,
    /// Highest price.
    pub high: u64,
    /// Lowest price.
    pub low: u64,
    /// Last price.
    pub close: u64,
}

/// At least two bars of equal length without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// The bars in order.
    pub bars: Vec<Bar>,
    /// Length of a bar, seconds.
    pub secs: i64,
}

/// Reads and checks a file.
pub fn load(path: &Path) -> Result<Bars> {
    let name = path.display();
    let file = File::open(path).with_context(|| format!("cannot open {name}"))?;
    read(file).with_context(|| format!("{name}"))
}

/// Reads and checks CSV text.
pub fn read(source: impl Read) -> Result<Bars> {
    let mut series = Series::default();
    rows::each(source, &NAMES, |row| {
        let bar = Bar::of(row)?;
        row.read(5, number)?;
        series.push(bar)
    })?;
    series.finish()
}

impl Bar {
    /// A row whose first fields are `ts`, `open`, `high`, `low` and `close`.
    pub fn of<const N: usize>(row: &Row<'_, N>) -> Result<Self> {
        let bar = Self {
            ts: row.read(0, time)?,
            open: row.read(1, price)?,
            high: row.read(2, price)?,
            low: row.read(3, price)?,
            close: row.read(4, price)?,
        };
        ensure!(bar.high >= bar.low, "high is below low");
        for (name, price) in [("open", bar.open), ("close", bar.close)] {
            ensure!(
                (bar.low..=bar.high).contains(&price),
                "{name} lies outside low and high"
            );
        }
        Ok(bar)
    }

    /// Seconds from the bar before it to this one, which must be later.
    pub fn since(&self, last: &Self) -> Result<i64> {
        let (ts, step) = (self.ts, self.ts - last.ts);
        ensure!(step != 0, "duplicate time {ts} ({})", utc(ts));
        ensure!(
            step > 0,
            "time {ts} ({}) is out of order: the bar before it is of {}",
            utc(ts),
            utc(last.ts)
        );
        Ok(step)
    }
}

/// Unix seconds.
pub fn time(name: &str, text: &str) -> Result<i64> {
    let ts: i64 = text
        .parse()
        .map_err(|_| anyhow::anyhow!("{name} `{text}` is not a whole number of seconds"))?;
    ensure!(
        (0..=LATEST_TS).contains(&ts),
        "{name} {ts} is not a time in unix seconds"
    );
    Ok(ts)
}

/// A price in feed units, rounded to the nearest.
pub fn price(name: &str, text: &str) -> Result<u64> {
    let value = number(name, text)?;
    ensure!(value > 0.0, "{name} `{text}` is not above zero");
    let units = (value * FEED_UNIT).round();
    ensure!(
        (LEAST_PRICE..=GREATEST_PRICE).contains(&units),
        "{name} `{text}` does not fit a feed in units of 1e-8 (0.0001 to 100000000)"
    );
    Ok(units as u64)
}

/// Any finite number.
pub fn number(name: &str, text: &str) -> Result<f64> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => bail!("{name} `{text}` is not a number"),
    }
}

/// Bars so far, equally spaced.
#[derive(Default)]
struct Series {
    bars: Vec<Bar>,
    secs: Option<i64>,
}

impl Series {
    fn push(&mut self, bar: Bar) -> Result<()> {
        if let Some(last) = self.bars.last() {
            let step = bar.since(last)?;
            let expected = last.ts + *self.secs.get_or_insert(step);
            ensure!(
                bar.ts == expected,
                "gap: expected {expected} ({}), found {} ({})",
                utc(expected),
                bar.ts,
                utc(bar.ts)
            );
        }
        self.bars.push(bar);
        Ok(())
    }

    fn finish(self) -> Result<Bars> {
        match self.secs {
            Some(secs) => Ok(Bars {
                bars: self.bars,
                secs,
            }),
            None => bail!("{} bars; at least 2 are needed", self.bars.len()),
        }
    }
}

impl Bars {
    /// Opening time of the first bar.
    pub fn starts(&self) -> i64 {
        self.bars[0].ts
    }

    /// Closing time of the last bar.
    pub fn ends(&self) -> i64 {
        self.starts() + self.secs * self.bars.len() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blank lines, CR LF and a note of two lines: the line is that of the row's first character.
    #[test]
    fn the_line_of_a_bad_row() {
        for end in ["\n", "\r\n"] {
            let lines = [
                " ts,open,high,low,close,volume,note",
                "",
                "1700000000,10,11,9, 10 ,5,\"two",
                "lines\"",
                "",
                "1700000060,10,11,nine,10,5,",
            ];
            let error = read(lines.join(end).as_bytes()).expect_err("a bad row");
            assert_eq!(format!("{error:#}"), "line 6: low `nine` is not a number");
        }
    }

    #[test]
    fn bytes_that_are_no_text() {
        let mut source = b"ts,open,high,low,close,volume\r\n".to_vec();
        source.extend(b"1700000000,10,11,9,10,5\r\n1700000060,10,11,\xFF,10,5\r\n");
        let error = read(source.as_slice()).expect_err("a bad row");
        assert!(format!("{error:#}").starts_with("line 3: not text"));
    }
}
