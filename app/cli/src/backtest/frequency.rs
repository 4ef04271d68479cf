//! How often the breaker acts and how long it holds.

use option_risk::breaker::Stage;
use serde::Serialize;

use super::spans::Span;

/// Stays that begin within this of a counted one are part of its episode, seconds.
const EPISODE_SECS: i64 = 21_600;
const DAY_SECS: i64 = 86_400;
const YEAR_SECS: f64 = 31_536_000.0;

/// A number for each of the two stages that a print brings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Each<T> {
    /// Of Throttle.
    pub throttle: T,
    /// Of Halted.
    pub halt: T,
}

/// How long halts lasted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Halts {
    /// How many.
    pub count: usize,
    /// Seconds in all of them.
    pub seconds: i64,
    /// Of the longest, seconds.
    pub longest_seconds: i64,
    /// What one may last at most, seconds.
    pub budget_seconds: i64,
    /// The most that began within any 24 hours.
    pub most_in_24h: usize,
}

/// Times at which a stage was entered, from `counted_from` on.
pub fn entries(spans: &[Span], stage: Stage, counted_from: i64) -> Vec<i64> {
    let entered = spans.iter().filter(|span| span.stage == stage);
    let counted = entered.filter(|span| span.from_ts >= counted_from);
    counted.map(|span| span.from_ts).collect()
}

/// Episodes: a stay counts if it begins at least six hours after the last one that counted.
pub fn episodes(entries: &[i64]) -> u64 {
    let (mut count, mut last) = (0, None);
    for ts in entries {
        if last.is_none_or(|last| ts - last >= EPISODE_SECS) {
            count += 1;
            last = Some(ts);
        }
    }
    count
}

/// A count over `secs` as one a year.
pub fn per_year(count: u64, secs: i64) -> f64 {
    count as f64 * YEAR_SECS / secs.max(1) as f64
}

/// Measures every halt.
pub fn halts(spans: &[Span], budget_secs: u32) -> Halts {
    let halts: Vec<&Span> = spans
        .iter()
        .filter(|span| span.stage == Stage::Halted)
        .collect();
    let lengths = || halts.iter().map(|halt| halt.to_ts - halt.from_ts);
    let within_day = |last: usize| {
        let begun = halts[last].from_ts;
        let day = halts[..=last].iter().rev();
        day.take_while(|halt| begun - halt.from_ts < DAY_SECS)
            .count()
    };
    Halts {
        count: halts.len(),
        seconds: lengths().sum(),
        longest_seconds: lengths().max().unwrap_or(0),
        budget_seconds: i64::from(budget_secs),
        most_in_24h: (0..halts.len()).map(within_day).max().unwrap_or(0),
    }
}
