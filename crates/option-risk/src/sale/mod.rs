//! A vault's sale: strike from a target delta, a Dutch auction in volatility, the premium.

mod auction;
mod strike;

use bytemuck::{Pod, Zeroable};

use crate::error::{Result, RiskError};
use crate::numeric::{within, BPS};

pub use auction::{least_lot, lockable_down, premium_up, sale_vol, split_premium};
pub use strike::{pick, strike_for_delta, Pick, SaleView};

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
    /// Least distance of the strike from the price, bps of the price.
    pub min_otm_bps: u32,
    /// Greatest distance of the strike from the price, bps of the price.
    pub max_otm_bps: u32,
    /// Strikes are multiples of this, feed units.
    pub tick: u64,
}

const _: () = assert!(core::mem::size_of::<SaleParams>() == 40);

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
            min_otm_bps: 100,
            max_otm_bps: 5_000,
            tick: 100_000_000,
        }
    }
}

impl SaleParams {
    /// Hard bounds: end 50%..=150% of the mark, start from the end to 300%, 5..=120 min, minimum premium 0.01%..=5%,
    /// delta 1%..=50%, utilisation 1%..=100%, a tick of at least one unit, strikes from at most 50% to 5%..=75% out.
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
        within("min_otm_bps", self.min_otm_bps, 0..=5_000)?;
        within(
            "max_otm_bps",
            self.max_otm_bps,
            self.min_otm_bps.max(500)..=7_500,
        )?;
        if self.tick == 0 {
            return Err(RiskError::InvalidParameter("tick"));
        }
        Ok(())
    }
}
