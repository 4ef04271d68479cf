//! Elementary functions on `I64F64`.
//!
//! Each is total: a value within the stated error or a named error. Inside, 64-bit mantissas (`scaled`) and products of
//! them (`product`); the constants (`tables`) come from `tools/generate_tables.py`. The bounds below add half an output
//! unit (2^-65) and are measured by `tests/kernels.rs`.

mod exp;
mod ln;
mod normal;
mod product;
mod quantile;
mod scaled;
mod sqrt;
mod tables;

use fixed::types::I64F64;

use crate::MathError;

pub(crate) use exp::exp_scaled;
pub(crate) use ln::ln_ratio;
pub(crate) use normal::{density, deviate_from_scaled, distribution};
pub(crate) use scaled::Scaled;
pub(crate) use sqrt::sqrt_scaled;

/// `e^x`, to the nearest; relative error below 2e-18, `exp(0) = 1`. Zero where the value is below 2^-65.
///
/// # Errors
/// [`MathError::ExpOverflow`] from `x = 63 ln 2` (43.668) on.
pub fn exp(x: I64F64) -> Result<I64F64, MathError> {
    exp_scaled(x)
        .and_then(Scaled::to_fixed)
        .ok_or(MathError::ExpOverflow)
}

/// Natural logarithm, to the nearest; error below `5e-19 + 1e-19 |ln x|`; `ln 1 = 0`.
///
/// # Errors
/// [`MathError::LogOutOfDomain`] for `x <= 0`.
pub fn ln(x: I64F64) -> Result<I64F64, MathError> {
    if x <= I64F64::ZERO {
        return Err(MathError::LogOutOfDomain);
    }
    // At most 64 ln 2 in absolute value, so it always fits.
    ln_ratio(x, I64F64::ONE)
        .to_fixed()
        .ok_or(MathError::LogOutOfDomain)
}

/// Square root; relative error below 2.2e-19, exact for squares of up to 63 bits.
///
/// # Errors
/// [`MathError::SqrtOutOfDomain`] for `x < 0`.
pub fn sqrt(x: I64F64) -> Result<I64F64, MathError> {
    if x < I64F64::ZERO {
        return Err(MathError::SqrtOutOfDomain);
    }
    // At most 2^31.5, so it always fits.
    sqrt::sqrt_settled(Scaled::from_fixed(x))
        .to_fixed()
        .ok_or(MathError::SqrtOutOfDomain)
}

/// Standard normal density; error below 3e-18. Zero for `|x| > 9.5`.
pub fn norm_pdf(x: I64F64) -> I64F64 {
    // Below 0.4, so it always fits.
    density(normal::deviate_from_fixed(x))
        .to_fixed()
        .unwrap_or(I64F64::ZERO)
}

/// Standard normal distribution; error below 4e-18, in [0, 1].
///
/// Monotone in every pair of arguments; `norm_cdf(x) + norm_cdf(-x) = 1` exactly, `norm_cdf(0) = 1/2`.
pub fn norm_cdf(x: I64F64) -> I64F64 {
    I64F64::from_bits(distribution(normal::deviate_from_fixed(x)))
}

/// Inverse of the standard normal distribution; exact odd symmetry about 1/2.
///
/// Error below 2e-17 for p in [1e-6, 1 - 1e-6], below 5e-14 out to the last unit.
///
/// # Errors
/// [`MathError::ProbabilityOutOfDomain`] for p outside the open interval (0, 1).
pub fn inv_norm_cdf(p: I64F64) -> Result<I64F64, MathError> {
    const HALF: I64F64 = I64F64::from_bits(1 << 63);
    if p <= I64F64::ZERO || p >= I64F64::ONE {
        return Err(MathError::ProbabilityOutOfDomain);
    }
    if p == HALF {
        return Ok(I64F64::ZERO);
    }
    Ok(if p < HALF {
        -quantile::tail_quantile(p)
    } else {
        quantile::tail_quantile(I64F64::ONE - p)
    })
}
