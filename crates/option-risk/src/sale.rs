//! A vault's sale: strike from a target delta, a Dutch auction in volatility, the premium.

use bytemuck::{Pod, Zeroable};
use option_math::{strike_from_delta, Price, Rate, Vol, Years, I64F64};

use crate::calendar::{next_expiry, years_to};
use crate::error::{Result, RiskError};
use crate::numeric::{
    bps, mul, mul_bps_down, mul_bps_up, ratio_down, scale_down, scale_up, within, BPS,
};
use crate::units::{Kind, Scale};
use crate::valuation::{liability_up, Terms};

/// Parameters of a vault's sales.
#[repr(C)]
#[cfg_attr(
    feature = "borsh",
    derive(crate::wire::Serialize, crate::wire::Deserialize)
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct SaleParams {
    /// Asked volatility at the start, bps of the mark.
    pub start_vol_bps: u32,
    /// Asked volatility at the end, bps of the mark.
    pub end_vol_bps: u32,
    /// Length of the auction, seconds.
    pub duration_secs: u32,
    /// Least premium, bps of coverage.
    pub min_premium_bps: u32,
    /// Absolute delta of the strike, bps.
    pub target_delta_bps: u32,
    /// Share of the vault's assets that is sold against, bps.
    pub utilisation_bps: u32,
    /// Strikes are multiples of this, feed units.
    pub tick: u64,
}

const _: () = assert!(core::mem::size_of::<SaleParams>() == 32);

impl Default for SaleParams {
    /// A tick of 10^8, one quote token at an exponent of -8.
    fn default() -> Self {
        Self {
            start_vol_bps: 15_000,
            end_vol_bps: 9_000,
            duration_secs: 600,
            min_premium_bps: 10,
            target_delta_bps: 1_000,
            utilisation_bps: 9_000,
            tick: 100_000_000,
        }
    }
}

impl SaleParams {
    /// Hard bounds: end 50%..=150% of the mark, start from the end to 300%, 5..=120 min, minimum premium 0.01%..=5%,
    /// delta 1%..=50%, utilisation 1%..=100%, a tick of at least one unit.
    pub fn validate(&self) -> Result<()> {
        within("end_vol_bps", self.end_vol_bps, 5_000..=15_000)?;
        within(
            "start_vol_bps",
            self.start_vol_bps,
            self.end_vol_bps..=30_000,
        )?;
        within("duration_secs", self.duration_secs, 300..=7_200)?;
        within("min_premium_bps", self.min_premium_bps, 1..=500)?;
        within("target_delta_bps", self.target_delta_bps, 100..=5_000)?;
        within("utilisation_bps", self.utilisation_bps, 100..=BPS)?;
        if self.tick == 0 {
            return Err(RiskError::InvalidParameter("tick"));
        }
        Ok(())
    }
}

/// Base atoms of `assets` that calls may be sold against, rounded down.
pub fn lockable_down(assets: u64, params: &SaleParams) -> Result<u64> {
    mul_bps_down(assets, params.utilisation_bps.min(BPS))
}

/// Splits a premium into what the vault earns and what feeds the insurance fund, the latter rounded down.
pub fn split_premium(premium: u64, insurance_share_bps: u32) -> Result<(u64, u64)> {
    let insurance = mul_bps_down(premium, insurance_share_bps.min(BPS))?;
    Ok((premium - insurance, insurance))
}

/// Strike and expiry of the calls a vault sells at `now`: the first calendar expiry at least `tenor_days` ahead, and the
/// strike of the target delta at the mark.
pub fn pick(
    spot: u64,
    now: i64,
    mark_vol: Vol,
    tenor_days: u32,
    params: &SaleParams,
) -> Result<(u64, i64)> {
    let expiry_ts = next_expiry(now, tenor_days)?;
    let years = years_to(expiry_ts, now);
    let strike = strike_for_delta(Kind::Call, spot, years, mark_vol, params)?;
    Ok((strike, expiry_ts))
}

/// The strike of the target delta on the tick grid, further from the money where it falls between ticks.
///
/// Calls: snapped up, at least one tick above spot. Puts: snapped down, at least one tick below spot, or
/// [`RiskError::NoStrike`] if none is positive. Closed form `K = S exp(-N^-1(delta) v + sigma^2 T / 2)`.
pub fn strike_for_delta(
    kind: Kind,
    spot: u64,
    years: Years,
    vol: Vol,
    params: &SaleParams,
) -> Result<u64> {
    if spot == 0 {
        return Err(RiskError::ZeroPrice);
    }
    if params.tick == 0 {
        return Err(RiskError::InvalidParameter("tick"));
    }
    let target = bps(params.target_delta_bps);
    // A put's delta is its call's less one.
    let call_delta = match kind {
        Kind::Call => target,
        Kind::Put => I64F64::ONE.saturating_sub(target),
    };
    let one = Price(I64F64::ONE);
    let ratio = strike_from_delta(one, call_delta, years, vol, Rate::ZERO)?.0;
    match kind {
        Kind::Call => snap_above(scale_up(spot, ratio)?, spot, params.tick),
        Kind::Put => snap_below(scale_down(spot, ratio)?, spot, params.tick),
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

/// The volatility asked `elapsed_secs` into the auction, linear from start to end, rounded up; `None` once it is over.
pub fn sale_vol(mark_vol: Vol, elapsed_secs: u64, params: &SaleParams) -> Result<Option<Vol>> {
    let duration = u64::from(params.duration_secs);
    if duration == 0 || elapsed_secs > duration {
        return Ok(None);
    }
    let (start, end) = (bps(params.start_vol_bps), bps(params.end_vol_bps));
    let fallen = mul(start - end, ratio_down(elapsed_secs, duration)?)?;
    let factor = start.checked_sub(fallen).ok_or(RiskError::Overflow)?;
    Ok(Some(Vol(mul(mark_vol.0, factor)?)))
}

/// Premium of `contracts` at `terms`, rounded up: the Black-Scholes value, at least the minimum premium.
///
/// In base atoms for calls and quote atoms for puts.
pub fn premium_up(
    terms: &Terms,
    contracts: u64,
    scale: &Scale,
    params: &SaleParams,
) -> Result<u64> {
    let coverage = scale.coverage_up(terms.kind, contracts, terms.strike)?;
    let least = mul_bps_up(coverage, params.min_premium_bps)?;
    Ok(liability_up(terms, coverage)?.max(least))
}
