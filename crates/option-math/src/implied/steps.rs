//! Householder's third-order steps (convergence of fourth order), on `ln c` below the inflection and on `c` above.
//!
//! All in shares of v, so that every number is of moderate size: `nu = (target - f) / (f' v)`,
//! `v f''/f' = d1 d2`, `v^2 f'''/f' = (d1 d2)^2 - 3 (m/v)^2 - v^2/4` for `f = c`; with `rho = v c'/c`,
//! `d1 d2 - rho` and `... - 3 rho d1 d2 + 2 rho^2` for `f = ln c`.
//! The step is `nu (1 + t/2) / (1 + t + s)`, `t = nu v f''/f'`, `s = nu^2 v^2 f'''/f' / 6`.

use super::Target;
use crate::black_scholes::{AtVol, Deviates};
use crate::kernel::{density, ln_quotient, mul_high_signed, quotient, Real, Signed};
use crate::MathError;

/// Most steps; two do but for a total volatility beyond 3, where the guess is poor.
const MOST_STEPS: usize = 5;
/// A step below this share of v, in Q56, leaves its fourth power: nothing.
const LAST_STEP: u64 = 1 << 41;
/// log2 of the least `v dc/dv` as a fraction of the larger amount.
const LEAST_VEGA: i64 = -36;
/// log2 of the least `v dC/dv`.
const LEAST_VEGA_AMOUNT: i64 = -44;
/// A step may not pass these shares of v, in Q56.
const FALL_LIMIT: i64 = -(1 << 55);
const RISE_LIMIT: i64 = (1 << 56) - 1;
const ONE_Q40: i64 = 1 << 40;
/// rho is `(m/v)^2` at most, and a few; in Q40.
const RHO_LIMIT_Q40: i64 = 1 << 47;

/// The total volatility of the target from a guess.
pub(super) fn refine(target: &Target, guess: Real) -> Result<Real, MathError> {
    let mut total = guess;
    for _ in 0..MOST_STEPS {
        let share = step(target, total)?;
        // 1 + share in Q62, between 1/2 and 2.
        let factor = (1i64 << 62).wrapping_add(share << 6).unsigned_abs();
        // Below 2^63 as a step is below v; the product's mantissa is at least 2^61.
        total = (total.times(Real::new(factor << 1, -63)))
            .settled()
            .settled();
        if share.unsigned_abs() < LAST_STEP {
            return Ok(total);
        }
    }
    Err(MathError::VegaTooSmall)
}

/// The next step from `total`, as a share of it in Q56.
#[inline(never)]
fn step(target: &Target, total: Real) -> Result<i64, MathError> {
    let vol = AtVol::of_total(total, total)?;
    let deviates = Deviates::out_of_the_money(target.distance, &vol);
    let (n1, n2) = deviates.below_forward();
    let value = target
        .near
        .times(n1)
        .minus(target.far.times(n2))
        .normalised();
    let slope = target
        .near
        .times(density(deviates.d1.unsigned_abs()))
        .settled()
        .times(total)
        .settled();
    if value.mantissa == 0 || slope.mantissa == 0 {
        return Err(MathError::VegaTooSmall);
    }
    let share = share(target, &deviates, value, slope);
    if share.unsigned_abs() < LAST_STEP && !resolves(target, slope) {
        return Err(MathError::VegaTooSmall);
    }
    Ok(share)
}

/// Whether the price moves enough with volatility to tell it.
#[inline(always)]
fn resolves(target: &Target, slope: Real) -> bool {
    // Both mantissas are at least 2^63: the powers of two tell, to a factor of two.
    let share = slope.exponent.wrapping_sub(target.far.exponent);
    slope.reaches_power(LEAST_VEGA_AMOUNT) && share >= LEAST_VEGA
}

/// The step as a share of v, in Q56.
#[inline(always)]
fn share(target: &Target, deviates: &Deviates, value: Real, slope: Real) -> i64 {
    // Deviates are below 28 and in Q26 have 31 bits: products in Q52, below 2^62.
    let (d1, d2) = (deviates.d1 >> 31, deviates.d2 >> 31);
    let (centre, half) = (d1.wrapping_add(d2) >> 1, d1.wrapping_sub(d2) >> 1);
    let square = |x: i64| x.wrapping_mul(x) >> 20;
    let second = d1.wrapping_mul(d2) >> 12;
    let third = product_q32(second, second)
        .wrapping_sub(square(centre).wrapping_mul(3))
        .wrapping_sub(square(half));
    // Below the inflection d1 is negative.
    if d1 >= 0 {
        let over = target.value.minus(value);
        let miss = if over.mantissa > 0 {
            nu(over.over(slope))
        } else {
            nu(value.minus(target.value).over(slope)).wrapping_neg()
        };
        return householder(miss, second, third);
    }
    let rho = slope.over_short(value).shifted(-17).to_q57(RHO_LIMIT_Q40);
    let log = log_ratio(target.value, value);
    let size = nu(log.magnitude().times(value).over(slope));
    let miss = if log.value < 0 {
        size.wrapping_neg()
    } else {
        size
    };
    let bent = third
        .wrapping_sub(product_q32(rho, second).wrapping_mul(3))
        .wrapping_add(product_q32(rho, rho).wrapping_mul(2));
    householder(miss, second.wrapping_sub(rho), bent)
}

/// `ln(a / b)`: by three terms of its series where they differ by less than 2^-12.
#[inline(always)]
fn log_ratio(a: Real, b: Real) -> Signed {
    let gap = a.mantissa.wrapping_sub(b.mantissa) as i64;
    if a.exponent != b.exponent || gap.unsigned_abs() >> 51 != 0 {
        return ln_quotient(a, b);
    }
    // x = (a - b) / b in Q62: below 2^51 in units of the mantissas, of at least 2^63.
    let size = quotient(gap.unsigned_abs(), b.mantissa) << 1;
    let x = if gap < 0 {
        (size as i64).wrapping_neg()
    } else {
        size as i64
    };
    // x^2 in Q84 below 2^60; x^3 / 3 from x^2 in Q44 and x in Q42, a third in 2^-16.
    let square = (x >> 20).wrapping_mul(x >> 20);
    let cube = ((square >> 40).wrapping_mul(x >> 20) >> 24).wrapping_mul(21_845) >> 16;
    Signed::from_value(x.wrapping_sub(square >> 23).wrapping_add(cube), -62)
}

/// A share of v in Q56, at most 4.
#[inline(always)]
fn nu(size: Real) -> i64 {
    size.to_q57(4 << 57) >> 1
}

/// The product of two numbers in Q40, of at most 2^48, in Q32 from 31 bits of each.
#[inline(always)]
fn product_q32(a: i64, b: i64) -> i64 {
    (a >> 17).wrapping_mul(b >> 17) >> 14
}

/// `nu (1 + t/2) / (1 + t + s)` in Q56 from nu in Q56, the second derivative in Q40, the third in Q32.
///
/// nu is at most 4 and the derivatives below 2^8 and 2^15, so that the shifts keep what matters: s is a correction of
/// third order, for which 31 bits of its factors do.
#[inline(always)]
fn householder(nu: i64, second: i64, third: i64) -> i64 {
    // In 2^-16, 1.6e-5 too high.
    const SIXTH_Q16: i64 = 10_923;
    let t = mul_high_signed(nu, second << 8);
    // Q28 squared is Q56, at most 2^60; Q27 times Q16 is Q43.
    let square = (nu >> 28).wrapping_mul(nu >> 28) >> 29;
    let s = (square.wrapping_mul((third >> 16).wrapping_mul(SIXTH_Q16) >> 16)) >> 3;
    let below = ONE_Q40.wrapping_add(t).wrapping_add(s);
    // The share by which the step is shortened, `(t/2 + s) / (1 + t + s)`, within 4: in Q20, or Q34 where it is small.
    let excess = (t >> 1).wrapping_add(s);
    let size = excess.unsigned_abs().min(4 << 40);
    let places = if size >> 28 == 0 { 34 } else { 20 };
    let share = (size << places) / below.max(ONE_Q40 >> 3).unsigned_abs();
    let share = share.min(4 << places) as i64;
    let share = if excess < 0 {
        share.wrapping_neg()
    } else {
        share
    };
    nu.wrapping_sub(mul_high_signed(nu, share << (60 - places)) << 4)
        .clamp(FALL_LIMIT, RISE_LIMIT)
}
