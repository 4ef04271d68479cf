//! What the oracle says at any time.

use anyhow::{ensure, Context, Result};

use super::{
    source::Source,
    walk::{self, Walk},
    Args,
};
use crate::{
    format::utc,
    prices::{self, Bars, FEED_UNIT},
    tape::beats::{self, Beat},
};

/// The built-in file.
const CRASH: &str = include_str!("../../../data/stylised_crash.csv");

/// Prices over time.
pub struct Prices {
    source: Source,
    course: Course,
}

enum Course {
    /// A file's, one after another; the last one holds.
    File {
        bars: Bars,
        /// Every print of theirs, in order.
        beats: Vec<Beat>,
    },
    Walk(Box<Walk>),
}

/// Where a chain stands that goes on.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Unix seconds of its clock.
    pub now: i64,
    /// Its block.
    pub slot: u64,
    /// The oracle's last print.
    pub last: Beat,
}

impl Prices {
    /// What the arguments ask for.
    pub fn of(args: &Args) -> Result<Self> {
        let (name, bars) = match &args.prices {
            Some(path) => (path.display().to_string(), prices::load(path)?),
            None if args.crash => {
                let bars = prices::read(CRASH.as_bytes()).context("built-in prices")?;
                ("the built-in crash".into(), bars)
            }
            None => {
                let walk = Walk::new(args.price() * FEED_UNIT, args.vol() / 100.0, args.seed());
                return Ok(Self {
                    source: Source::walk(args),
                    course: Course::Walk(Box::new(walk)),
                });
            }
        };
        let beats = bars.bars.iter().flat_map(|bar| beats::prints(&bars, bar));
        Ok(Self {
            source: Source::file(name, &bars),
            course: Course::File {
                beats: beats.collect(),
                bars,
            },
        })
    }

    /// Goes on where a chain stands whose prices came from `kept`; fails unless these may.
    pub fn go_on(&mut self, args: &Args, kept: Source, from: &Standing) -> Result<()> {
        let asked = &self.source;
        ensure!(
            kept.is_what(asked, args),
            "its prices are those of {kept}, not of {asked}"
        );
        match (&mut self.course, &kept) {
            (Course::Walk(walk), Source::Walk { vol, seed, .. }) => {
                // The same seed would bring the same returns again.
                let seed = seed.wrapping_add(from.slot);
                **walk = Walk::from(from.last.price, from.last.ts, vol / 100.0, seed);
                self.source = kept;
            }
            (Course::File { bars, .. }, _) => ensure!(
                (bars.starts()..bars.ends()).contains(&from.now),
                "its clock is at {} UTC, and {asked} goes from {} to {}",
                utc(from.now),
                utc(bars.starts()),
                utc(bars.ends())
            ),
            _ => {}
        }
        Ok(())
    }

    /// Where they come from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// When the first price is of; none for a walk, which starts at any time.
    pub fn starts(&self) -> Option<i64> {
        match &self.course {
            Course::File { bars, .. } => Some(bars.starts()),
            Course::Walk(_) => None,
        }
    }

    /// When the last price has come; never of a walk.
    pub fn ends(&self) -> Option<i64> {
        match &self.course {
            Course::File { bars, .. } => Some(bars.ends()),
            Course::Walk(_) => None,
        }
    }

    /// The first price, feed units.
    pub fn first(&self) -> u64 {
        match &self.course {
            Course::File { bars, .. } => bars.bars[0].open,
            Course::Walk(walk) => walk.price(),
        }
    }

    /// Seconds between two prices.
    pub fn bar_secs(&self) -> i64 {
        match &self.course {
            Course::File { bars, .. } => bars.secs,
            Course::Walk(_) => walk::STEP_SECS,
        }
    }

    /// The price at `ts`, feed units; times must not go back.
    pub fn at(&mut self, ts: i64) -> u64 {
        match &mut self.course {
            Course::File { beats, .. } => along(beats, ts),
            Course::Walk(walk) => walk.at(ts),
        }
    }
}

/// Between two prints, the straight line; before the first and after the last, that one.
fn along(beats: &[Beat], ts: i64) -> u64 {
    let next = beats.partition_point(|beat| beat.ts <= ts);
    let last = beats[next.saturating_sub(1)];
    let Some(next) = beats.get(next).filter(|_| next > 0) else {
        return last.price;
    };
    let (rise, span) = (
        i128::from(next.price) - i128::from(last.price),
        i128::from(next.ts - last.ts),
    );
    let price = i128::from(last.price) + rise * i128::from(ts - last.ts) / span;
    // Between the two by construction.
    price as u64
}

#[cfg(test)]
mod tests;
