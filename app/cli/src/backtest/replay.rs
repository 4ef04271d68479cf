//! A price history through the risk library's own sensing and breaker.

use anyhow::{Context, Result};
use ballast_client::ballast::state::MarketParams;
use option_math::Vol;
use option_risk::{breaker::Transition, oracle::Print, state::RiskState};

use super::{
    feed::{self, Tick},
    history::History,
};

/// How long the first price is held before the file begins, seconds: a ring without a past reads as thin, and what that
/// throttles has to pass.
pub const HELD_SECS: i64 = 7_200;
/// Seconds between two prints of it.
const HELD_STEP: i64 = 60;
/// How long the clock runs on after the last print: past any stage.
const RUN_OUT_SECS: i64 = 86_400;

/// What a replay came to.
pub struct Replay {
    /// Every print taken.
    pub ticks: Vec<Tick>,
    /// Every change of stage; the clock closes the last one.
    pub changes: Vec<Transition>,
    /// Prints that found the ring thin.
    pub thin: u64,
}

/// Parameters for bars of this length: the volatility takes one sample a bar.
///
/// A bar's extremes are prices that were there, but a path through all of them is longer than the price's own: four
/// samples of it would count about twice the volatility, and the breaker would sleep.
pub fn for_bars(params: &MarketParams, secs: i64) -> MarketParams {
    let mut params = *params;
    let bar_secs = u32::try_from(secs).unwrap_or(u32::MAX);
    params.vol.min_dt_secs = params.vol.min_dt_secs.max(bar_secs);
    params
}

/// Replays every print; the book is empty, so its loop gain is zero, and a print is observed as it is published.
pub fn run(history: &History, params: &MarketParams) -> Result<Replay> {
    let ticks = feed::ticks(history);
    let params = for_bars(params, history.secs);
    let mut state = opened(ticks[0], history.secs, &params)?;
    let (mut changes, mut thin) = (Vec::new(), 0);
    for tick in &ticks {
        let seen = state
            .observe(&params.risk(), &print(*tick), 0, tick.ts)
            .with_context(|| format!("the print at {} cannot be taken", tick.ts))?;
        thin += u64::from(seen.signals.thin);
        changes.extend(seen.transitions.iter().copied());
    }
    let last = ticks[ticks.len() - 1].ts;
    let rest = state.breaker.advance(&params.breaker, last + RUN_OUT_SECS);
    changes.extend(rest.iter().copied());
    Ok(Replay {
        ticks,
        changes,
        thin,
    })
}

/// A market that has stood at the first price for a while; whole bars, so that samples fall on the bars' openings.
fn opened(first: Tick, secs: i64, params: &MarketParams) -> Result<RiskState> {
    let held = (HELD_SECS + secs - 1) / secs * secs;
    let at = |ts: i64| Tick {
        ts,
        price: first.price,
    };
    let from = first.ts - held;
    let risk = params.risk();
    let initial = Vol::from_bps(params.initial_vol_bps);
    let implied = Vol::from_bps(params.implied_vol_bps);
    let mut state = RiskState::open(&risk, &print(at(from)), initial, implied, from)?;
    for ts in (from + HELD_STEP..first.ts).step_by(HELD_STEP as usize) {
        state.observe(&risk, &print(at(ts)), 0, ts)?;
    }
    Ok(state)
}

/// A file has no moving average of the feed's: zero is none.
fn print(tick: Tick) -> Print {
    Print {
        price: tick.price,
        publish_ts: tick.ts,
        // Nothing settles here.
        prev_publish_ts: tick.ts - 1,
        ema_price: 0,
    }
}
