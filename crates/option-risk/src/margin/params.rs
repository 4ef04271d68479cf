//! Parameters of the margin grid.

use bytemuck::{Pod, Zeroable};

use crate::error::Result;
use crate::numeric::{within, BPS};

/// Parameters of the margin grid.
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
pub struct MarginParams {
    /// Least spot range, bps of spot.
    pub range_floor_bps: u32,
    /// Spot range in standard deviations (x 1000) of one day.
    pub range_sigmas_milli: u32,
    /// Tail shock, bps of the range.
    pub tail_multiple_bps: u32,
    /// Weight of a tail's excess over the mark, bps.
    pub tail_weight_bps: u32,
    /// Upward volatility shock at 30 days, bps of the volatility.
    pub vol_up_bps: u32,
    /// Downward volatility shock at 30 days, bps of the volatility.
    pub vol_down_bps: u32,
    /// Added per short, bps of its coverage.
    pub floor_bps: u32,
    /// Maintenance over initial requirement, bps.
    pub initial_ratio_bps: u32,
    /// Stressed over ordinary initial requirement, bps.
    pub stressed_bps: u32,
    /// Health a liquidation aims for, bps.
    pub target_health_bps: u32,
    /// Added to the initial requirement of a short: this many of a day's gamma losses, bps.
    pub gamma_addon_bps: u32,
    /// What of an offsetting option's value counts, bps.
    pub offset_credit_bps: u32,
}

const _: () = assert!(core::mem::size_of::<MarginParams>() == 48);

impl Default for MarginParams {
    fn default() -> Self {
        Self {
            range_floor_bps: 1_200,
            range_sigmas_milli: 3_000,
            tail_multiple_bps: 20_000,
            tail_weight_bps: 3_500,
            vol_up_bps: 5_000,
            vol_down_bps: 3_000,
            floor_bps: 100,
            initial_ratio_bps: 8_000,
            stressed_bps: 12_500,
            target_health_bps: 11_500,
            gamma_addon_bps: 10_000,
            offset_credit_bps: 10_000,
        }
    }
}

impl MarginParams {
    /// Hard bounds: range floor 5%..=40%, 2..=6 deviations, tails 1..=3 ranges at 10%..=100%, volatility up
    /// 20%..=200% and down 0..=90%, floor 0.1%..=10%, initial ratio 50%..=100%, stress 100%..=200%, target health
    /// 105%..=200%, gamma add-on up to 500%, credit of offsets 50%..=100%.
    pub fn validate(&self) -> Result<()> {
        within("range_floor_bps", self.range_floor_bps, 500..=4_000)?;
        within("range_sigmas_milli", self.range_sigmas_milli, 2_000..=6_000)?;
        within("tail_multiple_bps", self.tail_multiple_bps, BPS..=30_000)?;
        within("tail_weight_bps", self.tail_weight_bps, 1_000..=BPS)?;
        within("vol_up_bps", self.vol_up_bps, 2_000..=20_000)?;
        within("vol_down_bps", self.vol_down_bps, 0..=9_000)?;
        within("floor_bps", self.floor_bps, 10..=1_000)?;
        within("initial_ratio_bps", self.initial_ratio_bps, 5_000..=BPS)?;
        within("stressed_bps", self.stressed_bps, BPS..=20_000)?;
        within("target_health_bps", self.target_health_bps, 10_500..=20_000)?;
        within("gamma_addon_bps", self.gamma_addon_bps, 0..=50_000)?;
        within("offset_credit_bps", self.offset_credit_bps, 5_000..=BPS)
    }
}
