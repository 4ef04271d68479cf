//! The logarithm of a ratio. Close to 1 it keeps its relative precision, so that `ln(S/K)` is exactly 0 at the money.

use super::product::{mul_high, mul_high_signed, quotient};
use super::real::Real;
use super::signed::Signed;
use super::tables::{LN_2_Q56, LN_2_Q60, LN_2_Q62, LN_2_TAIL_Q88, LN_RECIPROCAL_Q10, LN_TABLE_Q62};

/// A number with its bits in units of 2^-64, above zero and below 2^127, and the same normalised.
#[derive(Clone, Copy)]
pub(crate) struct Positive {
    pub(crate) bits: u128,
    pub(crate) real: Real,
}

impl Positive {
    pub(crate) const ONE: Self = Self {
        bits: 1 << 64,
        real: Real {
            mantissa: 1 << 63,
            exponent: -63,
        },
    };

    #[inline(always)]
    pub(crate) fn new(bits: u128) -> Self {
        Self {
            bits,
            real: Real::from_bits(bits),
        }
    }
}

/// `ln(a / b)`; the value of the result is below 2^62.5.
///
/// Relative error below 2^-58 where a and b differ by less than 1/32; absolute error below 2^-60 for a ratio in 1/2..2,
/// below 2^-55 beyond.
#[inline(always)]
pub(crate) fn ln_ratio(a: &Positive, b: &Positive) -> Signed {
    let above = a.bits >= b.bits;
    let (more, less) = if above {
        (a.bits, b.bits)
    } else {
        (b.bits, a.bits)
    };
    // Both are below 2^127, so the difference and half the sum fit.
    let difference = more.wrapping_sub(less);
    if difference < less >> 5 {
        let near = ln_near_one(difference, more.wrapping_add(less));
        return Signed::new(above, near);
    }
    ln_quotient(a.real, b.real)
}

/// `2 artanh z = 2 z (1 + z^2/3 + z^4/5 + ...)` for `z = difference / sum`, below 2^-6; degree 10, the next term is
/// below 2^-75 z. Nothing wraps: w is below 2^-12.
#[inline(always)]
fn ln_near_one(difference: u128, sum: u128) -> Real {
    const FIFTH_Q32: u64 = (1 << 32) / 5;
    const SEVENTH_Q32: u64 = (1 << 32) / 7;
    const NINTH_Q32: u64 = (1 << 32) / 9;
    const ELEVENTH_Q32: u64 = (1 << 32) / 11;
    if difference == 0 {
        // Finer than anything it is added to, or a sum would lose the other term.
        return Signed::ZERO.magnitude();
    }
    let z = Real::from_bits(difference).over(Real::from_bits(sum));
    // z in Q64 without its lowest bits, where only the square is wanted: the exponent is at most -68.
    let places = (-64i64).wrapping_sub(z.exponent);
    let small = if places < 64 {
        z.mantissa.wrapping_shr(places as u32)
    } else {
        0
    };
    let w = mul_high(small, small);
    let w_short = w >> 32;
    let ninth = NINTH_Q32.wrapping_add(w_short.wrapping_mul(ELEVENTH_Q32) >> 32);
    let seventh = SEVENTH_Q32.wrapping_add(w_short.wrapping_mul(ninth) >> 32);
    let fifth = FIFTH_Q32.wrapping_add(w_short.wrapping_mul(seventh) >> 32);
    // w is below 2^52, so its product with 12 bits more than a fifth's would not fit: shifted first.
    let third = (u64::MAX / 3).wrapping_add((w >> 20).wrapping_mul(fifth) >> 12);
    let series = mul_high(w, third);
    // 2 z + 2 z series; the mantissa is below 2^62 and the series below 2^-13. Halved, it leaves room for a sum.
    Real {
        mantissa: z.mantissa.wrapping_add(mul_high(z.mantissa, series)) >> 1,
        exponent: z.exponent.wrapping_add(2),
    }
}

/// `ln q = k ln 2 - ln c + ln(m c)` for `q = a / b = m 2^k` and an 11-bit reciprocal c of m; absolute error as in
/// [`ln_ratio`]. Both mantissas are at least 2^63, the exponents within 127 of each other.
#[inline(always)]
pub(crate) fn ln_quotient(a: Real, b: Real) -> Signed {
    let q = quotient(a.mantissa, b.mantissa);
    // q is in (1/2, 2) in Q61: m has its leading bit at 2^61.
    let low = i64::from(q >> 61 == 0);
    let m = q << low;
    let power = a.exponent.wrapping_sub(b.exponent).wrapping_sub(low);
    let interval = (m >> 53) as usize & 255;
    // m c - 1 in Q71, exact modulo 2^64 and below 2^-8.7.
    let u = m.wrapping_mul(u64::from(LN_RECIPROCAL_Q10[interval])) as i64;
    let fraction = LN_TABLE_Q62[interval].wrapping_add(ln_1p(u));
    // ln q < 1 in Q62, < 4 in Q60, or < 89 in Q56 with |k| <= 127. Nothing wraps.
    match power {
        0 => Signed::from_value(fraction, -62),
        -1 => Signed::from_value(fraction.wrapping_sub(LN_2_Q62), -62),
        -4..=4 => {
            let whole = power.wrapping_mul(LN_2_Q60);
            Signed::from_value(whole.wrapping_add(fraction >> 2), -60)
        }
        _ => {
            let tail = power.wrapping_mul(LN_2_TAIL_Q88) >> 32;
            let whole = power.wrapping_mul(LN_2_Q56).wrapping_add(tail);
            // Rounded to the nearest.
            let rest = (fraction >> 6).wrapping_add(fraction >> 5 & 1);
            Signed::from_value(whole.wrapping_add(rest), -56)
        }
    }
}

/// `ln(1 + u)` in Q62 for u in Q71, `|u| < 2^-8.6`: degree 6, the next term is below 2^-63.
///
/// The inner terms have 32 bits of u, in Q39 and below 2^31: what they leave out is below 2^-62.
#[inline(always)]
fn ln_1p(u: i64) -> i64 {
    const THIRD_Q44: i64 = (1 << 44) / 3;
    const FOURTH_Q32: i64 = 1 << 30;
    const FIFTH_Q32: i64 = (1 << 32) / 5;
    const SIXTH_Q32: i64 = (1 << 32) / 6;
    let short = u >> 32;
    let fifth = FIFTH_Q32.wrapping_sub(short.wrapping_mul(SIXTH_Q32) >> 39);
    let fourth = FOURTH_Q32.wrapping_sub(short.wrapping_mul(fifth) >> 39);
    let third = THIRD_Q44.wrapping_sub(short.wrapping_mul(fourth) >> 27);
    // u times Q63 is Q70 in the upper half.
    let half = (1i64 << 62).wrapping_sub(mul_high_signed(u, third << 19) >> 7);
    // u^2 times the series: Q70, then Q77.
    let bend = mul_high_signed(u, mul_high_signed(u, half));
    (u.wrapping_sub(bend >> 6)) >> 9
}
