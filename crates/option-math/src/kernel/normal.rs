//! The standard normal density and distribution, of a deviate in Q57.
//!
//! The tail Q(x) is a table of polynomials, one per sixteenth, each scaled by a power of two to fill its 64 bits.
//!
//! **The distribution is monotone.** One unit of the deviate moves the scaled tail by at least `0.024 * 2^-53`, which is
//! 24 units of 2^-63 (the generator proves the slope). The polynomial's arithmetic spreads over at most 7 units: each of
//! the products falls short by less than 3, halved at every step. Neighbouring polynomials meet within 2 units. The
//! final shift is monotone, and `1 - Q` reflects exactly.

use fixed::types::I64F64;

use super::exp::exp_scaled;
use super::product::{mul_high, mul_high_signed};
use super::scaled::Scaled;
use super::tables::{LN_SQRT_2PI_Q64, TAIL_Q63, TAIL_SHIFT};

/// Where deviates saturate: 20. Tail and density are zero in `I64F64` from 9.3 on.
const DEVIATE_LIMIT: i64 = 20 << 57;

/// Nearest deviate in Q57, at most 20 in absolute value.
pub(crate) fn deviate_from_fixed(x: I64F64) -> i64 {
    let magnitude = x.to_bits().unsigned_abs();
    let rounded = (magnitude.min(20 << 64) + 64) >> 7;
    // At most 20 * 2^57 < 2^62.
    with_sign(rounded as i64, x < I64F64::ZERO)
}

/// Nearest deviate in Q57, at most 20 in absolute value.
pub(crate) fn deviate_from_scaled(x: Scaled) -> i64 {
    let shift = (-57i64).wrapping_sub(x.exponent);
    let magnitude = match shift {
        _ if x.mantissa == 0 => 0,
        ..=1 => DEVIATE_LIMIT,
        // Below 2^62 after two places.
        _ => (x.shifted_down(shift.unsigned_abs()) as i64).min(DEVIATE_LIMIT),
    };
    with_sign(magnitude, x.negative)
}

fn with_sign(magnitude: i64, negative: bool) -> i64 {
    if negative {
        -magnitude
    } else {
        magnitude
    }
}

/// N(d) in Q64, error below 2^-58; exactly 1/2 at 0 and `N(d) + N(-d) = 1`. At most 2^64.
pub(crate) fn distribution(d: i64) -> i128 {
    const ONE: i128 = 1 << 64;
    let (scaled, shift) = tail(d.unsigned_abs());
    // Below half a unit from a shift of 64 on.
    let tail = i128::from((scaled << 1).checked_shr(shift).unwrap_or(0));
    match d {
        0 => ONE / 2,
        1.. => ONE - tail,
        _ => tail,
    }
}

/// Q(x) as `(q, s)`, `Q = q / 2^(63 + s)`, q below 2^63 and Q at most 1/2; zero from 9.25 on. x in Q57.
pub(crate) fn tail(x: u64) -> (u64, u32) {
    let interval = (x >> 53) as usize;
    let (Some(row), Some(shift)) = (TAIL_Q63.get(interval), TAIL_SHIFT.get(interval)) else {
        return (0, 0);
    };
    // Position within the interval, from -1/2 to 1/2, in Q64.
    let t = ((x << 11) ^ (1 << 63)) as i64;
    // No partial sum reaches 2^63: the generator checks it row by row.
    let value = row
        .iter()
        .rev()
        .fold(0i64, |sum, c| c.wrapping_add(mul_high_signed(sum, t)));
    // The first row starts at 1/2, which its rounding may exceed.
    let bound = if interval == 0 { 1 << 62 } else { i64::MAX };
    (value.clamp(0, bound) as u64, u32::from(*shift))
}

/// The density `exp(-d^2/2 - ln sqrt(2 pi))`, relative error below 2^-58 given d; `|d| <= 32`.
pub(crate) fn density(d: i64) -> Scaled {
    let magnitude = d.unsigned_abs();
    let (whole, fraction) = (magnitude >> 57, magnitude << 7);
    // d^2 = n^2 + 2 n f + f^2 in Q64; n <= 32, so nothing wraps.
    let times_whole = |x: u64| u128::from(whole.wrapping_mul(x));
    let cross =
        (times_whole(fraction >> 32) << 32).wrapping_add(times_whole(fraction & 0xffff_ffff));
    let square = (times_whole(whole) << 64)
        .wrapping_add(cross << 1)
        .wrapping_add(u128::from(mul_high(fraction, fraction)));
    let exponent = -LN_SQRT_2PI_Q64.wrapping_add((square >> 1) as i128);
    // The exponent is negative, where the exponential always has a value.
    exp_scaled(I64F64::from_bits(exponent)).unwrap_or(Scaled::ZERO)
}
