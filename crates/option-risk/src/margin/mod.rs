//! Margin of options by full revaluation.
//!
//! One account holds positions of one kind in one market. Its requirement is the worst of 23 scenarios: seven spots inside
//! a range of three daily deviations, each at three volatilities, and two tails at twice the range whose excess over the
//! mark counts at 35%. Every short adds a floor and is capped at its coverage, the most it can ever pay; a fully covered
//! account is therefore always healthy, and a portfolio never needs more than its legs apart. Options held offset shorts
//! of their expiry that are nearer the money ([`offsets`]), all but the floor.
//!
//! Maintenance runs on a volatility that a spike hardly moves; new risk is asked for more, and for its gamma besides.
//! Grid after Derive v2 (PMRM).

mod charges;
mod grid;
mod leg;
mod look;
mod params;
mod portfolio;
mod requirement;
mod scenario;
mod tenor;

pub use grid::{Base, Grid};
pub use leg::{offsets, Leg};
pub use look::Bound;
pub use params::MarginParams;
pub(crate) use portfolio::binding;
pub use portfolio::Portfolio;
pub use requirement::Requirement;
pub use scenario::{feared, Scenario, SpotShock, VolShock, ALL, SCENARIOS, SPOTS};
pub use tenor::Tenor;

use option_math::Vol;

use crate::error::{Result, RiskError};
use crate::numeric::BPS;
use crate::units::{Kind, Scale};
use crate::vol::Skew;

/// The market as a margin decision sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarketView {
    /// Spot in feed units.
    pub spot: u64,
    /// The present.
    pub now: i64,
    /// Volatility that marks positions at the money.
    pub mark_vol: Vol,
    /// Volatility of the maintenance grid.
    pub maintenance_vol: Vol,
    /// Volatility of the initial grid, used where it exceeds the maintenance one.
    pub initial_vol: Vol,
    /// How the mark bends over strikes; the grid's own volatilities do not.
    pub skew: Skew,
    /// Decimals of the market.
    pub scale: Scale,
}

impl MarketView {
    /// Volatility that marks positions of a strike. Errors as [`Skew::skewed`].
    pub fn mark_vol_at(&self, strike: u64) -> Result<Vol> {
        self.skew.skewed(self.mark_vol, self.spot, strike)
    }
}

/// How strictly a requirement is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// What a position must keep; below it, it may be liquidated.
    Maintenance,
    /// What new risk and withdrawals must leave.
    Initial,
    /// The same in throttle and reopening.
    StressedInitial,
}

impl Level {
    /// Factor on a maintenance charge, bps, rounded up.
    fn multiplier_bps(self, params: &MarginParams) -> Result<u32> {
        let initial = || {
            if params.initial_ratio_bps == 0 {
                return Err(RiskError::InvalidParameter("initial_ratio_bps"));
            }
            Ok((BPS * BPS).div_ceil(params.initial_ratio_bps))
        };
        match self {
            Self::Maintenance => Ok(BPS),
            Self::Initial => initial(),
            Self::StressedInitial => {
                let stressed = crate::numeric::mul_bps_up(initial()?.into(), params.stressed_bps)?;
                u32::try_from(stressed).map_err(|_| RiskError::Overflow)
            }
        }
    }
}

/// The requirement of an account at `level`, in collateral atoms, rounded up. Errors as [`Portfolio::new`].
pub fn requirement(
    kind: Kind,
    legs: &[Leg],
    view: &MarketView,
    params: &MarginParams,
    level: Level,
) -> Result<Requirement> {
    Portfolio::new(kind, legs, view, params, level, Bound::Worst)?.requirement()
}

/// Collateral over requirement in bps, rounded down, saturating; `u64::MAX` where nothing is required.
pub fn health_bps(collateral: u64, required: u64) -> u64 {
    (u128::from(collateral) * u128::from(BPS))
        .checked_div(u128::from(required))
        .map_or(u64::MAX, |health| u64::try_from(health).unwrap_or(u64::MAX))
}
