//! A signed mantissa and its exponent: log-moneyness and what is added to it.

use super::real::Real;

/// `value * 2^exponent`, `|value| < 2^63`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signed {
    pub(crate) value: i64,
    pub(crate) exponent: i64,
}

impl Signed {
    /// Nothing, finer than anything it is added to.
    pub(crate) const ZERO: Self = Self {
        value: 0,
        exponent: -1 << 32,
    };

    /// In Q60, rounded down; the number lies within 8 and has a value below 2^61.
    #[inline(always)]
    pub(crate) fn to_q60(self) -> i64 {
        let places = (-60i64).wrapping_sub(self.exponent);
        if places < 0 {
            return self.value.wrapping_shl(places.unsigned_abs() as u32);
        }
        self.value.wrapping_shr(places.min(63) as u32)
    }

    #[inline(always)]
    pub(crate) fn from_value(value: i64, exponent: i64) -> Self {
        Self { value, exponent }
    }

    /// `magnitude`, negated unless `positive`; its mantissa is below 2^63.
    #[inline(always)]
    pub(crate) fn new(positive: bool, magnitude: Real) -> Self {
        let value = magnitude.mantissa as i64;
        Self {
            value: if positive {
                value
            } else {
                value.wrapping_neg()
            },
            exponent: magnitude.exponent,
        }
    }

    /// The absolute value, not normalised.
    #[inline(always)]
    pub(crate) fn magnitude(self) -> Real {
        Real {
            mantissa: self.value.unsigned_abs(),
            exponent: self.exponent,
        }
    }

    /// Sum of two values below 2^62.5 and 2^62 in size, within two units of the coarser.
    #[inline(always)]
    pub(crate) fn plus(self, other: Self) -> Self {
        let exponent = self.exponent.max(other.exponent);
        let aligned = |x: Self| {
            x.value
                .wrapping_shr(exponent.wrapping_sub(x.exponent).min(63) as u32)
        };
        Self {
            value: aligned(self).wrapping_add(aligned(other)),
            exponent,
        }
    }
}
