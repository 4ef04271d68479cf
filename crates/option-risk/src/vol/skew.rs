//! How the implied mark bends over strikes.

use bytemuck::{Pod, Zeroable};
use option_math::{kernel, Vol, I64F64};

use crate::error::Result;
use crate::numeric::{add, bps, mul, ratio_down, within};

/// Factor on the mark as a parabola in log-moneyness `k = ln(K / S)`: `1 + slope k + curvature k^2`, held to 0.5..=2.
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
pub struct Skew {
    /// Change per unit of `k`, bps: negative where low strikes are dearer.
    pub slope_bps: i32,
    /// Change per unit of `k^2`, bps.
    pub curvature_bps: u32,
}

impl Skew {
    /// The same volatility at every strike.
    pub const FLAT: Self = Self {
        slope_bps: 0,
        curvature_bps: 0,
    };

    /// Hard bounds: slope -1..=1, curvature 0..=1. More of either has no single strike of a delta.
    pub fn validate(&self) -> Result<()> {
        within("slope_bps", self.slope_bps, -10_000..=10_000)?;
        within("curvature_bps", self.curvature_bps, 0..=10_000)
    }

    /// The volatility at `strike` where it is `mark` at `spot`; both prices in the same units.
    ///
    /// [`crate::RiskError::ZeroPrice`] for a spot of zero, [`crate::RiskError::Math`] for a strike of zero.
    pub fn skewed(&self, mark: Vol, spot: u64, strike: u64) -> Result<Vol> {
        if *self == Self::FLAT {
            return Ok(mark);
        }
        let k = kernel::ln(ratio_down(strike, spot)?)?;
        let slope = bps(self.slope_bps.unsigned_abs()) * I64F64::from_num(self.slope_bps.signum());
        let bend = add(mul(slope, k)?, mul(bps(self.curvature_bps), mul(k, k)?)?)?;
        let (half, two) = (I64F64::ONE >> 1u32, I64F64::ONE << 1u32);
        Ok(Vol(mul(mark.0, add(I64F64::ONE, bend)?.clamp(half, two))?))
    }
}
