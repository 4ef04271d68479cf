//! The exponential: `x = k ln 2 + r`, `e^r` from two tables and a polynomial.

use super::product::mul_high;
use super::real::Real;
use super::tables::{EXP_COARSE_Q62, EXP_FINE_Q64, LN_2_Q64, LN_2_TAIL_Q96, LOG2_E_Q22};

/// Beyond this the result is zero below and does not fit `I64F64` above, whatever the factor it is multiplied with.
const LIMIT: i128 = 127 << 64;

/// `e^x` for x in units of 2^-64, relative error below 2^-59. Zero below -127; `None` above 127.
pub(crate) fn exp_wide(x: i128) -> Option<Real> {
    if x > LIMIT {
        return None;
    }
    if x < -LIMIT {
        return Some(Real {
            mantissa: 0,
            exponent: 0,
        });
    }
    Some(exp_reduced((x >> 32) as i64, x as u64))
}

/// `e^x` for x in `PLACES` binary places between 32 and 64, `|x| < 2^63`; relative error below 2^-59.
#[inline(always)]
pub(crate) fn exp_short<const PLACES: u32>(x: i64) -> Real {
    exp_reduced(x >> (PLACES - 32), (x as u64) << (64 - PLACES))
}

/// `e^x` from x in Q32, rounded down, `|x| <= 127`, and its bits in Q64 modulo 2^64.
#[inline(always)]
fn exp_reduced(x: i64, bits: u64) -> Real {
    // |x| < 2^39 times log2 e below 2^23 stays below 2^62.
    // Rounded away from zero for negative x, so that k is never too high and r never negative; r exceeds ln 2 by 3e-5
    // at most.
    let log2_e = LOG2_E_Q22.wrapping_sub(x >> 63);
    let power = x.wrapping_mul(log2_e) >> 54;
    // r is below 1, so its bits are right modulo 2^64. |k| <= 184.
    let multiple = (power as u64)
        .wrapping_mul(LN_2_Q64)
        .wrapping_add((power.wrapping_mul(LN_2_TAIL_Q96) >> 32) as u64);
    Real {
        mantissa: exp_fraction(bits.wrapping_sub(multiple)),
        exponent: power.wrapping_sub(62),
    }
    .settled()
}

/// `e^r` in Q62 for r in Q64 below 0.6932.
#[inline(always)]
fn exp_fraction(r: u64) -> u64 {
    const SIXTH_Q32: u64 = (1 << 32) / 6;
    let coarse = EXP_COARSE_Q62[(r >> 58) as usize];
    let fine = EXP_FINE_Q64[(r >> 52) as usize & 63];
    let rest = r & ((1 << 52) - 1);
    // e^s - 1 = s + s^2 (1/2 + s (1/6 + s / 24)) for s < 2^-12; the next term is below 2^-66. s in Q44 has 32 bits:
    // what it leaves out of the cube is below 2^-67.
    let short = rest >> 20;
    let sixth = SIXTH_Q32.wrapping_add(short / (24 << 12));
    let half = (1u64 << 63).wrapping_add(short.wrapping_mul(sixth) >> 12);
    let small = rest.wrapping_add(mul_high(rest, mul_high(rest, half)));
    // (1 + fine)(1 + small) - 1 < 0.017; the result is below 2.01 and so below 2^64 in Q62. Nothing wraps.
    let growth = fine.wrapping_add(small).wrapping_add(mul_high(fine, small));
    coarse.wrapping_add(mul_high(coarse, growth))
}
