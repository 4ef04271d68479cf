//! Elementary functions on `I64F64`.
//!
//! Each is total: a value within the stated error or a named error. Inside, 64-bit mantissas (`real`, `signed`) and products of
//! them (`product`); the constants (`tables`) come from `tools/generate_tables.py`. The bounds below add half an output
//! unit (2^-65) and are measured by `tests/kernels.rs`.

mod exp;
mod ln;
mod normal;
mod product;
mod quantile;
mod real;
mod signed;
mod sqrt;
mod tables;

use fixed::types::I64F64;

use crate::MathError;

pub(crate) use exp::{exp_short, exp_wide};
pub(crate) use ln::{ln_quotient, ln_ratio, Positive};
pub(crate) use normal::{density, distribution, probability, Tail, DEVIATE_LIMIT};
pub(crate) use product::{mul_high_signed, quotient};
pub(crate) use quantile::quantile;
pub(crate) use real::Real;
pub(crate) use signed::Signed;
pub(crate) use sqrt::{root, root_short};

/// `e^x`, to the nearest; relative error below 2e-18, `exp(0) = 1`. Zero where the value is below 2^-65.
///
/// # Errors
/// [`MathError::ExpOverflow`] from `x = 63 ln 2` (43.668) on.
pub fn exp(x: I64F64) -> Result<I64F64, MathError> {
    exp_wide(x.to_bits())
        .and_then(fixed)
        .ok_or(MathError::ExpOverflow)
}

/// Natural logarithm, to the nearest; `ln 1 = 0`. Error below 2e-18 for x in
/// 1/16..16, below 1.6e-17 beyond.
///
/// # Errors
/// [`MathError::LogOutOfDomain`] for `x <= 0`.
pub fn ln(x: I64F64) -> Result<I64F64, MathError> {
    if x <= I64F64::ZERO {
        return Err(MathError::LogOutOfDomain);
    }
    let log = ln_ratio(&Positive::new(x.to_bits() as u128), &Positive::ONE);
    // At most 64 ln 2 in absolute value, so it always fits.
    let magnitude = fixed(log.magnitude()).ok_or(MathError::LogOutOfDomain)?;
    Ok(if log.value < 0 { -magnitude } else { magnitude })
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
    fixed(sqrt::exact_root(Real::from_bits(x.to_bits() as u128))).ok_or(MathError::SqrtOutOfDomain)
}

/// Standard normal density; error below 1e-17. Zero for `|x| > 9.5`.
pub fn norm_pdf(x: I64F64) -> I64F64 {
    // Below 0.4, so it always fits.
    fixed(density(normal::magnitude_q57(x.to_bits()))).unwrap_or(I64F64::ZERO)
}

/// Standard normal distribution; error below 4e-18, in [0, 1].
///
/// Monotone in every pair of arguments; `norm_cdf(x) + norm_cdf(-x) = 1` exactly, `norm_cdf(0) = 1/2`.
pub fn norm_cdf(x: I64F64) -> I64F64 {
    I64F64::from_bits(normal::distribution_of(x.to_bits()))
}

/// Inverse of the standard normal distribution; exact odd symmetry about 1/2.
///
/// Error below 2e-17 for p in [1e-6, 1 - 1e-6], below 5e-14 out to the last unit.
///
/// # Errors
/// [`MathError::ProbabilityOutOfDomain`] for p outside the open interval (0, 1).
pub fn inv_norm_cdf(p: I64F64) -> Result<I64F64, MathError> {
    if p <= I64F64::ZERO || p >= I64F64::ONE {
        return Err(MathError::ProbabilityOutOfDomain);
    }
    // Q57 to Q64.
    Ok(I64F64::from_bits(
        i128::from(quantile::quantile(p.to_bits() as u64)) << 7,
    ))
}

fn fixed(value: Real) -> Option<I64F64> {
    let mut overflow = false;
    let bits = value.to_bits(&mut overflow);
    (!overflow).then(|| I64F64::from_bits(bits))
}
