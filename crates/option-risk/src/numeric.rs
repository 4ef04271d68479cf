//! Exact integer and fixed-point helpers shared by the decisions.
//!
//! Where a quotient is rounded the name says which way: `_down` or `_up`.

use core::ops::RangeInclusive;

use option_math::I64F64;

use crate::error::{Result, RiskError};

/// Basis points in one.
pub const BPS: u32 = 10_000;

/// Seconds in the year of 365 days that annualises every volatility.
pub const YEAR_SECS: u64 = 31_536_000;

/// Seconds in a day.
pub const DAY_SECS: u64 = 86_400;

/// `amount x bps / 10_000`, rounded down. [`RiskError::Overflow`] beyond 64 bits.
pub fn mul_bps_down(amount: u64, bps: u32) -> Result<u64> {
    let (whole, rest) = mul_bps(amount, bps)?;
    whole
        .checked_add(rest / u64::from(BPS))
        .ok_or(RiskError::Overflow)
}

/// `amount x bps / 10_000`, rounded up. [`RiskError::Overflow`] beyond 64 bits.
pub fn mul_bps_up(amount: u64, bps: u32) -> Result<u64> {
    let (whole, rest) = mul_bps(amount, bps)?;
    whole
        .checked_add(rest.div_ceil(u64::from(BPS)))
        .ok_or(RiskError::Overflow)
}

/// Splits the product into whole units and ten-thousandths, so that no 128-bit division is needed.
fn mul_bps(amount: u64, bps: u32) -> Result<(u64, u64)> {
    let one = u64::from(BPS);
    let whole = (amount / one)
        .checked_mul(u64::from(bps))
        .ok_or(RiskError::Overflow)?;
    // The remainder is below 2^14 and bps below 2^32.
    Ok((whole, (amount % one) * u64::from(bps)))
}

/// `a x b / d`, rounded down. [`RiskError::Overflow`] beyond 64 bits or for `d = 0`.
pub fn mul_div_down(a: u64, b: u64, d: u64) -> Result<u64> {
    to_u64(
        (u128::from(a) * u128::from(b))
            .checked_div(u128::from(d))
            .ok_or(RiskError::Overflow)?,
    )
}

/// `a x b / d`, rounded up. [`RiskError::Overflow`] beyond 64 bits or for `d = 0`.
pub fn mul_div_up(a: u64, b: u64, d: u64) -> Result<u64> {
    if d == 0 {
        return Err(RiskError::Overflow);
    }
    to_u64((u128::from(a) * u128::from(b)).div_ceil(u128::from(d)))
}

/// Narrows to 64 bits, or [`RiskError::Overflow`].
pub(crate) fn to_u64(value: u128) -> Result<u64> {
    u64::try_from(value).map_err(|_| RiskError::Overflow)
}

/// `a / b` rounded down. `b = 0` is [`RiskError::ZeroPrice`].
pub(crate) fn ratio_down(a: u64, b: u64) -> Result<I64F64> {
    let bits = (u128::from(a) << 64)
        .checked_div(u128::from(b))
        .ok_or(RiskError::ZeroPrice)?;
    from_bits(bits)
}

/// A non-negative fixed-point number from its bits.
fn from_bits(bits: u128) -> Result<I64F64> {
    i128::try_from(bits)
        .map(I64F64::from_bits)
        .map_err(|_| RiskError::Overflow)
}

/// `bps / 10_000`, rounded down to 2^-64.
pub(crate) fn bps(value: u32) -> I64F64 {
    fraction(value, BPS)
}

/// `milli / 1_000`, rounded down to 2^-64.
pub(crate) fn milli(value: u32) -> I64F64 {
    fraction(value, 1_000)
}

fn fraction(value: u32, parts: u32) -> I64F64 {
    // 32 integer bits fit any u32.
    I64F64::from_bits((i128::from(value) << 64) / i128::from(parts))
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

/// The product by the factor's integer part, and by its fraction in units of 2^-64.
fn scale(amount: u64, factor: I64F64) -> Result<(u64, u128)> {
    let bits = u128::try_from(factor.to_bits()).map_err(|_| RiskError::Overflow)?;
    let whole = amount
        .checked_mul((bits >> 64) as u64)
        .ok_or(RiskError::Overflow)?;
    Ok((whole, u128::from(amount) * u128::from(bits as u64)))
}

/// Refuses a parameter outside its hard bounds.
pub(crate) fn within(name: &'static str, value: u32, bounds: RangeInclusive<u32>) -> Result<()> {
    if bounds.contains(&value) {
        Ok(())
    } else {
        Err(RiskError::InvalidParameter(name))
    }
}
