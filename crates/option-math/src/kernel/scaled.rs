//! `Scaled`: a sign, a 64-bit mantissa and an exponent. What the kernels and the assembly compute in.
//!
//! It keeps 64 significant bits where `I64F64` would keep few (a tiny volatility, a deep tail). The exponents that arise
//! stay within a few thousand, so sums of them never wrap; `wrapping_*` spares the check.

use core::ops::{Add, Mul, Neg, Sub};

use fixed::types::I64F64;

use super::product::{div_fraction, mul_high};

const TOP: u64 = 1 << 63;

/// `mantissa * 2^exponent`, negated if `negative`. The mantissa is 0 or at least 2^63.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scaled {
    pub(crate) negative: bool,
    pub(crate) mantissa: u64,
    pub(crate) exponent: i64,
}

impl Scaled {
    pub(crate) const ZERO: Self = Self {
        negative: false,
        mantissa: 0,
        exponent: 0,
    };

    /// The top 64 significant bits of `value`; the rest is cut off.
    pub(crate) fn from_fixed(value: I64F64) -> Self {
        let bits = value.to_bits();
        let magnitude = bits.unsigned_abs();
        let (high, low) = ((magnitude >> 64) as u64, magnitude as u64);
        let (mantissa, exponent) = if high == 0 {
            let (mantissa, places) = normalise(low);
            (mantissa, -64 - places)
        } else {
            let (mantissa, places) = normalise(high);
            // Two shifts, since a shift by 64 is not defined when `places` is 0.
            (mantissa | ((low >> 1) >> (63 - places)), -places)
        };
        Self {
            negative: bits < 0,
            mantissa,
            exponent,
        }
    }

    /// `mantissa * 2^exponent` for any mantissa.
    pub(crate) fn normal(mantissa: u64, exponent: i64) -> Self {
        let (mantissa, places) = normalise(mantissa);
        Self {
            negative: false,
            mantissa,
            exponent: exponent.wrapping_sub(places),
        }
    }

    /// Nearest `I64F64`, or `None` if it does not fit.
    pub(crate) fn to_fixed(self) -> Option<I64F64> {
        let shift = self.exponent.wrapping_add(64);
        let magnitude = match shift {
            _ if self.mantissa == 0 => 0,
            64.. => return None,
            0..=63 => i128::from(self.mantissa) << shift,
            _ => i128::from(self.shifted_down(shift.unsigned_abs())),
        };
        Some(I64F64::from_bits(if self.negative {
            -magnitude
        } else {
            magnitude
        }))
    }

    /// `mantissa / 2^shift` to the nearest, for `shift >= 1`.
    pub(crate) fn shifted_down(self, shift: u64) -> u64 {
        // After the first shift there is room for the rounding bit.
        match shift {
            1..=64 => ((self.mantissa >> (shift - 1)) >> 1) + ((self.mantissa >> (shift - 1)) & 1),
            _ => 0,
        }
    }

    /// Quotient, rounded towards zero to 64 bits. `divisor` is not zero.
    pub(crate) fn div(self, divisor: Self) -> Self {
        let (a, b) = (self.mantissa, divisor.mantissa);
        if a == 0 {
            return Self::ZERO;
        }
        // a / b lies in (1/2, 2); the leading 1 of a quotient above 1 takes the place of its last bit.
        let (mantissa, places) = if a < b {
            (div_fraction(a, b), 64)
        } else {
            (TOP | (div_fraction(a - b, b) >> 1), 63)
        };
        Self {
            negative: self.negative != divisor.negative,
            mantissa,
            exponent: self
                .exponent
                .wrapping_sub(divisor.exponent)
                .wrapping_sub(places),
        }
    }

    /// Half of it, exactly.
    pub(crate) fn half(self) -> Self {
        Self {
            exponent: self.exponent.wrapping_sub(1),
            ..self
        }
    }

    /// Whether the absolute value is at least `2^power`.
    pub(crate) fn reaches_power(self, power: i64) -> bool {
        self.mantissa != 0 && self.exponent.wrapping_add(63) >= power
    }
}

impl Mul for Scaled {
    type Output = Self;

    /// Product; relative error at most 2^-60.
    fn mul(self, other: Self) -> Self {
        // Zero, or at least 2^62: the product of the upper halves alone is.
        let product = mul_high(self.mantissa, other.mantissa);
        if product == 0 {
            return Self::ZERO;
        }
        let places = i64::from(product < TOP);
        Self {
            negative: self.negative != other.negative,
            mantissa: product << places,
            exponent: self
                .exponent
                .wrapping_add(other.exponent)
                .wrapping_add(64 - places),
        }
    }
}

impl Neg for Scaled {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            negative: !self.negative,
            ..self
        }
    }
}

impl Add for Scaled {
    type Output = Self;

    /// Sum; error at most 2^-63 of the larger term.
    fn add(self, other: Self) -> Self {
        if other.mantissa == 0 {
            return self;
        }
        if self.mantissa == 0 {
            return other;
        }
        if self.exponent >= other.exponent {
            add_ordered(self, other)
        } else {
            add_ordered(other, self)
        }
    }
}

impl Sub for Scaled {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

/// `(m, n)` with `m = value * 2^n` at least 2^63; zero stays zero.
#[inline]
fn normalise(value: u64) -> (u64, i64) {
    // A shift by 64 is not defined, and zero's result is the same for one by 0.
    let places = value.leading_zeros() & 63;
    (value << places, i64::from(places))
}

/// Sum of two numbers that are not zero, the first with the higher exponent.
fn add_ordered(large: Scaled, small: Scaled) -> Scaled {
    let distance = large.exponent.wrapping_sub(small.exponent);
    let aligned = if distance < 64 {
        small.mantissa >> distance
    } else {
        0
    };
    if large.negative == small.negative {
        let (sum, carry) = large.mantissa.overflowing_add(aligned);
        return Scaled {
            mantissa: if carry { TOP | (sum >> 1) } else { sum },
            exponent: large.exponent.wrapping_add(i64::from(carry)),
            ..large
        };
    }
    Scaled {
        negative: large.negative != (aligned > large.mantissa),
        ..Scaled::normal(large.mantissa.abs_diff(aligned), large.exponent)
    }
}
