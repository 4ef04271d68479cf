//! The square root: a 9-bit seed of the reciprocal root, two Newton steps, one residual.

use super::product::{mul_high, mul_high_signed};
use super::scaled::Scaled;
use super::tables::INV_SQRT_Q32;

const TOP: u64 = 1 << 63;

/// Square root of `x >= 0`, relative error below 2^-62.
pub(crate) fn sqrt_scaled(x: Scaled) -> Scaled {
    if x.mantissa == 0 {
        return Scaled::ZERO;
    }
    let (radicand, exponent) = even(x);
    Scaled {
        negative: false,
        mantissa: root(radicand),
        exponent: (exponent >> 1).wrapping_sub(32),
    }
}

/// [`sqrt_scaled`] with the mantissa settled to the floor: exact for squares of up to 63 bits.
pub(crate) fn sqrt_settled(x: Scaled) -> Scaled {
    if x.mantissa == 0 {
        return Scaled::ZERO;
    }
    let (radicand, exponent) = even(x);
    let target = u128::from(radicand) << 64;
    let square = |r: u64| u128::from(r) * u128::from(r);
    let mut mantissa = root(radicand);
    while square(mantissa) > target {
        mantissa -= 1;
    }
    while mantissa < u64::MAX && square(mantissa + 1) <= target {
        mantissa += 1;
    }
    Scaled {
        negative: false,
        mantissa,
        exponent: (exponent >> 1).wrapping_sub(32),
    }
}

/// Mantissa in [2^62, 2^64) and an even exponent; an odd one costs the mantissa its last bit.
fn even(x: Scaled) -> (u64, i64) {
    let odd = x.exponent & 1;
    (x.mantissa >> odd, x.exponent.wrapping_add(odd))
}

/// `sqrt(m * 2^64)` for m in [2^62, 2^64): the root in Q63 of m in Q62, within 2 units.
fn root(m: u64) -> u64 {
    let seed = u64::from(INV_SQRT_Q32[(m >> 55) as usize - 128]);
    // y <- y (3 - m y^2) / 2; the seed's square fits and m y^2 is near 1, so nothing wraps.
    // The seed is 2^-9 off, the first step 2^-17, the second 2^-33.
    let first = mul_high(
        seed << 32,
        (3u64 << 62).wrapping_sub(mul_high(m, seed.wrapping_mul(seed))),
    );
    let second = mul_high(
        first,
        (3u64 << 60).wrapping_sub(mul_high(m, mul_high(first, first))),
    ) << 3;
    let rough = mul_high(m, second) << 2;
    // To the nearest 32 bits the root's square is exact, modulo 2^64, and so is what is missing to m (Q62, |.| < 2^33).
    let short = (rough >> 32) + ((rough >> 31) & 1);
    let missing = m.wrapping_sub(short.wrapping_mul(short)) as i64;
    let correction = mul_high_signed(missing << 29, second as i64) >> 28;
    // May wrap through zero when `short` is 2^32; the root of m >= 2^62 is at least 2^63.
    (short << 32).wrapping_add(correction as u64).max(TOP)
}
