//! The inverse of the normal distribution: a rational guess and two Halley steps on the tail.

use super::ln::{ln_ratio, Positive};
use super::normal::{density, tail};
use super::product::{mul_high, mul_high_signed};
use super::real::Real;
use super::sqrt::root;
use super::tables::QUANTILE_Q60;

const HALF_Q64: u64 = 1 << 63;

/// The d in Q57 with `N(d) = p`, for p in Q64 above zero.
pub(crate) fn quantile(p: u64) -> i64 {
    if p == HALF_Q64 {
        return 0;
    }
    if p < HALF_Q64 {
        -tail_quantile(p)
    } else {
        tail_quantile(p.wrapping_neg())
    }
}

/// The `x >= 0` in Q57 with `Q(x) = p`, for p in Q64 in (0, 1/2].
///
/// The guess is within 4.5e-4 (Abramowitz and Stegun 26.2.23); a Halley step cubes the error.
fn tail_quantile(p: u64) -> i64 {
    let guess = rational_guess(p);
    (0..2).fold(guess, |x, _| halley_step(x, p))
}

/// With `t = sqrt(-2 ln p)`, below 9.5: `t - (c0 + c1 t + c2 t^2) / (1 + d1 t + d2 t^2 + d3 t^3)`, at least zero.
///
/// t and the sums in Q60, where they stay below 12, but the denominator, below 37, in Q56. Nothing wraps.
fn rational_guess(p: u64) -> i64 {
    const LIMIT: i64 = 10 << 57;
    let [c0, c1, c2, d1, d2, d3] = QUANTILE_Q60;
    let mut square = ln_ratio(&Positive::ONE, &Positive::new(u128::from(p))).magnitude();
    square.exponent = square.exponent.wrapping_add(1);
    let t_q57 = root(square.normalised()).to_q57(LIMIT);
    let t = t_q57.unsigned_abs() << 3;
    // Q60 times Q60 is Q56 in the upper half.
    let times_t = |x: u64| mul_high(x, t) << 4;
    let above = c0.wrapping_add(times_t(c1.wrapping_add(times_t(c2))));
    let inner = d1.wrapping_add(times_t(d2.wrapping_add(times_t(d3))));
    let below = (1u64 << 56).wrapping_add(mul_high(inner, t));
    let ratio = Real::new(above, -60).over(Real::new(below, -56).normalised());
    t_q57.wrapping_sub(ratio.to_q57(LIMIT)).max(0)
}

/// `x + u / (1 - u x / 2)` with `u = (Q(x) - p) / density(x)`, which the guess keeps below 1e-3.
fn halley_step(x: i64, p: u64) -> i64 {
    let (scaled, shift) = tail(x.unsigned_abs());
    // p in the row's scale; near the root it is within 1% of the tail, below 2^63.
    let target = match shift {
        0 => p >> 1,
        _ => p << (shift.wrapping_sub(1) & 63),
    };
    let miss = scaled.wrapping_sub(target) as i64;
    let exponent = (-63i64).wrapping_sub(shift as i64);
    let size = Real::new(miss.unsigned_abs(), exponent).over(density(x.unsigned_abs()));
    let size = size.to_q57(1 << 47);
    let u = if miss < 0 { -size } else { size };
    // 1 / (1 - h) = 1 + h + h^2 to 2^-24 of u, with h = u x / 2 below 2^-7.
    let h = mul_high_signed(u << 7, x) >> 1;
    let growth = h.wrapping_add(mul_high_signed(h << 7, h));
    let step = u.wrapping_add(mul_high_signed(u << 7, growth));
    x.wrapping_add(step).max(0)
}
