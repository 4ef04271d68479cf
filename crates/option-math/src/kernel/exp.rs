//! The exponential: `x = k ln 2 + r`, `e^r` from two tables and a polynomial.

use fixed::types::I64F64;

use super::product::mul_high;
use super::scaled::Scaled;
use super::tables::{EXP_COARSE_Q62, EXP_FINE_Q64, LN_2_Q64, LN_2_TAIL_Q96, LOG2_E_Q22};

/// Beyond this the result is zero below and does not fit `I64F64` above, whatever the factor it is multiplied with.
const LIMIT: i128 = 127 << 64;

/// `e^x`, relative error below 2^-59. Zero below -127; `None` above 127.
pub(crate) fn exp_scaled(x: I64F64) -> Option<Scaled> {
    let x = x.to_bits();
    if x > LIMIT {
        return None;
    }
    if x < -LIMIT {
        return Some(Scaled::ZERO);
    }
    let (power, remainder) = reduce(x);
    let fraction = exp_fraction(remainder);
    let places = i64::from(fraction < 1 << 63);
    Some(Scaled {
        negative: false,
        mantissa: fraction << places,
        exponent: power.wrapping_sub(62 + places),
    })
}

/// `(k, r)` with `x = k ln 2 + r` and `0 <= r < 0.6932`, r in Q64; `|x| <= 127` in Q64.
fn reduce(x: i128) -> (i64, u64) {
    // |x| < 2^7 in Q32 times log2 e below 2^1 in Q22 stays below 2^62.
    // Rounded away from zero for negative x, so that k is never too high and r never negative; r exceeds ln 2 by 3e-5
    // at most.
    let log2_e = LOG2_E_Q22 + i64::from(x < 0);
    let power = ((x >> 32) as i64).wrapping_mul(log2_e) >> 54;
    // r is below 1, so its bits are right modulo 2^64. |k| <= 184.
    let multiple = (power as u64)
        .wrapping_mul(LN_2_Q64)
        .wrapping_add((power.wrapping_mul(LN_2_TAIL_Q96) >> 32) as u64);
    (power, (x as u64).wrapping_sub(multiple))
}

/// `e^r` in Q62 for r in Q64 below 0.6932.
fn exp_fraction(r: u64) -> u64 {
    let coarse = EXP_COARSE_Q62[(r >> 58) as usize];
    let fine = EXP_FINE_Q64[(r >> 52) as usize & 63];
    let rest = r & ((1 << 52) - 1);
    // e^s - 1 = s (1 + s (1/2 + s (1/6 + s / 24))) for s < 2^-12; the next term is below 2^-66.
    let third = (u64::MAX / 6).wrapping_add(mul_high(rest, u64::MAX / 24));
    let second = (1u64 << 63).wrapping_add(mul_high(rest, third));
    let small = rest.wrapping_add(mul_high(rest, mul_high(rest, second)));
    // (1 + fine)(1 + small) - 1 < 0.017; the result is below 2.01 and so below 2^64 in Q62. Nothing wraps.
    let growth = fine.wrapping_add(small).wrapping_add(mul_high(fine, small));
    coarse.wrapping_add(mul_high(coarse, growth))
}
