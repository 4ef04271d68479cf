//! Parameters of liquidations.

use bytemuck::{Pod, Zeroable};

use crate::error::{Result, RiskError};
use crate::numeric::{within, BPS};

/// Parameters of liquidations.
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
pub struct LiquidationParams {
    /// Bonus as an auction begins, bps of the requirement freed.
    pub bonus_start_bps: u32,
    /// Bonus from its end on.
    pub bonus_end_bps: u32,
    /// From the one to the other, seconds in which the market is open.
    pub auction_secs: u32,
    /// After this a flag counts for nothing, seconds.
    pub auction_lapse_secs: u32,
    /// Health under which a leg may be taken whole, bps.
    pub deep_health_bps: u32,
    /// Share of what is paid above the mark that goes to the insurance fund, bps.
    pub insurance_share_bps: u32,
    /// A leg is taken whole rather than leaving less than this, contract atoms.
    pub tiny_contracts: u64,
    /// Contracts of one market that may be liquidated per window in a deep and calm market, atoms.
    pub cap_contracts_per_window: u64,
    /// Window of that cap, seconds.
    pub window_secs: u32,
    /// The cap never shrinks below this share of itself, bps.
    pub least_cap_bps: u32,
}

const _: () = assert!(core::mem::size_of::<LiquidationParams>() == 48);

impl Default for LiquidationParams {
    /// Amounts for a base token of nine decimals at a price near 100: a tenth of a contract is tiny, and a minute may take
    /// four thousand, a fifth of the default depth (`docs/parameters.md`).
    fn default() -> Self {
        Self {
            bonus_start_bps: 100,
            bonus_end_bps: 1_000,
            auction_secs: 900,
            auction_lapse_secs: 43_200,
            deep_health_bps: 6_000,
            insurance_share_bps: 1_000,
            tiny_contracts: 100_000_000,
            cap_contracts_per_window: 4_000_000_000_000,
            window_secs: 60,
            least_cap_bps: 4_000,
        }
    }
}

impl LiquidationParams {
    /// Hard bounds: bonus from 0..=5% to at most 15%, auctions of 1 min..=2 h that lapse within a week, whole legs under
    /// 90% health at most, insurance share up to 50%, windows of 10..=3,600 s, a cap of at least one atom that keeps 5% of
    /// itself at least.
    pub fn validate(&self) -> Result<()> {
        within("bonus_start_bps", self.bonus_start_bps, 0..=500)?;
        let ends = self.bonus_start_bps..=1_500;
        within("bonus_end_bps", self.bonus_end_bps, ends)?;
        within("auction_secs", self.auction_secs, 60..=7_200)?;
        let lapses = self.auction_secs..=604_800;
        within("auction_lapse_secs", self.auction_lapse_secs, lapses)?;
        within("deep_health_bps", self.deep_health_bps, 0..=9_000)?;
        within("insurance_share_bps", self.insurance_share_bps, 0..=5_000)?;
        within("window_secs", self.window_secs, 10..=3_600)?;
        within("least_cap_bps", self.least_cap_bps, 500..=BPS)?;
        if self.cap_contracts_per_window == 0 {
            return Err(RiskError::InvalidParameter("cap_contracts_per_window"));
        }
        Ok(())
    }
}
