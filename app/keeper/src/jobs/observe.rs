//! Recording prints: often enough for the estimates, at once where it matters.
//!
//! A print that the program would refuse is never sent, nor one that is on record already, but for one that is too wide: it
//! teaches the market nothing, yet the breaker throttles by one and halts by a minute of them, if it is told.

use ballast_client::{
    ballast::{errors::BallastError, state::Market},
    instructions as ix,
    option_risk::{breaker::Stage, settlement},
};

use super::{Job, Key, Task};
use crate::{
    terms::Terms,
    view::{Print, View},
};

/// Longest time between prints on record while a settlement price is averaged, seconds: half of what one holds for.
const AVERAGING_SECS: i64 = settlement::HOLD_SECS / 2;

/// The observation, if it is due.
pub fn plan(view: &View, terms: &Terms) -> Vec<Task> {
    let Some(reason) = reason(view, terms) else {
        return Vec::new();
    };
    let keys = view.keys();
    let observe = vec![ix::observe(keys)];
    let key = Key::of(Job::Observe, "observe", keys.market);
    vec![Task::new(key, observe, reason).repeatable()]
}

fn reason(view: &View, terms: &Terms) -> Option<String> {
    let (market, recorded) = (view.market, &view.core.market);
    if view.print == Print::Refused(BallastError::OracleWideConfidence) {
        return wide(view, terms);
    }
    if !matches!(view.print, Print::Fit { .. }) || !view.has_news() {
        return None;
    }
    if view.print == (Print::Fit { trips: true }) {
        return Some("the print trips the breaker".to_owned());
    }
    let (was, is) = (recorded.risk.breaker.stage(), market.risk.breaker.stage());
    if was != is {
        return Some(format!("the stage goes from {was:?} to {is:?}"));
    }
    if let Some(expiry_ts) = fixed(recorded, market) {
        return Some(format!(
            "the print fixes the settlement price of {expiry_ts}"
        ));
    }
    let age = market.risk.publish_ts - recorded.risk.publish_ts;
    if age >= terms.observe_every_secs {
        return Some(format!("{age} s since the last print on record"));
    }
    if age >= AVERAGING_SECS && is_averaging(market, market.risk.publish_ts) {
        return Some(format!(
            "{age} s since the last print, an expiry is being averaged"
        ));
    }
    let moved = moved_bps(recorded.risk.price, market.risk.price);
    let is_far = moved >= u64::from(terms.config.observe.move_bps);
    is_far.then(|| format!("the price has moved {moved} bps"))
}

/// Whether the breaker is to be told of a print that is too wide.
fn wide(view: &View, terms: &Terms) -> Option<String> {
    let (breaker, params) = (
        &view.core.market.risk.breaker,
        &view.core.market.params.breaker,
    );
    let is_halted = breaker.stage_at(params, view.now()) == Stage::Halted;
    let since = view.now().saturating_sub(breaker.suspect_last_ts);
    let is_known = breaker.is_suspect == 1 && since < terms.observe_every_secs;
    let is_due = params.armed == 1 && !is_halted && !is_known;
    is_due.then(|| "the print is too wide, which the breaker has to know".to_owned())
}

/// An expiry whose settlement price the print fixes.
fn fixed(recorded: &Market, market: &Market) -> Option<i64> {
    let pairs = recorded.expiries.iter().zip(&market.expiries);
    let mut fixed = pairs.filter(|(was, is)| was.final_price == 0 && is.final_price != 0);
    fixed.next().map(|(_, is)| is.expiry_ts)
}

/// Whether the price of a moment counts for an expiry.
fn is_averaging(market: &Market, ts: i64) -> bool {
    market.expiries.iter().any(|slot| {
        let ahead = slot.expiry_ts.saturating_sub(ts);
        slot.series > 0 && slot.final_price == 0 && ahead <= settlement::WINDOW_SECS
    })
}

/// Distance of two prices, bps of the first.
fn moved_bps(from: u64, to: u64) -> u64 {
    let moved = u128::from(from.abs_diff(to)) * 10_000;
    u64::try_from(moved / u128::from(from.max(1))).unwrap_or(u64::MAX)
}
