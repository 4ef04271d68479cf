//! Plain rules beside the breaker, on the same prints: how often each cries wolf and how early it calls.
//!
//! A rule is the same machine with other triggers: halts last as long, cool down as long and are as few a day, so that
//! nothing but the trigger is compared.

use anyhow::Result;
use ballast_client::ballast::state::MarketParams;
use option_risk::breaker::{BreakerParams, Stage};
use serde::Serialize;

use super::{
    falls,
    feed::Tick,
    history::History,
    replay,
    spans::{self, Span, FOLLOWED_SECS},
};

/// A threshold that nothing exceeds.
const NEVER: u32 = u32::MAX;
/// How soon a false halt is proven wrong, seconds.
const FALSE_WITHIN_SECS: i64 = 3_600;
/// How much further than the trip a false halt's price goes at most, percent.
const FALSE_BEYOND_PCT: f64 = 1.0;

/// What a rule did on a file.
#[derive(Debug, Serialize)]
pub struct Verdict {
    /// The rule.
    pub rule: &'static str,
    /// Halts of the file.
    pub halts: usize,
    /// Those of them that were false: within the hour the price regained half of the move that tripped the rule, and
    /// never went more than 1% beyond the trip.
    pub false_halts: usize,
    /// Median time from the other halts to the worst price of the four hours after, minutes.
    pub lead_minutes: Option<f64>,
    /// Share of the worst day's fall that was over at its first halt, percent.
    pub over_pct: Option<f64>,
}

/// The breaker and three plain rules.
pub fn compare(history: &History, params: &MarketParams) -> Result<Vec<Verdict>> {
    rules(&params.breaker)
        .into_iter()
        .map(|(rule, breaker)| judge(rule, history, &MarketParams { breaker, ..*params }))
        .collect()
}

fn rules(breaker: &BreakerParams) -> [(&'static str, BreakerParams); 4] {
    let silent = BreakerParams {
        z5_milli: NEVER,
        z15_milli: NEVER,
        z60_milli: NEVER,
        ..*breaker
    };
    let fifteen = |z15_milli, move15_bps| BreakerParams {
        z15_milli,
        move15_bps,
        ..silent
    };
    let sixty = BreakerParams {
        z60_milli: 0,
        move60_bps: 1_000,
        ..silent
    };
    [
        ("ballast", *breaker),
        ("5% in 15 min", fifteen(0, 500)),
        ("10% in 60 min", sixty),
        ("z > 8 over 15 min, any move", fifteen(8_000, 0)),
    ]
}

fn judge(rule: &'static str, history: &History, params: &MarketParams) -> Result<Verdict> {
    let replay = replay::run(history, params)?;
    let spans = spans::spans(&replay.changes, &replay.ticks, &params.breaker);
    let halts: Vec<&Span> = spans
        .iter()
        .filter(|span| span.stage == Stage::Halted)
        .collect();
    let (wrong, right): (Vec<&Span>, Vec<&Span>) =
        halts.iter().partition(|halt| is_false(halt, &replay.ticks));
    let worst = falls::worst(&replay.ticks, &spans, 1);
    let halt = worst.first().and_then(|fall| fall.halt);
    Ok(Verdict {
        rule,
        halts: halts.len(),
        false_halts: wrong.len(),
        lead_minutes: median(right.iter().map(|halt| lead(halt, &replay.ticks)).collect()),
        over_pct: halt.map(|halt| halt.over_pct),
    })
}

fn is_false(halt: &Span, ticks: &[Tick]) -> bool {
    let hour = spans::after(ticks, halt.from_ts, halt.direction, FALSE_WITHIN_SECS);
    let least_back = halt.move_pct.unwrap_or(f64::MAX) / 2.0;
    hour.further_pct <= FALSE_BEYOND_PCT && hour.back_pct - hour.further_pct >= least_back
}

/// Seconds from a halt to the worst price after it.
fn lead(halt: &Span, ticks: &[Tick]) -> i64 {
    let after = spans::after(ticks, halt.from_ts, halt.direction, FOLLOWED_SECS);
    after.worst_ts - halt.from_ts
}

/// The median in minutes.
fn median(mut secs: Vec<i64>) -> Option<f64> {
    secs.sort_unstable();
    let upper = *secs.get(secs.len() / 2)?;
    let lower = secs[(secs.len() - 1) / 2];
    Some((upper + lower) as f64 / 120.0)
}
