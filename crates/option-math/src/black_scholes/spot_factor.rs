//! A factor on spots: what it does to log-moneyness is worked out once, for every spot of every series.

use fixed::types::I64F64;

use super::series::{AtSpot, Series};
use crate::kernel::{ln_ratio, Positive, Real, Signed};
use crate::MathError;

/// A factor above zero and its logarithm.
#[derive(Clone, Copy)]
pub struct SpotFactor {
    real: Real,
    /// The value lies below 2^62.
    log: Signed,
}

impl SpotFactor {
    /// One: the spot as it is.
    pub const ONE: Self = Self {
        real: Positive::ONE.real,
        log: Signed::ZERO,
    };

    /// The factor `factor`.
    ///
    /// # Errors
    /// [`MathError::NonPositiveSpot`].
    #[inline(always)]
    pub fn new(factor: I64F64) -> Result<Self, MathError> {
        if factor <= I64F64::ZERO {
            return Err(MathError::NonPositiveSpot);
        }
        let positive = Positive::new(factor.to_bits() as u128);
        let log = ln_ratio(&positive, &Positive::ONE);
        Ok(Self {
            real: positive.real,
            // Half the value at twice the unit leaves room for the sum with another logarithm.
            log: Signed::from_value(log.value >> 1, log.exponent.wrapping_add(1)),
        })
    }

    /// Its reciprocal, within 2^-58 of it.
    #[inline(always)]
    #[must_use]
    pub fn inverse(self) -> Self {
        Self {
            // A quotient has its leading bit at 2^61 or 2^60.
            real: Self::ONE.real.over(self.real).normalised(),
            log: Signed::from_value(self.log.value.wrapping_neg(), self.log.exponent),
        }
    }
}

impl Series {
    /// What `spot` times a factor adds, without a logarithm of its own; nothing if the product does not fit `I64F64`.
    ///
    /// Log-moneyness is within 2^-57 of that of [`Self::at_spot`], and the spot within three units of 2^-64 of itself or
    /// a unit of 2^-64: a price differs by no more than its own error.
    #[inline(always)]
    pub fn at_factor(&self, spot: &AtSpot, factor: &SpotFactor) -> Option<AtSpot> {
        let real = spot.spot_real().times(factor.real).settled();
        let mut overflow = false;
        let bits = real.to_bits(&mut overflow);
        if overflow {
            return None;
        }
        Some(AtSpot {
            spot: Positive {
                bits: bits as u128,
                real,
            },
            moneyness: spot.moneyness().plus(factor.log),
            // Both lie in [0, 2^127).
            forward: bits.wrapping_sub(self.discounted_bits),
        })
    }
}
