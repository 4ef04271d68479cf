//! The inverse of the normal distribution: a rational guess and two Halley steps on the tail.

use fixed::types::I64F64;

use super::ln::ln_ratio;
use super::normal::{density, deviate_from_fixed, tail};
use super::scaled::Scaled;
use super::sqrt::sqrt_scaled;
use super::tables::QUANTILE_Q64;

/// The `x >= 0` with `Q(x) = p`, for p in (0, 1/2].
///
/// The guess is within 4.5e-4 (Abramowitz and Stegun 26.2.23); a Halley step cubes the error.
pub(crate) fn tail_quantile(p: I64F64) -> I64F64 {
    let target = Scaled::from_fixed(p);
    let guess = rational_guess(p);
    (0..2).fold(guess, |x, _| halley_step(x, target))
}

/// With `t = sqrt(-2 ln p)`, below 9.5: `t - (c0 + c1 t + c2 t^2) / (1 + d1 t + d2 t^2 + d3 t^3)`.
///
/// Every term is below 100, so nothing overflows.
fn rational_guess(p: I64F64) -> I64F64 {
    let [c0, c1, c2, d1, d2, d3] = QUANTILE_Q64.map(I64F64::from_bits);
    let square = -ln_ratio(p, I64F64::ONE);
    let root = sqrt_scaled(square + square).to_fixed();
    // At most sqrt(128 ln 2) = 9.42.
    let t = root.unwrap_or(I64F64::ZERO);
    let above = c0 + t * (c1 + t * c2);
    let below = I64F64::ONE + t * (d1 + t * (d2 + t * d3));
    (t - above / below).max(I64F64::ZERO)
}

/// `x + u / (1 - u x / 2)` with `u = (Q(x) - p) / density(x)`, which the guess keeps below 1e-3.
fn halley_step(x: I64F64, target: Scaled) -> I64F64 {
    let deviate = deviate_from_fixed(x);
    let (scaled, shift) = tail(deviate.unsigned_abs());
    let miss = Scaled::normal(scaled, -63 - i64::from(shift)) - target;
    let Some(u) = miss.div(density(deviate)).to_fixed() else {
        return x;
    };
    let x = I64F64::from_bits(i128::from(deviate) << 7);
    (x + u / (I64F64::ONE - u * x / 2)).max(I64F64::ZERO)
}
