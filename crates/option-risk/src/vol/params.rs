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
    /// How fast the maintenance volatility may move, bps of volatility an hour.
    pub maintenance_slew_bps_per_hour: u32,
    /// Half-life of the memory of stress, seconds.
    pub stress_half_life_secs: u32,
    /// What the memory of stress never forgets, annualised volatility in bps.
    pub stressed_floor_bps: u32,
    /// Weight of stress in the volatility of new risk, bps.
    pub stressed_weight_bps: u32,
}

const _: () = assert!(core::mem::size_of::<VolParams>() == 40);

impl Default for VolParams {
    fn default() -> Self {
        Self {
            slow_half_life_secs: 259_200,
            fast_half_life_secs: 3_600,
            floor_bps: 4_500,
            cap_bps: 50_000,
            winsor_milli: 4_000,
            min_dt_secs: 60,
            maintenance_slew_bps_per_hour: 50,
            stress_half_life_secs: 7_776_000,
            stressed_floor_bps: 9_000,
            stressed_weight_bps: 2_500,
        }
    }
}

impl VolParams {
    /// Hard bounds: slow half-life 6 h..=30 d, fast 5 min..=1 d, floor 10%..=200%, cap from the floor to 1,000%,
    /// winsorising at 3..=10 deviations, sampling every 10..=600 s, maintenance at 0.1..=2 points an hour, stress forgotten
    /// by half in 7 d..=2 y but for 10%..=500%, at a weight of 25%..=50%.
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
        within("min_dt_secs", self.min_dt_secs, 10..=600)?;
        within(
            "maintenance_slew_bps_per_hour",
            self.maintenance_slew_bps_per_hour,
            10..=200,
        )?;
        within(
            "stress_half_life_secs",
            self.stress_half_life_secs,
            604_800..=63_072_000,
        )?;
        within(
            "stressed_floor_bps",
            self.stressed_floor_bps,
            1_000..=50_000,
        )?;
        within(
            "stressed_weight_bps",
            self.stressed_weight_bps,
            2_500..=5_000,
        )
    }

    /// The volatility clamped to floor and cap.
    pub(super) fn clamp(&self, vol: I64F64) -> Vol {
        Vol(vol.min(bps(self.cap_bps)).max(bps(self.floor_bps)))
    }
}
