//! A vault's fees: only on a gain, never more than the gain, above a high-water mark of the share price.
//!
//! The fee is paid in new shares, so that no asset has to be sold or moved for it. Source of the defaults and of the
//! rule that a round without a gain is free: ribbon-v2; the high-water mark is stricter than its round-by-round gain.

use bytemuck::{Pod, Zeroable};

use crate::error::{Result, RiskError};
use crate::numeric::{mul_bps_down, within, BPS, YEAR_SECS};
use crate::shares::{VIRTUAL_ASSETS, VIRTUAL_SHARES};

/// Parameters of a vault's fees.
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
pub struct FeeParams {
    /// Of the assets, bps a year.
    pub management_bps: u32,
    /// Of the gain, bps.
    pub performance_bps: u32,
}

const _: () = assert!(core::mem::size_of::<FeeParams>() == 8);

impl Default for FeeParams {
    /// 2% a year and 10% of the gain.
    fn default() -> Self {
        Self {
            management_bps: 200,
            performance_bps: 1_000,
        }
    }
}

impl FeeParams {
    /// Hard bounds: up to 5% a year and 30% of the gain.
    pub fn validate(&self) -> Result<()> {
        within("management_bps", self.management_bps, 0..=500)?;
        within("performance_bps", self.performance_bps, 0..=3_000)
    }

    /// Whether the vault charges anything.
    pub fn enabled(&self) -> bool {
        self.management_bps > 0 || self.performance_bps > 0
    }
}

/// A share price as a ratio, virtual assets and shares included: exact, and small enough for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HighWater {
    /// Collateral atoms.
    pub assets: u64,
    /// Share atoms; never zero.
    pub shares: u64,
}

impl Default for HighWater {
    /// The price of an empty vault.
    fn default() -> Self {
        Self {
            assets: VIRTUAL_ASSETS,
            shares: VIRTUAL_SHARES,
        }
    }
}

impl HighWater {
    /// The share price of `nav` and `supply`.
    pub fn of(nav: u64, supply: u64) -> Result<Self> {
        let sum = |a: u64, b| a.checked_add(b).ok_or(RiskError::Overflow);
        Ok(Self {
            assets: sum(nav, VIRTUAL_ASSETS)?,
            shares: sum(supply, VIRTUAL_SHARES)?,
        })
    }

    fn is_above(&self, other: &Self) -> bool {
        u128::from(self.assets) * u128::from(other.shares)
            > u128::from(other.assets) * u128::from(self.shares)
    }
}

/// What a round's end charges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accrual {
    /// Collateral atoms the fee is worth.
    pub fee: u64,
    /// Shares to mint for it.
    pub shares: u64,
    /// The mark from now on.
    pub high_water: HighWater,
}

/// Fees at the end of a round of `elapsed_secs`, before the queues are settled: `nav` and `supply` are the vault's, `mark`
/// the high-water mark so far.
///
/// `gain = nav + 1 - mark x (supply + 1000)`, rounded down; the fee is `management x nav x elapsed / year + performance x
/// gain`, each rounded down, no more than the gain, and nothing without one. It is minted as `fee x (supply + 1000) /
/// (nav + 1 - fee)` shares, rounded down, so that the share price does not fall under the mark; if they do not fit 64
/// bits, nothing is charged. The mark rises to the
/// price after the fee and never falls, but that a vault without shares starts anew.
pub fn accrue(
    params: &FeeParams,
    nav: u64,
    supply: u64,
    mark: &HighWater,
    elapsed_secs: u64,
) -> Result<Accrual> {
    let before = HighWater::of(nav, supply)?;
    if supply == 0 {
        return Ok(Accrual {
            fee: 0,
            shares: 0,
            high_water: before,
        });
    }
    let gain = gain_down(&before, mark)?;
    let fee = fee_down(params, nav, gain, elapsed_secs)?;
    // The fee is at most the gain, which leaves at least the mark's share of the assets: never nothing.
    let kept = before.assets.checked_sub(fee).ok_or(RiskError::Overflow)?;
    let shares = (u128::from(fee) * u128::from(before.shares))
        .checked_div(u128::from(kept))
        .ok_or(RiskError::Overflow)?;
    // A fee whose shares would not fit is not charged: nothing may hold up the end of a round.
    let charged = u64::try_from(shares).ok().and_then(|shares| {
        Some((
            shares,
            HighWater::of(nav, supply.checked_add(shares)?).ok()?,
        ))
    });
    let (fee, shares, after) = match charged {
        Some((shares, after)) => (fee, shares, after),
        None => (0, 0, before),
    };
    Ok(Accrual {
        fee,
        shares,
        high_water: match after.is_above(mark) {
            true => after,
            false => *mark,
        },
    })
}

/// Atoms by which the assets exceed what the mark makes them worth.
fn gain_down(now: &HighWater, mark: &HighWater) -> Result<u64> {
    if mark.shares == 0 {
        return Err(RiskError::Overflow);
    }
    let worth = (u128::from(now.shares) * u128::from(mark.assets)).div_ceil(mark.shares.into());
    // At most the assets, which fit.
    Ok(u128::from(now.assets).saturating_sub(worth) as u64)
}

fn fee_down(params: &FeeParams, nav: u64, gain: u64, elapsed_secs: u64) -> Result<u64> {
    let performance = mul_bps_down(gain, params.performance_bps)?;
    let rate = u128::from(params.management_bps) * u128::from(elapsed_secs);
    let year = u128::from(BPS) * u128::from(YEAR_SECS);
    let management = (u128::from(nav).checked_mul(rate)).ok_or(RiskError::Overflow)? / year;
    Ok(management
        .saturating_add(performance.into())
        .min(gain.into()) as u64)
}
