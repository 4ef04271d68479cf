//! One strike and expiry, valued at many spots and volatilities: each input's own work is done once.

use fixed::types::I64F64;

use super::deviates::Deviates;
use super::prices::call_and_put;
use super::CallPut;
use crate::kernel::{exp_short, ln_ratio, root, Positive, Real, Signed};
use crate::{MathError, Price, Rate, Vol, Years};

/// `log2` of the first time to expiry, total volatility and `|rT|` refused.
const YEARS_POWER: i64 = 6;
const TOTAL_VOL_POWER: i64 = 4;
const GROWTH_POWER: i64 = 3;

/// A strike and an expiry: the root of time and the discounted strike, ready for any spot and volatility.
#[derive(Clone, Copy)]
pub struct Series {
    pub(super) term: Term,
    pub(super) strike: Positive,
    /// `K e^(-rT)` to the nearest unit: the one number parity rests on.
    pub(super) discounted_bits: i128,
    pub(super) discounted: Real,
}

/// Time to expiry and what the rate does until then.
#[derive(Clone, Copy)]
pub(super) struct Term {
    pub(super) years: Real,
    pub(super) root_years: Real,
    pub(super) rate: Real,
    pub(super) rate_negative: bool,
    /// `rT`, within 8.
    pub(super) growth: Signed,
}

/// A spot of one [`Series`]: log-moneyness of the forward, and what parity needs.
#[derive(Clone, Copy)]
pub struct AtSpot {
    pub(super) spot: Positive,
    /// `ln(S/K) + rT`.
    pub(super) moneyness: Signed,
    /// `S - K e^(-rT)` in units of 2^-64.
    pub(super) forward: i128,
}

/// A volatility of one [`Series`].
#[derive(Clone, Copy)]
pub struct AtVol {
    pub(super) vol: Real,
    /// `sigma sqrt(T)`, below 16.
    pub(super) total: Real,
    /// Half of it as a deviate.
    pub(super) half: i64,
}

impl Series {
    /// The series of `strike` and `years` to expiry, at `rate`.
    ///
    /// # Errors
    /// [`MathError::NonPositiveStrike`]; [`MathError::NegativeTime`], [`MathError::TimeOutOfDomain`] from 64 years on;
    /// [`MathError::RateOutOfDomain`] from `|rT| = 8` on; [`MathError::DiscountedStrikeOverflow`].
    #[inline(always)]
    pub fn new(strike: Price, years: Years, rate: Rate) -> Result<Self, MathError> {
        if strike.0 <= I64F64::ZERO {
            return Err(MathError::NonPositiveStrike);
        }
        let term = Term::new(years, rate)?;
        let strike = Positive::new(strike.0.to_bits() as u128);
        let (discounted_bits, discounted) = term
            .present(&strike)
            .ok_or(MathError::DiscountedStrikeOverflow)?;
        Ok(Self {
            term,
            strike,
            discounted_bits,
            discounted,
        })
    }

    /// What a spot adds.
    ///
    /// # Errors
    /// [`MathError::NonPositiveSpot`].
    #[inline(always)]
    pub fn at_spot(&self, spot: Price) -> Result<AtSpot, MathError> {
        if spot.0 <= I64F64::ZERO {
            return Err(MathError::NonPositiveSpot);
        }
        let bits = spot.0.to_bits();
        let spot = Positive::new(bits as u128);
        Ok(AtSpot {
            moneyness: ln_ratio(&spot, &self.strike).plus(self.term.growth),
            spot,
            // Both lie in [0, 2^127).
            forward: bits.wrapping_sub(self.discounted_bits),
        })
    }

    /// What a volatility adds.
    ///
    /// # Errors
    /// [`MathError::NegativeVol`]; [`MathError::TotalVolOutOfDomain`] from `sigma sqrt(T) = 16` on.
    #[inline(always)]
    pub fn at_vol(&self, vol: Vol) -> Result<AtVol, MathError> {
        self.term.at_vol(vol)
    }

    /// `sqrt(T)`.
    #[inline(always)]
    pub(crate) fn root_years(&self) -> Real {
        self.term.root_years
    }

    /// `K e^(-rT)`.
    #[inline(always)]
    pub(crate) fn discounted_strike(&self) -> Real {
        self.discounted
    }

    /// Call and put at a spot and a volatility of this series; the bounds of [`price`](super::price).
    #[inline(always)]
    pub fn price(&self, spot: &AtSpot, vol: &AtVol) -> CallPut {
        call_and_put(self, spot, &Deviates::new(spot.moneyness, vol))
    }
}

impl AtSpot {
    /// The spot.
    #[inline(always)]
    pub(crate) fn spot_real(&self) -> Real {
        self.spot.real
    }

    /// The spot in units of 2^-64.
    #[inline(always)]
    pub(crate) fn spot_bits(&self) -> i128 {
        self.spot.bits as i128
    }

    /// `ln(S/K) + rT`.
    #[inline(always)]
    pub(crate) fn moneyness(&self) -> Signed {
        self.moneyness
    }

    /// `S - K e^(-rT)` in units of 2^-64.
    #[inline(always)]
    pub(crate) fn forward(&self) -> i128 {
        self.forward
    }
}

impl AtVol {
    /// A total volatility by itself, with a mantissa of at least 2^63.
    ///
    /// # Errors
    /// [`MathError::TotalVolOutOfDomain`] from 16 on.
    #[inline(always)]
    pub(crate) fn of_total(vol: Real, total: Real) -> Result<Self, MathError> {
        if total.reaches_power(TOTAL_VOL_POWER) {
            return Err(MathError::TotalVolOutOfDomain);
        }
        Ok(Self {
            vol,
            total,
            half: total.half().to_q57(i64::MAX),
        })
    }
}

impl Term {
    #[inline(always)]
    pub(super) fn new(years: Years, rate: Rate) -> Result<Self, MathError> {
        if years.0 < I64F64::ZERO {
            return Err(MathError::NegativeTime);
        }
        let years = Real::from_bits(years.0.to_bits() as u128);
        if years.reaches_power(YEARS_POWER) {
            return Err(MathError::TimeOutOfDomain);
        }
        let mut term = Self {
            years,
            root_years: root(years),
            rate: Real::ZERO,
            rate_negative: false,
            growth: Signed::ZERO,
        };
        if rate.0 != I64F64::ZERO {
            term.set_rate(rate)?;
        }
        Ok(term)
    }

    /// The same time at another rate.
    ///
    /// # Errors
    /// [`MathError::RateOutOfDomain`].
    #[inline(always)]
    pub(super) fn at_rate(&self, rate: Rate) -> Result<Self, MathError> {
        let mut term = self.at_rest();
        if rate.0 != I64F64::ZERO {
            term.set_rate(rate)?;
        }
        Ok(term)
    }

    /// The same time at the difference of two rates of this domain: a growth within 16.
    #[inline(always)]
    pub(super) fn at_difference(&self, rate: Rate, other: Rate) -> Self {
        let (rate, other) = (rate.0.to_bits(), other.0.to_bits());
        let mut term = self.at_rest();
        if rate != other {
            term.grow(rate.abs_diff(other), rate < other);
        }
        term
    }

    #[inline(always)]
    fn at_rest(&self) -> Self {
        Self {
            rate: Real::ZERO,
            rate_negative: false,
            growth: Signed::ZERO,
            ..*self
        }
    }

    #[inline(always)]
    fn set_rate(&mut self, rate: Rate) -> Result<(), MathError> {
        let growth = self.grow(rate.0.to_bits().unsigned_abs(), rate.0 < I64F64::ZERO);
        if growth.reaches_power(GROWTH_POWER) {
            return Err(MathError::RateOutOfDomain);
        }
        Ok(())
    }

    /// Sets the rate and returns the absolute growth.
    #[inline(always)]
    fn grow(&mut self, magnitude: u128, negative: bool) -> Real {
        self.rate = Real::from_bits(magnitude);
        self.rate_negative = negative;
        let growth = self.rate.times(self.years).settled();
        // A mantissa below 2^61 leaves room for the sum with a logarithm.
        let room = Real::new(growth.mantissa >> 3, growth.exponent.wrapping_add(3));
        self.growth = Signed::new(!negative, room);
        growth
    }

    /// `e^(-rT)`; nothing for 1.
    #[inline(always)]
    pub(super) fn discount(&self) -> Option<Real> {
        (self.growth.value != 0).then(|| exp_short::<60>(self.growth.to_q60().wrapping_neg()))
    }

    /// An amount times `e^(-rT)`, as bits and as a number, or the amount itself, exactly; nothing if it does not fit.
    #[inline(always)]
    pub(super) fn present(&self, amount: &Positive) -> Option<(i128, Real)> {
        match self.discount() {
            None => Some((amount.bits as i128, amount.real)),
            Some(factor) => discounted(amount, factor),
        }
    }

    #[inline(always)]
    pub(super) fn at_vol(&self, vol: Vol) -> Result<AtVol, MathError> {
        if vol.0 < I64F64::ZERO {
            return Err(MathError::NegativeVol);
        }
        let vol = Real::from_bits(vol.0.to_bits() as u128);
        let total = vol.times(self.root_years).settled();
        AtVol::of_total(vol, total)
    }
}

/// `amount * factor` to the nearest unit, as bits and as a number; nothing if it does not fit.
#[inline(always)]
pub(super) fn discounted(amount: &Positive, factor: Real) -> Option<(i128, Real)> {
    let value = amount.real.times(factor).settled();
    let mut overflow = false;
    let bits = value.to_bits(&mut overflow);
    if overflow {
        return None;
    }
    // Prices use the number that parity rests on, or a rounding between the two could move them the wrong way. From
    // 1/2 on it is the same already.
    if value.exponent >= -64 {
        return Some((bits, value));
    }
    Some((bits, Real::from_bits(bits as u128)))
}
