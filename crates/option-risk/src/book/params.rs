//! Parameters of the loop gain.

use bytemuck::{Pod, Zeroable};

use crate::error::Result;
use crate::numeric::{within, BPS};

/// How deep the market is and how much of the book is hedged.
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
pub struct BookParams {
    /// Quote atoms that trade within 1% of the price.
    pub depth_quote_per_pct: u64,
    /// Annualised volatility at which that depth was measured, bps.
    pub depth_vol_bps: u32,
    /// Share of the net short contracts whose sellers hedge, bps.
    pub hedged_share_bps: u32,
}

const _: () = assert!(core::mem::size_of::<BookParams>() == 16);

impl Default for BookParams {
    /// Two million quote units of six decimals, measured at 0.10% a minute; everybody hedges.
    fn default() -> Self {
        Self {
            depth_quote_per_pct: 2_000_000_000_000,
            depth_vol_bps: 7_250,
            hedged_share_bps: BPS,
        }
    }
}

impl BookParams {
    /// Hard bounds: depth 10^6..=10^18 quote atoms, its volatility 10%..=500%, hedgers 10%..=100%.
    pub fn validate(&self) -> Result<()> {
        within(
            "depth_quote_per_pct",
            self.depth_quote_per_pct,
            1_000_000..=1_000_000_000_000_000_000,
        )?;
        within("depth_vol_bps", self.depth_vol_bps, 1_000..=50_000)?;
        within("hedged_share_bps", self.hedged_share_bps, 1_000..=BPS)
    }
}
