//! The auction in volatility, and what it earns.

use option_math::Vol;

use super::SaleParams;
use crate::error::{Result, RiskError};
use crate::numeric::{bps, mul, mul_bps_down, mul_bps_up, ratio_down, BPS};
use crate::units::{Kind, Scale};
use crate::valuation::{liability_up, Terms};

/// Contracts that `assets` atoms of collateral may be sold against, rounded down: `utilisation_bps` of them, by the base
/// for calls, by the strike in quote for puts.
pub fn lockable_down(
    kind: Kind,
    assets: u64,
    strike: u64,
    scale: &Scale,
    params: &SaleParams,
) -> Result<u64> {
    let used = mul_bps_down(assets, params.utilisation_bps.min(BPS))?;
    match kind {
        Kind::Call => Ok(used),
        Kind::Put => scale.base_for_quote_down(used, strike),
    }
}

/// The least that may be bought of a sale of `contracts`, of which `left` are left: a thousandth of it, or what is left.
/// A purchase commits the vault to the round; an atom's may not.
pub fn least_lot(contracts: u64, left: u64) -> u64 {
    contracts.div_ceil(1_000).min(left)
}

/// Splits a premium into what the vault earns and what feeds the insurance fund, the latter rounded down.
pub fn split_premium(premium: u64, insurance_share_bps: u32) -> Result<(u64, u64)> {
    let insurance = mul_bps_down(premium, insurance_share_bps.min(BPS))?;
    Ok((premium - insurance, insurance))
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
