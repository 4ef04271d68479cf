//! The terms shared by prices and Greeks, and the domain they are valid in.

use fixed::types::I64F64;

use super::OptionInputs;
use crate::kernel::{deviate_from_scaled, distribution, exp_scaled, ln_ratio, sqrt_scaled, Scaled};
use crate::{MathError, Rate, Vol, Years};

/// `log2` of the first time to expiry, total volatility and `|rT|` refused.
const YEARS_POWER: i64 = 6;
const TOTAL_VOL_POWER: i64 = 4;
const GROWTH_POWER: i64 = 3;

/// Time, volatility and rate as the formulas use them.
pub(super) struct Diffusion {
    pub(super) years: Scaled,
    pub(super) root_years: Scaled,
    pub(super) vol: Scaled,
    /// `sigma sqrt(T)`, below 16.
    pub(super) total_vol: Scaled,
    pub(super) rate: Scaled,
    /// `rT`, within 8.
    pub(super) growth: Scaled,
}

impl Diffusion {
    pub(super) fn new(years: Years, vol: Vol, rate: Rate) -> Result<Self, MathError> {
        if years.0 < I64F64::ZERO {
            return Err(MathError::NegativeTime);
        }
        if vol.0 < I64F64::ZERO {
            return Err(MathError::NegativeVol);
        }
        let years = Scaled::from_fixed(years.0);
        if years.reaches_power(YEARS_POWER) {
            return Err(MathError::TimeOutOfDomain);
        }
        let (vol, rate) = (Scaled::from_fixed(vol.0), Scaled::from_fixed(rate.0));
        let root_years = sqrt_scaled(years);
        let (total_vol, growth) = (vol * root_years, rate * years);
        if total_vol.reaches_power(TOTAL_VOL_POWER) {
            return Err(MathError::TotalVolOutOfDomain);
        }
        if growth.reaches_power(GROWTH_POWER) {
            return Err(MathError::RateOutOfDomain);
        }
        Ok(Self {
            years,
            root_years,
            vol,
            total_vol,
            rate,
            growth,
        })
    }
}

/// Everything a price or a Greek is assembled from.
pub(super) struct Terms {
    pub(super) spot: I64F64,
    pub(super) spot_scaled: Scaled,
    /// `K e^(-rT)` to the nearest unit: the one number parity rests on.
    pub(super) discounted_strike: I64F64,
    pub(super) discounted_strike_scaled: Scaled,
    pub(super) diffusion: Diffusion,
    /// d1 in Q57.
    pub(super) d1: i64,
    /// `N(d1)` and `N(d2)` in Q64.
    pub(super) n1: i128,
    pub(super) n2: i128,
}

impl Terms {
    pub(super) fn new(inputs: &OptionInputs) -> Result<Self, MathError> {
        let (spot, strike) = (inputs.spot.0, inputs.strike.0);
        if spot <= I64F64::ZERO {
            return Err(MathError::NonPositiveSpot);
        }
        if strike <= I64F64::ZERO {
            return Err(MathError::NonPositiveStrike);
        }
        let diffusion = Diffusion::new(inputs.years, inputs.vol, inputs.rate)?;
        let moneyness = ln_ratio(spot, strike) + diffusion.growth;
        let (d1, d2) = deviates(moneyness, diffusion.total_vol);
        let discounted_strike = discount(strike, diffusion.growth)?;
        Ok(Self {
            spot,
            spot_scaled: Scaled::from_fixed(spot),
            discounted_strike,
            discounted_strike_scaled: Scaled::from_fixed(discounted_strike),
            diffusion,
            d1,
            n1: distribution(d1),
            n2: distribution(d2),
        })
    }
}

/// `(d1, d2)` in Q57: `moneyness / v + v/2` and `- v/2`.
///
/// They share their error, to which a price is insensitive in first order: `S n(d1) = K e^(-rT) n(d2)`.
/// The quotient saturates at 20 and v/2 is below 8, so a saturated pair lies beyond 9.3 on the right side
/// and nothing wraps.
fn deviates(moneyness: Scaled, total_vol: Scaled) -> (i64, i64) {
    let half = deviate_from_scaled(total_vol.half());
    let centre = if total_vol.mantissa == 0 {
        deviate_at_expiry(moneyness)
    } else {
        deviate_from_scaled(moneyness.div(total_vol))
    };
    (centre.wrapping_add(half), centre.wrapping_sub(half))
}

/// The limit of `moneyness / v` as v falls to 0: saturated, or 0 at the money.
fn deviate_at_expiry(moneyness: Scaled) -> i64 {
    let far = Scaled {
        exponent: 0,
        ..moneyness
    };
    deviate_from_scaled(far)
}

/// `K e^(-rT)`; K itself, exactly, for a rate of zero.
fn discount(strike: I64F64, growth: Scaled) -> Result<I64F64, MathError> {
    if growth.mantissa == 0 {
        return Ok(strike);
    }
    (-growth)
        .to_fixed()
        .and_then(exp_scaled)
        .and_then(|factor| (Scaled::from_fixed(strike) * factor).to_fixed())
        .ok_or(MathError::DiscountedStrikeOverflow)
}
