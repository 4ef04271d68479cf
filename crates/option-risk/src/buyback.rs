//! A vault's buy-back: it buys its own options from their holders when their gamma passes a limit.
//!
//! What is bought is burned: the vault's delta then turns by less per move, with no trade in the base token that would
//! go with it. The bid is a Dutch auction in volatility that rises from below the mark to a bounded distance above it.

use bytemuck::{Pod, Zeroable};
use option_math::{Vol, I64F64};

use crate::error::{Result, RiskError};
use crate::numeric::{bps, mul, mul_bps_down, ratio_down, scale_up, to_u64, within, BPS};
use crate::units::Scale;
use crate::valuation::{liability_down, Terms};

/// Parameters of a vault's buy-backs.
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
pub struct BuybackParams {
    /// Most that a 1% move may turn the vault's delta by, bps of its assets; 0 turns buy-backs off.
    pub max_gamma_bps: u32,
    /// Bid volatility at the start, bps of the mark.
    pub start_vol_bps: u32,
    /// Bid volatility at the end, bps of the mark.
    pub end_vol_bps: u32,
    /// Length of an order, seconds.
    pub duration_secs: u32,
    /// Most that one round's buy-backs may cost, bps of the vault's assets.
    pub max_cost_bps: u32,
    /// Always zero.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub padding: [u8; 4],
    /// Smallest order worth opening, contract atoms; less is left alone.
    pub min_contracts: u64,
}

const _: () = assert!(core::mem::size_of::<BuybackParams>() == 32);

impl Default for BuybackParams {
    fn default() -> Self {
        Self {
            max_gamma_bps: 0,
            start_vol_bps: 9_000,
            end_vol_bps: 11_000,
            duration_secs: 300,
            max_cost_bps: 200,
            padding: [0; 4],
            min_contracts: 0,
        }
    }
}

impl BuybackParams {
    /// Whether the vault buys back at all: a limit of zero says no.
    pub fn enabled(&self) -> bool {
        self.max_gamma_bps > 0
    }

    /// Hard bounds: a limit up to 100%, bids from 50% of the mark to 150%, rising, over 1..=60 min, cost up to 20%.
    pub fn validate(&self) -> Result<()> {
        within("max_gamma_bps", self.max_gamma_bps, 0..=BPS)?;
        within("end_vol_bps", self.end_vol_bps, 5_000..=15_000)?;
        within(
            "start_vol_bps",
            self.start_vol_bps,
            5_000..=self.end_vol_bps,
        )?;
        within("duration_secs", self.duration_secs, 60..=3_600)?;
        within("max_cost_bps", self.max_cost_bps, 0..=2_000)
    }

    /// Last second of an order opened at `opened_ts`.
    pub fn ends_ts(&self, opened_ts: i64) -> i64 {
        opened_ts.saturating_add(i64::from(self.duration_secs))
    }
}

/// Contracts to buy so that a 1% move turns the vault's delta by no more than the limit, or `None` within it.
///
/// `contracts` are short, each turning by `gamma_per_pct` (0..=1) per 1%; `assets_base` is everything the vault has, in
/// base atoms. `contracts x gamma` is held against `max_gamma_bps x assets_base`; what may stay is rounded down, so that
/// the limit holds afterwards.
pub fn order(
    contracts: u64,
    gamma_per_pct: I64F64,
    assets_base: u64,
    params: &BuybackParams,
) -> Result<Option<u64>> {
    if !(I64F64::ZERO..=I64F64::ONE).contains(&gamma_per_pct) {
        return Err(RiskError::DeltaOutOfRange);
    }
    let limit = mul_bps_down(assets_base, params.max_gamma_bps)?;
    if scale_up(contracts, gamma_per_pct)? <= limit {
        return Ok(None);
    }
    let kept = kept_down(limit, gamma_per_pct).min(contracts);
    let excess = contracts - kept;
    Ok((excess >= params.min_contracts.max(1)).then_some(excess))
}

/// `limit / gamma`, rounded down, saturating.
fn kept_down(limit: u64, gamma: I64F64) -> u64 {
    // Not negative, by the caller's check.
    let gamma = (gamma.to_bits() as u128).max(1);
    to_u64((u128::from(limit) << 64) / gamma).unwrap_or(u64::MAX)
}

/// The volatility bid `elapsed_secs` into an order, linear from start to end, rounded down; `None` once it is over.
pub fn bid_vol(mark_vol: Vol, elapsed_secs: u64, params: &BuybackParams) -> Result<Option<Vol>> {
    let duration = u64::from(params.duration_secs);
    if duration == 0 || elapsed_secs > duration {
        return Ok(None);
    }
    let (start, end) = (bps(params.start_vol_bps), bps(params.end_vol_bps));
    let risen = mul(end - start, ratio_down(elapsed_secs, duration)?)?;
    let factor = start.checked_add(risen).ok_or(RiskError::Overflow)?;
    Ok(Some(Vol(mul(mark_vol.0, factor)?)))
}

/// What the vault pays for `contracts` at `terms`, rounded down: the Black-Scholes value, in base atoms for calls and
/// quote atoms for puts.
pub fn premium_down(terms: &Terms, contracts: u64, scale: &Scale) -> Result<u64> {
    let coverage = scale.coverage_down(terms.kind, contracts, terms.strike)?;
    liability_down(terms, coverage)
}

/// Most that a round's buy-backs may cost a vault of `assets` collateral atoms, rounded down.
pub fn cost_limit(assets: u64, params: &BuybackParams) -> Result<u64> {
    mul_bps_down(assets, params.max_cost_bps)
}
