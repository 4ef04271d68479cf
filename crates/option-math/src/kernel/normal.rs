//! The standard normal density and distribution, of a deviate in Q57.
//!
//! The tail Q(x) is a table of polynomials, one per sixteenth, each scaled by a power of two to fill its 64 bits.
//!
//! **The distribution is monotone.** The generator proves, row by row, that one unit of the deviate moves the scaled
//! tail by more than the arithmetic of the polynomial spreads, the meeting of two rows included. The final shift is
//! monotone, and `1 - Q` reflects exactly.

use super::exp::exp_short;
use super::product::{mul_high, mul_high_signed};
use super::real::Real;
use super::tables::{LN_SQRT_2PI_Q57, TAIL_BODY, TAIL_END, TAIL_FLANK};

/// Where deviates saturate: 20 in Q57. Tail and density are zero in `I64F64` from 9.3 on.
pub(crate) const DEVIATE_LIMIT: i64 = 20 << 57;

/// From here on the tail is below two units of `I64F64`, and zero there.
const CDF_LIMIT: u64 = 9;

/// The nearest absolute value in Q57 of a number in units of 2^-64, 20 from `LIMIT` on; halves away from zero.
#[inline(always)]
fn magnitude<const LIMIT: u64>(bits: i128) -> u64 {
    let high = (bits >> 64) as i64;
    // All ones for a negative number, whose absolute value is one more than its complement: 65 instead of 64 rounds it.
    let sign = high >> 63;
    let (high, low) = ((high ^ sign) as u64, bits as u64 ^ sign as u64);
    let rounding = (low & 127).wrapping_add(64).wrapping_sub(sign as u64) >> 7;
    if high >= LIMIT {
        // What rounds to the limit itself belongs to it, of either sign: below, a complement may have come from there.
        let over = high > LIMIT || (low >> 7).wrapping_add(rounding) > 0;
        return if over { 20 << 57 } else { LIMIT << 57 };
    }
    (high << 57).wrapping_add(low >> 7).wrapping_add(rounding)
}

/// The nearest absolute value in Q57 of a number in units of 2^-64, at most 20; halves away from zero.
#[inline(always)]
pub(crate) fn magnitude_q57(bits: i128) -> u64 {
    magnitude::<20>(bits)
}

/// N(x) for x in units of 2^-64, in the same: `1 - Q` for `x >= 0`, exactly. Error below 2^-58; 0 or 1 from 9 on.
#[inline(always)]
pub(crate) fn distribution_of(bits: i128) -> i128 {
    let (scaled, shift) = tail(magnitude::<CDF_LIMIT>(bits));
    // The shift is below 64 up to 9, and beyond there is nothing to shift.
    distribution(bits < 0, (scaled << 1) >> (shift & 63))
}

/// A value of the tail Q, `scaled / 2^(63 + shift)`, the scaled part below 2^63: far out it keeps its own digits.
#[derive(Clone, Copy)]
pub(crate) struct Tail {
    scaled: u64,
    shift: u64,
}

impl Tail {
    /// Q(x) for x in Q57; relative error below 2^-53, absolute error below 2^-58.
    #[inline(always)]
    pub(crate) fn at(x: u64) -> Self {
        let (scaled, shift) = tail(x);
        Self { scaled, shift }
    }

    /// In Q64, at most 1/2.
    #[inline(always)]
    pub(crate) fn q64(self) -> u64 {
        if self.shift < 64 {
            (self.scaled << 1) >> self.shift
        } else {
            0
        }
    }

    /// As a number.
    #[inline(always)]
    pub(crate) fn real(self) -> Real {
        let exponent = (-64i64).wrapping_sub(self.shift as i64);
        Real::new(self.scaled << 1, exponent)
    }
}

/// N(d) in Q64 of the tail at |d|, with 1 one unit short.
#[inline(always)]
pub(crate) fn probability(d: i64, tail: u64) -> u64 {
    if d > 0 {
        !tail
    } else {
        tail
    }
}

/// N(d) in Q64 of the tail at |d|: `1 - Q` for `d >= 0`, exactly. At most 2^64.
#[inline(always)]
pub(crate) fn distribution(negative: bool, tail: u64) -> i128 {
    if !negative {
        (1 << 64) - i128::from(tail)
    } else {
        i128::from(tail)
    }
}

/// Q(x) as `(q, s)`, `Q = q / 2^(63 + s)`, q below 2^63, Q at most 1/2; s is below 64 up to 9.125. Zero from 13.5 on,
/// where it is below 2^-136: nothing beside any amount in units of 2^-64. x in Q57.
#[inline(always)]
pub(crate) fn tail(x: u64) -> (u64, u64) {
    let interval = (x >> 53) as usize;
    // Position within the interval, from -1/2 to 1/2, in Q64.
    let t = ((x << 11) ^ (1 << 63)) as i64;
    // No partial sum reaches 2^63: the generator checks it row by row.
    if let Some(row) = TAIL_BODY.get(interval) {
        let c = &row.coefficients;
        let fourth = c[4].wrapping_add(short_sum(&c[5..], row.scale, t));
        let value = long_sum(&c[..4], fourth, t);
        return (value as u64, row.shift);
    }
    if let Some(row) = TAIL_FLANK.get(interval.wrapping_sub(TAIL_BODY.len())) {
        let c = &row.coefficients;
        let sixth = c[6].wrapping_add(short_sum(&c[7..], row.scale, t));
        return (long_sum(&c[..6], sixth, t) as u64, row.shift);
    }
    end(interval, t)
}

/// [`tail`] where it is below 2^-50.
#[cold]
#[inline(never)]
fn end(interval: usize, t: i64) -> (u64, u64) {
    const BEFORE: usize = TAIL_BODY.len() + TAIL_FLANK.len();
    // A nothing with an exponent so low that a sum keeps the other term.
    const NOTHING: (u64, u64) = (0, 192);
    let Some(row) = TAIL_END.get(interval.wrapping_sub(BEFORE)) else {
        return NOTHING;
    };
    let c = &row.coefficients;
    (long_sum(&c[..8], c[8], t) as u64, row.shift)
}

/// The polynomial of `coefficients` continued by `sum`, in Q63; t in Q64.
#[inline(always)]
fn long_sum(coefficients: &[i64], sum: i64, t: i64) -> i64 {
    (coefficients.iter().rev()).fold(sum, |sum, c| c.wrapping_add(mul_high_signed(sum, t)))
}

/// t times the polynomial of `coefficients`, in Q63: they and t in 32 bits, whose noise is below a step's slope.
#[inline(always)]
fn short_sum(coefficients: &[i64], scale: u64, t: i64) -> i64 {
    let t = t >> 32;
    // Sums below 2^31 times t below 2^31.
    let sum =
        (coefficients.iter().rev()).fold(0i64, |sum, c| c.wrapping_add(sum.wrapping_mul(t) >> 32));
    sum.wrapping_mul(t) >> (scale & 63)
}

/// The density `exp(-d^2/2 - ln sqrt(2 pi))`, relative error below 2^-55; of |d| in Q57; zero from 10 on, where it is below 2^-73.
/// The mantissa is 0 or at least 2^63.
#[inline(always)]
pub(crate) fn density(magnitude: u64) -> Real {
    if magnitude >= 10 << 57 {
        return Real {
            mantissa: 0,
            exponent: 0,
        };
    }
    // Q60 squared is Q120; the half of it in Q57 after 64 places. At most 50 + 1 < 2^6.
    let scaled = magnitude << 3;
    let half_square = mul_high(scaled, scaled) as i64;
    exp_short::<57>(half_square.wrapping_add(LN_SQRT_2PI_Q57).wrapping_neg())
}
