//! Fixed-point numbers, and amounts times one.

use option_math::I64F64;

use super::wide::{divide_wide, wide};
use super::BPS;
use crate::error::{Result, RiskError};

/// `a / b` rounded down. `b = 0` is [`RiskError::ZeroPrice`], a quotient of 2^63 or more [`RiskError::Overflow`].
pub(crate) fn ratio_down(a: u64, b: u64) -> Result<I64F64> {
    let whole = a.checked_div(b).ok_or(RiskError::ZeroPrice)?;
    let whole = i64::try_from(whole).map_err(|_| RiskError::Overflow)?;
    let (fraction, _) = divide_wide(a % b, 0, b);
    Ok(I64F64::from_bits(
        (i128::from(whole) << 64) | i128::from(fraction),
    ))
}

/// `bps / 10_000`, rounded down to 2^-64.
pub(crate) fn bps(value: u32) -> I64F64 {
    fraction(value, BPS)
}

/// `milli / 1_000`, rounded down to 2^-64.
pub(crate) fn milli(value: u32) -> I64F64 {
    fraction(value, 1_000)
}

/// Two digits of 32 bits after the point, by 64-bit division.
fn fraction(value: u32, parts: u32) -> I64F64 {
    let (value, parts) = (u64::from(value), u64::from(parts));
    let (whole, rest) = (value / parts, value % parts);
    let (high, rest) = ((rest << 32) / parts, (rest << 32) % parts);
    let low = (rest << 32) / parts;
    I64F64::from_bits((i128::from(whole) << 64) | i128::from((high << 32) | low))
}

/// Checked product, rounded towards minus infinity.
pub(crate) fn mul(a: I64F64, b: I64F64) -> Result<I64F64> {
    a.checked_mul(b).ok_or(RiskError::Overflow)
}

/// Checked sum.
pub(crate) fn add(a: I64F64, b: I64F64) -> Result<I64F64> {
    a.checked_add(b).ok_or(RiskError::Overflow)
}

/// `amount x factor` rounded down, for a factor of at least zero.
pub(crate) fn scale_down(amount: u64, factor: I64F64) -> Result<u64> {
    let (whole, fraction) = scale(amount, factor)?;
    whole
        .checked_add((fraction >> 64) as u64)
        .ok_or(RiskError::Overflow)
}

/// `amount x factor` rounded up, for a factor of at least zero.
pub(crate) fn scale_up(amount: u64, factor: I64F64) -> Result<u64> {
    let (whole, fraction) = scale(amount, factor)?;
    let rounding = u64::from(fraction as u64 != 0);
    whole
        .checked_add((fraction >> 64) as u64)
        .and_then(|sum| sum.checked_add(rounding))
        .ok_or(RiskError::Overflow)
}

/// `amount x unit / 2^64`, rounded down.
#[inline(always)]
pub(crate) fn share_down(amount: u64, unit: u64) -> u64 {
    wide(amount, unit).0
}

/// `amount x unit / 2^64`, rounded up.
#[inline(always)]
pub(crate) fn share_up(amount: u64, unit: u64) -> u64 {
    let (high, low) = wide(amount, unit);
    // The high word of a product is at most 2^64 - 2.
    high + u64::from(low > 0)
}

/// The product by the factor's integer part, and by its fraction in units of 2^-64.
fn scale(amount: u64, factor: I64F64) -> Result<(u64, u128)> {
    let bits = u128::try_from(factor.to_bits()).map_err(|_| RiskError::Overflow)?;
    let whole = amount
        .checked_mul((bits >> 64) as u64)
        .ok_or(RiskError::Overflow)?;
    Ok((whole, u128::from(amount) * u128::from(bits as u64)))
}
