//! The strike and the expiry of a sale.

use option_math::{strike_from_delta, Price, Rate, Vol, Years, I64F64};

use super::SaleParams;
use crate::calendar::years_to;
use crate::error::{Result, RiskError};
use crate::numeric::{bps, mul_bps_down, mul_bps_up, scale_down, scale_up, BPS};
use crate::schedule::ScheduleParams;
use crate::units::Kind;
use crate::vol::Skew;

/// How often a strike is corrected for the skew.
const CORRECTIONS: usize = 4;

/// The market at the moment a sale starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaleView {
    /// Spot, feed units.
    pub spot: u64,
    /// Unix seconds.
    pub now: i64,
    /// Volatility options are marked at, at the money.
    pub mark_vol: Vol,
    /// How it bends over strikes.
    pub skew: Skew,
}

/// What a vault sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Feed units.
    pub strike: u64,
    /// Unix seconds.
    pub expiry_ts: i64,
}

/// Strike and expiry of the options a vault sells now: the schedule's expiry, and the strike of the target delta at the
/// mark. Nobody chooses either.
pub fn pick(
    kind: Kind,
    view: &SaleView,
    schedule: &ScheduleParams,
    params: &SaleParams,
) -> Result<Pick> {
    let expiry_ts = schedule.expiry(view.now)?;
    let years = years_to(expiry_ts, view.now);
    Ok(Pick {
        strike: strike_for_delta(kind, view, years, params)?,
        expiry_ts,
    })
}

/// The strike of the target delta on the tick grid, further from the money where it falls between ticks.
///
/// Closed form `K = S exp(-N^-1(delta) v + sigma^2 T / 2)` at the mark, then four times more at the volatility which the
/// skew gives the strike before: no search. Exact without a skew; for slopes within 0.2 and curvatures up to 0.5 the
/// strike's delta is within a thousandth of its target, within 0.5 and 1 a fiftieth
/// (`crates/option-risk/tests/strike_skew.rs`). It is held to `min_otm_bps..=max_otm_bps` from spot before it is snapped, and lies
/// a tick from spot at least; [`RiskError::NoStrike`] for a put if no positive tick is left.
pub fn strike_for_delta(
    kind: Kind,
    view: &SaleView,
    years: Years,
    params: &SaleParams,
) -> Result<u64> {
    if view.spot == 0 {
        return Err(RiskError::ZeroPrice);
    }
    if params.tick == 0 {
        return Err(RiskError::InvalidParameter("tick"));
    }
    let at = |vol| unsnapped(kind, view.spot, years, vol, params.target_delta_bps);
    let bent = |strike: u64| view.skew.skewed(view.mark_vol, view.spot, strike.max(1));
    let mut strike = at(view.mark_vol)?;
    if view.skew != Skew::FLAT {
        for _ in 0..CORRECTIONS {
            strike = at(bent(strike)?)?;
        }
    }
    match kind {
        Kind::Call => {
            let nearest = mul_bps_up(view.spot, BPS + params.min_otm_bps.min(BPS))?;
            let furthest = mul_bps_down(view.spot, BPS + params.max_otm_bps.min(BPS))?;
            let held = strike.min(furthest).max(nearest);
            snap_above(held, view.spot, params.tick)
        }
        Kind::Put => {
            let nearest = mul_bps_down(view.spot, BPS - params.min_otm_bps.min(BPS))?;
            let furthest = mul_bps_up(view.spot, BPS - params.max_otm_bps.min(BPS))?;
            let held = strike.max(furthest).min(nearest);
            snap_below(held, view.spot, params.tick)
        }
    }
}

/// The strike of a delta at one volatility, rounded away from the money.
fn unsnapped(kind: Kind, spot: u64, years: Years, vol: Vol, delta_bps: u32) -> Result<u64> {
    let target = bps(delta_bps);
    // A put's delta is its call's less one.
    let call_delta = match kind {
        Kind::Call => target,
        Kind::Put => I64F64::ONE.saturating_sub(target),
    };
    let one = Price(I64F64::ONE);
    let ratio = strike_from_delta(one, call_delta, years, vol, Rate::ZERO)?.0;
    match kind {
        Kind::Call => scale_up(spot, ratio),
        Kind::Put => scale_down(spot, ratio),
    }
}

/// The least multiple of `tick` at or above `strike` and at least one tick above `spot`.
fn snap_above(strike: u64, spot: u64, tick: u64) -> Result<u64> {
    let least = spot.checked_add(tick).ok_or(RiskError::Overflow)?;
    strike
        .max(least)
        .checked_next_multiple_of(tick)
        .ok_or(RiskError::Overflow)
}

/// The greatest positive multiple of `tick` at or below `strike` and at least one tick below `spot`.
fn snap_below(strike: u64, spot: u64, tick: u64) -> Result<u64> {
    let most = strike.min(spot.saturating_sub(tick));
    match most - most % tick {
        0 => Err(RiskError::NoStrike),
        snapped => Ok(snapped),
    }
}
