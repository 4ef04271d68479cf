//! What the oracle says at any time.

use anyhow::{Context, Result};
use rand::{rngs::StdRng, Rng, SeedableRng};

use super::Args;
use crate::{
    prices::{self, Bars, FEED_UNIT},
    tape::beats::{self, Beat},
};

/// The built-in file.
const CRASH: &str = include_str!("../../data/stylised_crash.csv");
/// Seconds of a year, for volatilities.
const YEAR_SECS: f64 = 365.0 * 86_400.0;
/// The walk takes a step at least this often.
const STEP_SECS: i64 = 60;
/// Feed units it never leaves: as for files.
const BOUNDS: (f64, f64) = (1e4, 1e16);

/// A source of prices.
pub enum Prices {
    /// A file's, one after another; the last one holds.
    File {
        /// The bars.
        bars: Bars,
        /// Every print of theirs, in order.
        beats: Vec<Beat>,
    },
    /// A geometric random walk.
    Walk(Box<Walk>),
}

/// A random walk and where it stands.
pub struct Walk {
    start: u64,
    price: f64,
    ts: Option<i64>,
    vol: f64,
    random: StdRng,
}

impl Prices {
    /// What the arguments ask for.
    pub fn of(args: &Args) -> Result<Self> {
        let bars = match &args.prices {
            Some(path) => prices::load(path)?,
            None if args.crash => prices::read(CRASH.as_bytes()).context("built-in prices")?,
            None => return Ok(Self::Walk(Box::new(Walk::new(args)))),
        };
        let beats = bars.bars.iter().flat_map(|bar| beats::prints(&bars, bar));
        Ok(Self::File {
            beats: beats.collect(),
            bars,
        })
    }

    /// In words.
    pub fn source(&self, args: &Args) -> String {
        match (self, &args.prices) {
            (Self::File { .. }, Some(path)) => path.display().to_string(),
            (Self::File { .. }, None) => "the built-in crash".into(),
            (Self::Walk(_), _) => {
                format!("a random walk of {}% a year, seed {}", args.vol, args.seed)
            }
        }
    }

    /// When the first price is of; none for a walk, which starts at any time.
    pub fn starts(&self) -> Option<i64> {
        match self {
            Self::File { bars, .. } => Some(bars.starts()),
            Self::Walk(_) => None,
        }
    }

    /// The first price, feed units.
    pub fn first(&self) -> u64 {
        match self {
            Self::File { bars, .. } => bars.bars[0].open,
            Self::Walk(walk) => walk.start,
        }
    }

    /// Seconds between two prices.
    pub fn bar_secs(&self) -> i64 {
        match self {
            Self::File { bars, .. } => bars.secs,
            Self::Walk(_) => STEP_SECS,
        }
    }

    /// A walk goes on from `price`; a file knows by itself.
    pub fn resume(&mut self, price: u64) {
        if let Self::Walk(walk) = self {
            walk.price = price as f64;
        }
    }

    /// The price at `ts`, feed units; times must not go back.
    pub fn at(&mut self, ts: i64) -> u64 {
        match self {
            Self::File { beats, .. } => along(beats, ts),
            Self::Walk(walk) => walk.at(ts),
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

impl Walk {
    fn new(args: &Args) -> Self {
        let price = args.price * FEED_UNIT;
        Self {
            start: price as u64,
            price,
            ts: None,
            vol: args.vol / 100.0,
            random: StdRng::seed_from_u64(args.seed),
        }
    }

    fn at(&mut self, ts: i64) -> u64 {
        let mut from = self.ts.unwrap_or(ts);
        while from < ts {
            let secs = (ts - from).min(STEP_SECS);
            let deviation = self.vol * (secs as f64 / YEAR_SECS).sqrt();
            let moved = (deviation * self.normal() - deviation * deviation / 2.0).exp();
            self.price = (self.price * moved).clamp(BOUNDS.0, BOUNDS.1);
            from += secs;
        }
        self.ts = Some(ts);
        self.price as u64
    }

    /// A standard normal deviate, by Box and Muller.
    fn normal(&mut self) -> f64 {
        let (u, v): (f64, f64) = (1.0 - self.random.random::<f64>(), self.random.random());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beat(ts: i64, price: u64) -> Beat {
        Beat { ts, price }
    }

    #[test]
    fn a_file_is_followed_in_straight_lines() {
        let beats = [beat(100, 1_000), beat(110, 2_000), beat(120, 500)];
        for (ts, price) in [
            (0, 1_000),
            (100, 1_000),
            (105, 1_500),
            (110, 2_000),
            (112, 1_700),
            (120, 500),
            (9_999, 500),
        ] {
            assert_eq!(along(&beats, ts), price, "at {ts}");
        }
    }

    #[test]
    fn a_walk_has_the_volatility_asked_for() {
        let mut walk = Walk {
            start: 0,
            price: 1e10,
            ts: None,
            vol: 0.8,
            random: StdRng::seed_from_u64(7),
        };
        let (mut last, mut squares) = (walk.at(0) as f64, 0.0);
        const DAYS: i64 = 2_000;
        for day in 1..=DAYS {
            let price = walk.at(day * 86_400) as f64;
            squares += (price / last).ln().powi(2);
            last = price;
        }
        let vol = (squares / DAYS as f64 * 365.0).sqrt();
        assert!((vol - 0.8).abs() < 0.04, "{vol}");
    }
}
