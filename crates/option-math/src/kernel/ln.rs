//! The logarithm of a ratio. Close to 1 it keeps its relative precision, so that `ln(S/K)` is exactly 0 at the money.

use fixed::types::I64F64;

use super::product::{mul_high, mul_high_signed};
use super::scaled::Scaled;
use super::tables::{LN_2_Q64, LN_2_TAIL_Q96, LN_RECIPROCAL_Q9, LN_TABLE_Q64};

/// `ln(a / b)` for positive `a` and `b`.
///
/// Relative error below 2^-58 where a and b differ by less than 1/128; absolute error below 2^-61 beyond.
pub(crate) fn ln_ratio(a: I64F64, b: I64F64) -> Scaled {
    // Both are positive, so the difference fits.
    let difference = I64F64::from_bits(a.to_bits().wrapping_sub(b.to_bits()));
    if difference.to_bits().unsigned_abs() < a.min(b).to_bits().unsigned_abs() >> 7 {
        // The sum of two such numbers is below 2^128; its half is cut by less than one unit in 2^8.
        let mean = I64F64::from_bits(
            (a.to_bits() >> 1)
                .wrapping_add(b.to_bits() >> 1)
                .wrapping_add(a.to_bits() & b.to_bits() & 1),
        );
        return ln_near_one(
            Scaled::from_fixed(difference)
                .div(Scaled::from_fixed(mean))
                .half(),
        );
    }
    ln_far(Scaled::from_fixed(a).div(Scaled::from_fixed(b)))
}

/// `2 artanh z = 2 z (1 + z^2/3 + z^4/5 + z^6/7)` for `|z| < 2^-8`; the next term is below 2^-67.
fn ln_near_one(z: Scaled) -> Scaled {
    let square = z * z;
    // z^2 < 2^-16 in Q64, so that nothing below wraps.
    let w = square.shifted_down((-64 - square.exponent).unsigned_abs());
    let fifth = (u64::MAX / 5).wrapping_add(mul_high(w, u64::MAX / 7));
    let series = mul_high(w, (u64::MAX / 3).wrapping_add(mul_high(w, fifth)));
    let factor = Scaled {
        negative: false,
        mantissa: (1 << 63) | (series >> 1),
        exponent: -62,
    };
    z * factor
}

/// `ln q = k ln 2 - ln c + ln(m c)` for `q = m 2^k` and a 9-bit reciprocal c of m.
fn ln_far(q: Scaled) -> Scaled {
    let interval = (q.mantissa >> 55) as usize & 255;
    let reciprocal = u64::from(LN_RECIPROCAL_Q9[interval]);
    // u = m c - 1 in Q70, exact modulo 2^64 and below 2^-7; the two bits that m in Q61 lacks are added after.
    let u = (q.mantissa >> 2)
        .wrapping_mul(reciprocal)
        .wrapping_add((q.mantissa & 3).wrapping_mul(reciprocal) >> 2) as i64;
    let power = q.exponent.wrapping_add(63);
    // |k| <= 127 and the constants have 32 bits: no part of the product wraps, and the sum is below 2^71.
    let part = |constant: u64| i128::from(power.wrapping_mul(constant as i64));
    let sum = (part(LN_2_Q64 >> 32) << 32)
        .wrapping_add(part(LN_2_Q64 & u64::from(u32::MAX)))
        .wrapping_add(part(LN_2_TAIL_Q96 as u64) >> 32)
        .wrapping_add(i128::from(LN_TABLE_Q64[interval]))
        .wrapping_add(i128::from(ln_1p(u)));
    Scaled::from_fixed(I64F64::from_bits(sum))
}

/// `ln(1 + u)` in Q64 for u in Q70, `|u| < 2^-7`: degree 7, the next term is below 2^-64. The terms
/// fall from 1/2, so nothing wraps.
fn ln_1p(u: i64) -> i64 {
    const ONE: i64 = i64::MAX;
    // Q70 times Q63 is Q69 in the upper half; 6 more places down is Q63.
    let step = |constant: i64, inner: i64| constant.wrapping_sub(mul_high_signed(u, inner) >> 6);
    let series = step(
        ONE / 2,
        step(
            ONE / 3,
            step(ONE / 4, step(ONE / 5, step(ONE / 6, ONE / 7))),
        ),
    );
    // u^2 times the series: Q69, then Q75.
    let bend = mul_high_signed(u, mul_high_signed(u, series));
    u.wrapping_sub(bend >> 5) >> 6
}
