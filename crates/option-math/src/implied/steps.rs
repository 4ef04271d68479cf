//! Householder's third-order steps (convergence of fourth order), on `ln c` below the inflection and on `c` above.
//!
//! All in shares of v, so that every number is of moderate size: `nu = (target - f) / (f' v)`,
//! `v f''/f' = d1 d2`, `v^2 f'''/f' = (d1 d2)^2 - 3 (m/v)^2 - v^2/4` for `f = c`; with `rho = v c'/c`,
//! `d1 d2 - rho` and `... - 3 rho d1 d2 + 2 rho^2` for `f = ln c`.
//! The step is `nu (1 + t/2) / (1 + t + s)`, `t = nu v f''/f'`, `s = nu^2 v^2 f'''/f' / 6`.

use super::Target;
use crate::black_scholes::{AtVol, Deviates};
use crate::kernel::{density, ln_quotient, mul_high_signed, Real, Signed};
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
const RISE_LIMIT: i64 = 1 << 56;
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
        total = total.times(Real::new(factor, -62)).normalised();
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
    let moneyness = Signed::from_value((target.distance as i64).wrapping_neg(), -57);
    let deviates = Deviates::new(moneyness, &vol);
    let (n1, n2) = deviates.probabilities();
    let value = target
        .near
        .times_probability(n1)
        .minus(target.far.times_probability(n2))
        .normalised();
    let slope = target
        .near
        .times(density(deviates.d1.unsigned_abs()))
        .settled()
        .times(total)
        .settled();
    if value.mantissa == 0 || !resolves(target, slope) {
        return Err(MathError::VegaTooSmall);
    }
    Ok(share(target, &deviates, value, slope))
}

/// Whether the price moves enough with volatility to tell it.
#[inline(always)]
fn resolves(target: &Target, slope: Real) -> bool {
    let least = Real::new(
        target.far.mantissa,
        target.far.exponent.wrapping_add(LEAST_VEGA),
    );
    slope.reaches_power(LEAST_VEGA_AMOUNT) && least.at_most(slope)
}

/// The step as a share of v, in Q56.
#[inline(always)]
fn share(target: &Target, deviates: &Deviates, value: Real, slope: Real) -> i64 {
    // Deviates are below 2^62 in Q57: products in Q50, then Q40 below 2^47.
    let (d1, d2) = (deviates.d1, deviates.d2);
    let square = |x: i64| mul_high_signed(x, x) >> 10;
    let (centre, half) = (
        (d1 >> 1).wrapping_add(d2 >> 1),
        (d1 >> 1).wrapping_sub(d2 >> 1),
    );
    let second = mul_high_signed(d1, d2) >> 10;
    let third = product_q32(second, second)
        .wrapping_sub(square(centre).wrapping_mul(3).wrapping_add(square(half)) >> 8);
    // Below the inflection d1 is negative.
    if d1 >= 0 {
        let (over, under) = (target.value.minus(value), value.minus(target.value));
        let miss = if over.mantissa > 0 {
            nu(over.normalised().over(slope))
        } else {
            nu(under.normalised().over(slope)).wrapping_neg()
        };
        return householder(miss, second, third);
    }
    let rho = slope.over(value).shifted(-17).to_q57(RHO_LIMIT_Q40);
    let log = ln_quotient(target.value, value);
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

/// A share of v in Q56, at most 4.
#[inline(always)]
fn nu(size: Real) -> i64 {
    size.to_q57(4 << 57) >> 1
}

/// The product of two numbers in Q40, below 2^54, in Q32.
#[inline(always)]
fn product_q32(a: i64, b: i64) -> i64 {
    mul_high_signed(a << 8, b << 8)
}

/// `nu (1 + t/2) / (1 + t + s)` in Q56 from nu in Q56, the second derivative in Q40, the third in Q32.
///
/// nu is at most 4 and the derivatives below 2^8 and 2^15, so that the shifts keep every bit.
#[inline(always)]
fn householder(nu: i64, second: i64, third: i64) -> i64 {
    const SIXTH_Q64: i64 = i64::MAX / 3;
    let t = mul_high_signed(nu, second << 8);
    let s = mul_high_signed(
        mul_high_signed(mul_high_signed(nu, nu), third << 16),
        SIXTH_Q64,
    ) << 8;
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
