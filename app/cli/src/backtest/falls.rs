//! The worst days, and how much of each fall was already over when the breaker acted.

use option_risk::breaker::{Direction, Stage};
use serde::Serialize;

use super::{feed::Tick, spans::Span};
use crate::format::{date, decimal};

const DAY_SECS: i64 = 86_400;

/// The greatest fall of one UTC day, from a high to a later low.
#[derive(Clone, Debug, Serialize)]
pub struct Fall {
    /// The day, `2025-10-10`.
    pub day: String,
    /// Where it began.
    pub high: f64,
    /// When.
    pub high_ts: i64,
    /// Where it ended.
    pub low: f64,
    /// When.
    pub low_ts: i64,
    /// Its size, percent of the high.
    pub fall_pct: f64,
    /// The day's first Throttle.
    pub throttle: Option<Acted>,
    /// The day's first halt.
    pub halt: Option<Acted>,
}

/// When a stage was first entered on the day of a fall.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Acted {
    /// When.
    pub ts: i64,
    /// The price.
    pub price: f64,
    /// The share of the way from the day's high to its low that lay above this price, percent.
    pub over_pct: f64,
    /// Whether the high was yet to come: an earlier fall of the same day brought it.
    pub before_high: bool,
}

/// The `most` worst days of the file, the worst first.
pub fn worst(ticks: &[Tick], spans: &[Span], most: usize) -> Vec<Fall> {
    let days = ticks.chunk_by(|a, b| a.ts.div_euclid(DAY_SECS) == b.ts.div_euclid(DAY_SECS));
    let mut falls: Vec<(Tick, Tick)> = days.filter_map(greatest).collect();
    falls.sort_by(|a, b| size(b).total_cmp(&size(a)));
    falls.truncate(most);
    falls
        .iter()
        .map(|(high, low)| fall(*high, *low, ticks, spans))
        .collect()
}

/// The greatest fall in a run of prints: every print against the highest before it.
fn greatest(ticks: &[Tick]) -> Option<(Tick, Tick)> {
    let mut high = *ticks.first()?;
    let mut found = (high, high);
    for tick in ticks {
        if tick.price > high.price {
            high = *tick;
        }
        if size(&(high, *tick)) > size(&found) {
            found = (high, *tick);
        }
    }
    (found.0.price > found.1.price).then_some(found)
}

fn size((high, low): &(Tick, Tick)) -> f64 {
    1.0 - low.price as f64 / high.price as f64
}

fn fall(high: Tick, low: Tick, ticks: &[Tick], spans: &[Span]) -> Fall {
    let first = |stage| acted(stage, high, low, ticks, spans);
    Fall {
        day: date(low.ts),
        high: decimal(high.price),
        high_ts: high.ts,
        low: decimal(low.price),
        low_ts: low.ts,
        fall_pct: size(&(high, low)) * 1e2,
        throttle: first(Stage::Throttle),
        halt: first(Stage::Halted),
    }
}

/// The first stay in `stage` that began on the day, no later than its low, and that no rise brought.
fn acted(stage: Stage, high: Tick, low: Tick, ticks: &[Tick], spans: &[Span]) -> Option<Acted> {
    let midnight = low.ts - low.ts.rem_euclid(DAY_SECS);
    let span = spans.iter().find(|span| {
        let is_in_time = (midnight..=low.ts).contains(&span.from_ts);
        span.stage == stage && is_in_time && span.direction != Direction::Up
    })?;
    let index = ticks.partition_point(|tick| tick.ts <= span.from_ts);
    let price = ticks.get(index.saturating_sub(1))?.price;
    let gone = high.price as f64 - price as f64;
    Some(Acted {
        ts: span.from_ts,
        price: decimal(price),
        over_pct: gone / (high.price - low.price) as f64 * 1e2,
        before_high: span.from_ts < high.ts,
    })
}
