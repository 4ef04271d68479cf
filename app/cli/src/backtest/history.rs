//! Price bars from a CSV file `ts,open,high,low,close,...`, gaps and all.
//!
//! `ts` is the bar's opening time in unix seconds UTC. Other columns are ignored.

use std::{fs, path::Path};

use anyhow::{bail, ensure, Context, Result};

use crate::{prices::Bar, rows};

/// The columns a file must have.
const NAMES: [&str; 5] = ["ts", "open", "high", "low", "close"];

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
    ensure!(!text.is_empty(), "line 1: the file is empty");
    let mut bars: Vec<Bar> = Vec::new();
    rows::each(text.as_bytes(), &NAMES, |row| {
        let bar = Bar::of(row)?;
        if let Some(last) = bars.last() {
            bar.since(last)?;
        }
        bars.push(bar);
        Ok(())
    })?;
    spaced(bars)
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
