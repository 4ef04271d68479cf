//! `Real`: a 64-bit mantissa and an exponent, what everything between the border and the result is computed in.
//!
//! It keeps 64 significant bits where `I64F64` would keep few (a tiny volatility, a deep tail). Products are not
//! normalised again: one of two mantissas of at least 2^63 is at least 2^62, and a chain of a few loses a bit each.
//! The exponents that arise stay within a few thousand, so sums of them never wrap; `wrapping_*` spares the check.

use super::product::{mul_high, normalise, quotient};

/// `mantissa * 2^exponent`, at least zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Real {
    pub(crate) mantissa: u64,
    pub(crate) exponent: i64,
}

impl Real {
    /// Nothing.
    pub(crate) const ZERO: Self = Self::new(0, 0);

    #[inline(always)]
    pub(crate) const fn new(mantissa: u64, exponent: i64) -> Self {
        Self { mantissa, exponent }
    }

    /// The same number with a mantissa of 0 or at least 2^63.
    #[inline(always)]
    pub(crate) fn normalised(self) -> Self {
        let (mantissa, places) = normalise(self.mantissa);
        Self::new(mantissa, self.exponent.wrapping_sub(places))
    }

    /// The top 64 significant bits of `bits / 2^64`; the rest is cut off. The mantissa is 0 or at least 2^63.
    #[inline(always)]
    pub(crate) fn from_bits(bits: u128) -> Self {
        let (high, low) = ((bits >> 64) as u64, bits as u64);
        if high == 0 {
            let (mantissa, places) = normalise(low);
            return Self {
                mantissa,
                exponent: (-64i64).wrapping_sub(places),
            };
        }
        let (mantissa, places) = normalise(high);
        Self {
            // Two shifts, since a shift by 64 is not defined when `places` is 0.
            mantissa: mantissa | (low >> 1).wrapping_shr(63u32.wrapping_sub(places as u32)),
            exponent: places.wrapping_neg(),
        }
    }

    /// The same number with a mantissa of at least 2^63, given one of at least 2^62 or zero.
    #[inline(always)]
    pub(crate) fn settled(self) -> Self {
        if self.mantissa >> 63 == 1 {
            return self;
        }
        Self {
            mantissa: self.mantissa << 1,
            exponent: self.exponent.wrapping_sub(1),
        }
    }

    /// Product, at most three units of the mantissa too low.
    #[inline(always)]
    pub(crate) fn times(self, other: Self) -> Self {
        Self {
            mantissa: mul_high(self.mantissa, other.mantissa),
            exponent: self.exponent.wrapping_add(other.exponent).wrapping_add(64),
        }
    }

    /// Product with a probability in Q64.
    #[inline(always)]
    pub(crate) fn times_probability(self, probability: u64) -> Self {
        Self {
            mantissa: mul_high(self.mantissa, probability),
            ..self
        }
    }

    /// Quotient, within 2^-59 of it for mantissas of at least 2^63; the divisor's must be.
    #[inline(always)]
    pub(crate) fn over(self, divisor: Self) -> Self {
        Self {
            mantissa: quotient(self.mantissa, divisor.mantissa),
            exponent: self
                .exponent
                .wrapping_sub(divisor.exponent)
                .wrapping_sub(61),
        }
    }

    /// Product of the upper halves of the mantissas.
    #[inline(always)]
    pub(crate) fn times_short(self, other: Self) -> Self {
        let product = (self.mantissa >> 32).wrapping_mul(other.mantissa >> 32);
        Self::new(
            product,
            self.exponent.wrapping_add(other.exponent).wrapping_add(64),
        )
    }

    /// Quotient by the upper half of the divisor's mantissa, which is at least 2^63; within 2^-30 of it.
    #[inline(always)]
    pub(crate) fn over_short(self, divisor: Self) -> Self {
        // At least 2^31, which the compiler is shown by a bit that is set; the quotient is below 2^33.
        let quotient = self.mantissa / (divisor.mantissa >> 32 | 1);
        let exponent = self.exponent.wrapping_sub(divisor.exponent);
        Self::new(quotient << 30, exponent.wrapping_sub(62))
    }

    /// Sum, within three units of the larger term's exponent.
    #[inline(always)]
    pub(crate) fn plus(self, other: Self) -> Self {
        let exponent = self.exponent.max(other.exponent).wrapping_add(1);
        let aligned = |x: Self| aligned(x.mantissa, exponent.wrapping_sub(x.exponent));
        // Both halves are below 2^63.
        Self::new(aligned(self).wrapping_add(aligned(other)), exponent)
    }

    /// Difference, at least zero, within a unit of the higher exponent.
    #[inline(always)]
    pub(crate) fn minus(self, other: Self) -> Self {
        let exponent = self.exponent.max(other.exponent);
        let aligned = |x: Self| aligned(x.mantissa, exponent.wrapping_sub(x.exponent));
        Self::new(aligned(self).saturating_sub(aligned(other)), exponent)
    }

    /// `2^power` times it, exactly.
    #[inline(always)]
    pub(crate) fn shifted(self, power: i64) -> Self {
        Self::new(self.mantissa, self.exponent.wrapping_add(power))
    }

    /// Half of it, exactly.
    #[inline(always)]
    pub(crate) fn half(self) -> Self {
        Self {
            exponent: self.exponent.wrapping_sub(1),
            ..self
        }
    }

    /// Whether it is at least `2^power`, given a mantissa of at least 2^63 or zero.
    #[inline(always)]
    pub(crate) fn reaches_power(self, power: i64) -> bool {
        self.mantissa != 0 && self.exponent.wrapping_add(63) >= power
    }

    /// Nearest in units of 2^-64; sets `overflow` if that is 2^127 or more.
    #[inline(always)]
    pub(crate) fn to_bits(self, overflow: &mut bool) -> i128 {
        let shift = self.exponent.wrapping_add(64);
        if shift <= 0 {
            return i128::from(shifted_down(self.mantissa, shift.unsigned_abs()));
        }
        if shift < 63 {
            let shift = shift as u32;
            let high = self.mantissa.wrapping_shr(64u32.wrapping_sub(shift));
            return (i128::from(high) << 64) | i128::from(self.mantissa.wrapping_shl(shift));
        }
        self.large_to_bits(overflow)
    }

    /// [`Self::to_bits`] from an exponent of -1 on, where the mantissa decides whether it fits.
    #[cold]
    fn large_to_bits(self, overflow: &mut bool) -> i128 {
        let zeros = i64::from(self.mantissa.leading_zeros());
        let shift = self.exponent.wrapping_add(64);
        if self.mantissa == 0 {
            return 0;
        }
        if shift > 63 + zeros {
            *overflow = true;
            return 0;
        }
        // The shift is at most 125 and the top bit of the result below the sign.
        i128::from(self.mantissa).wrapping_shl(shift as u32)
    }

    /// Nearest in Q57, at most `limit`, for a mantissa below 2^63.
    #[inline(always)]
    pub(crate) fn to_q57(self, limit: i64) -> i64 {
        let shift = (-57i64).wrapping_sub(self.exponent);
        if shift > 0 {
            return (shifted_down(self.mantissa, shift.unsigned_abs()) as i64).min(limit);
        }
        self.large_to_q57(shift.unsigned_abs(), limit)
    }

    /// [`Self::to_q57`] of a number that is large unless its mantissa is tiny.
    #[cold]
    fn large_to_q57(self, places: u64, limit: i64) -> i64 {
        let room = limit.unsigned_abs().checked_shr(places.min(64) as u32);
        if self.mantissa <= room.unwrap_or(0) {
            // At most the limit; a zero is a zero at any exponent.
            self.mantissa.wrapping_shl(places.min(63) as u32) as i64
        } else {
            limit
        }
    }
}

/// `mantissa / 2^places`, rounded down.
#[inline(always)]
fn aligned(mantissa: u64, places: i64) -> u64 {
    // A shift of 64 or more is not defined.
    if places < 64 {
        mantissa.wrapping_shr(places as u32)
    } else {
        0
    }
}

/// `mantissa / 2^shift` to the nearest.
#[inline(always)]
fn shifted_down(mantissa: u64, shift: u64) -> u64 {
    if shift == 0 {
        return mantissa;
    }
    if shift > 64 {
        return 0;
    }
    // After the first shift, by less than 64, there is room for the rounding bit.
    let doubled = mantissa.wrapping_shr(shift.wrapping_sub(1) as u32);
    (doubled >> 1).wrapping_add(doubled & 1)
}
