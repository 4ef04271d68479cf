//! Parameters of the estimates.

use bytemuck::{Pod, Zeroable};
use option_math::{Vol, I64F64};

use crate::error::Result;
use crate::numeric::{bps, within};

/// Parameters of the estimates.
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
pub struct VolParams {
    /// Half-life of the slow estimate, seconds.
    pub slow_half_life_secs: u32,
    /// Half-life of the fast estimate, seconds.
    pub fast_half_life_secs: u32,
    /// Least annualised volatility, bps.
    pub floor_bps: u32,
    /// Greatest annualised volatility, bps.
    pub cap_bps: u32,
    /// Standard deviations (x 1000) at which a return is winsorised.
    pub winsor_milli: u32,
    /// Least time between samples, seconds.
    pub min_dt_secs: u32,
}

const _: () = assert!(core::mem::size_of::<VolParams>() == 24);

impl Default for VolParams {
    fn default() -> Self {
        Self {
            slow_half_life_secs: 259_200,
            fast_half_life_secs: 3_600,
            floor_bps: 4_500,
            cap_bps: 50_000,
            winsor_milli: 4_000,
            min_dt_secs: 60,
        }
    }
}

impl VolParams {
    /// Hard bounds: slow half-life 6 h..=30 d, fast 5 min..=1 d, floor 10%..=200%, cap from the floor to 1,000%,
    /// winsorising at 3..=10 deviations, sampling every 10..=600 s.
    pub fn validate(&self) -> Result<()> {
        within(
            "slow_half_life_secs",
            self.slow_half_life_secs,
            21_600..=2_592_000,
        )?;
        within(
            "fast_half_life_secs",
            self.fast_half_life_secs,
            300..=86_400,
        )?;
        within("floor_bps", self.floor_bps, 1_000..=20_000)?;
        within("cap_bps", self.cap_bps, self.floor_bps..=100_000)?;
        within("winsor_milli", self.winsor_milli, 3_000..=10_000)?;
        within("min_dt_secs", self.min_dt_secs, 10..=600)
    }

    /// The volatility clamped to floor and cap.
    pub(super) fn clamp(&self, vol: I64F64) -> Vol {
        Vol(vol.min(bps(self.cap_bps)).max(bps(self.floor_bps)))
    }
}
