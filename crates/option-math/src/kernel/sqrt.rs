//! The square root: a 9-bit seed of the reciprocal root, two Newton steps, one residual.

use super::product::mul_high_signed;
use super::real::Real;
use super::tables::INV_SQRT_Q16;

const TOP: u64 = 1 << 63;

/// Square root of an `x` with a mantissa of at least 2^63, or of zero; relative error below 2^-61. The same form.
#[inline(always)]
pub(crate) fn root(x: Real) -> Real {
    if x.mantissa == 0 {
        return x;
    }
    let (radicand, exponent) = even(x);
    Real {
        mantissa: root_mantissa(radicand),
        exponent: (exponent >> 1).wrapping_sub(32),
    }
}

/// [`root`] to 2^-29, the same form.
#[inline(always)]
pub(crate) fn root_short(x: Real) -> Real {
    if x.mantissa == 0 {
        return x;
    }
    let (radicand, exponent) = even(x);
    // The short root may round to 2, which is 2^32 in Q31.
    Real {
        mantissa: short_root(radicand).0.min(u64::from(u32::MAX)) << 32,
        exponent: (exponent >> 1).wrapping_sub(32),
    }
}

/// [`root`] with the mantissa settled to the floor: exact for squares of up to 63 bits.
pub(crate) fn exact_root(x: Real) -> Real {
    if x.mantissa == 0 {
        return x;
    }
    let (radicand, exponent) = even(x);
    let mut mantissa = root_mantissa(radicand);
    // The root is within 2^4 units, so what is missing to the radicand is below 2^70.
    let mut missing = (i128::from(radicand) << 64).wrapping_sub(square(mantissa) as i128);
    while missing < 0 {
        mantissa -= 1;
        missing += (i128::from(mantissa) << 1) + 1;
    }
    while missing > i128::from(mantissa) << 1 && mantissa < u64::MAX {
        missing -= (i128::from(mantissa) << 1) + 1;
        mantissa += 1;
    }
    Real {
        mantissa,
        exponent: (exponent >> 1).wrapping_sub(32),
    }
}

/// Exact square from 32-bit halves.
fn square(r: u64) -> u128 {
    let (high, low) = (r >> 32, r & u64::from(u32::MAX));
    // Three products below 2^64; their sum is the square, below 2^128. The shift is 33 for both mixed products.
    (u128::from(high.wrapping_mul(high)) << 64)
        .wrapping_add(u128::from(high.wrapping_mul(low)) << 33)
        .wrapping_add(u128::from(low.wrapping_mul(low)))
}

/// Mantissa in [2^62, 2^64) and an even exponent; an odd one costs the mantissa its last bit.
#[inline(always)]
fn even(x: Real) -> (u64, i64) {
    let odd = x.exponent & 1;
    (x.mantissa >> odd, x.exponent.wrapping_add(odd))
}

/// `sqrt(m * 2^64)` for m in [2^62, 2^64): the root in Q63 of m in Q62, within 2^4 units.
#[inline(always)]
fn root_mantissa(m: u64) -> u64 {
    let (short, inverse) = short_root(m);
    // The square is exact in Q62 modulo 2^64, and so is what is missing to m, below 2^35.
    let missing = m.wrapping_sub(short.wrapping_mul(short)) as i64;
    // Half of `missing / root`, in Q63.
    let correction = mul_high_signed(missing << 25, (inverse << 30) as i64) >> 23;
    // May wrap through zero when `short` is 2^32; the root of m >= 2^62 is at least 2^63.
    (short << 32).wrapping_add(correction as u64).max(TOP)
}

/// The root in Q31 of m in Q62, and its reciprocal in Q32; m in [2^62, 2^64).
///
/// `y <- y (3 - m y^2) / 2` on 32-bit halves: the seed is 2^-9 off, the first step 2^-17, the second, by its rounding,
/// 2^-30. `m y^2` is near 1 and y is at most 1, so nothing wraps.
#[inline(always)]
fn short_root(m: u64) -> (u64, u64) {
    const THREE_Q30: u64 = 3 << 30;
    let high = m >> 32;
    let seed = u64::from(INV_SQRT_Q16[(m >> 55) as usize]);
    // Q16 times Q30 is Q46; Q32 after 15 places and the halving. The step stays below the reciprocal root, hence 2^32.
    let excess = high.wrapping_mul(seed.wrapping_mul(seed)) >> 32;
    let first = seed.wrapping_mul(THREE_Q30.wrapping_sub(excess)) >> 15;
    let excess = high.wrapping_mul(first.wrapping_mul(first) >> 32) >> 32;
    let second = first.wrapping_mul(THREE_Q30.wrapping_sub(excess)) >> 31;
    (high.wrapping_mul(second) >> 31, second)
}
