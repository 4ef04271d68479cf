//! The volatility a price implies.
//!
//! By parity the option is taken out of the money and stated as `c = N(d1) - N(d2) / a`, a fraction of the smaller of
//! spot and discounted strike, with `a = e^(-m)` their ratio and `d = -m/v +- v/2`. A closed-form guess
//! (Stefanica and Radoicic 2017) is within 6%; two Householder steps of fourth order reach what the price resolves.

mod guess;
mod steps;

use fixed::types::I64F64;

use crate::black_scholes::{AtSpot, Series};
use crate::kernel::Real;
use crate::{MathError, Price, Rate, Vol, Years};

/// Which side of the strike pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// Pays spot above the strike.
    Call,
    /// Pays spot below the strike.
    Put,
}

/// An option out of the money.
struct Target {
    /// The smaller of spot and discounted strike.
    near: Real,
    /// The larger.
    far: Real,
    /// Its value.
    value: Real,
    /// `m = |ln(S/K) + rT|` from its Q57, below 32; the mantissa is 0 or at least 2^63.
    distance: Real,
}

/// The sigma at which [`price`](crate::price) gives `option` for the option of this kind; rounded to the nearest.
///
/// Error below `1e-12 + (2^-62 + 2^-56 max(S, K e^(-rT))) / vega`: the second part is what the price itself resolves.
///
/// # Errors
/// [`MathError::PriceOutOfBounds`] for a price at or below the discounted intrinsic value, or at or above what the option
/// can at most be worth; [`MathError::VegaTooSmall`] where the price moves with volatility by too little to tell (also at
/// expiry, and beyond `|ln(S/K) + rT| = 32`); the domain of [`price`](crate::price) otherwise.
pub fn implied_vol(
    option: Price,
    spot: Price,
    strike: Price,
    years: Years,
    rate: Rate,
    kind: OptionKind,
) -> Result<Vol, MathError> {
    let series = Series::new(strike, years, rate)?;
    let at = series.at_spot(spot)?;
    let target = Target::new(&series, &at, option, kind)?;
    let guess = guess::total_vol(&target);
    let total = steps::refine(&target, guess)?;
    let mut overflow = false;
    let bits = total.over(series.root_years()).to_bits(&mut overflow);
    if overflow {
        return Err(MathError::TotalVolOutOfDomain);
    }
    Ok(Vol(I64F64::from_bits(bits)))
}

impl Target {
    #[inline(always)]
    fn new(
        series: &Series,
        at: &AtSpot,
        option: Price,
        kind: OptionKind,
    ) -> Result<Self, MathError> {
        const DISTANCE_LIMIT: i64 = 32 << 57;
        let below = at.forward() <= 0;
        // The out-of-the-money side of the pair, by parity; amounts below 2^127.
        let value = match (kind, below) {
            (OptionKind::Call, true) | (OptionKind::Put, false) => Some(option.0.to_bits()),
            (OptionKind::Call, false) => option.0.to_bits().checked_sub(at.forward()),
            (OptionKind::Put, true) => option.0.to_bits().checked_add(at.forward()),
        };
        let (spot, strike) = (at.spot_real(), series.discounted_strike());
        let (near, far, most) = if below {
            (spot, strike, at.spot_bits())
        } else {
            (strike, spot, at.spot_bits().wrapping_sub(at.forward()))
        };
        let Some(value) = value.filter(|value| (1..most).contains(value)) else {
            return Err(MathError::PriceOutOfBounds);
        };
        let distance = at.moneyness().magnitude().to_q57(DISTANCE_LIMIT);
        if distance == DISTANCE_LIMIT || series.root_years().mantissa == 0 {
            return Err(MathError::VegaTooSmall);
        }
        Ok(Self {
            near,
            far,
            value: Real::from_bits(value as u128),
            distance: Real::new(distance.unsigned_abs(), -57).normalised(),
        })
    }
}
