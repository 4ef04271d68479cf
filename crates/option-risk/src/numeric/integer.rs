//! Integers: shares in bps, and a product over a divisor.

use super::wide::divide_wide;
use super::BPS;
use crate::error::{Result, RiskError};

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
    Ok(mul_div(a, b, d)?.0)
}

/// `a x b / d`, rounded up. [`RiskError::Overflow`] beyond 64 bits or for `d = 0`.
pub fn mul_div_up(a: u64, b: u64, d: u64) -> Result<u64> {
    let (quotient, rest) = mul_div(a, b, d)?;
    quotient
        .checked_add(u64::from(rest > 0))
        .ok_or(RiskError::Overflow)
}

/// Quotient and remainder of `a x b / d`, without the 128-bit division that costs a thousand instructions on chain.
fn mul_div(a: u64, b: u64, d: u64) -> Result<(u64, u64)> {
    if d == 0 {
        return Err(RiskError::Overflow);
    }
    if let Some(product) = a.checked_mul(b) {
        return Ok((product / d, product % d));
    }
    let product = u128::from(a) * u128::from(b);
    let (high, low) = ((product >> 64) as u64, product as u64);
    if high >= d {
        return Err(RiskError::Overflow);
    }
    Ok(divide_wide(high, low, d))
}

/// Narrows to 64 bits, or [`RiskError::Overflow`].
pub(crate) fn to_u64(value: u128) -> Result<u64> {
    u64::try_from(value).map_err(|_| RiskError::Overflow)
}

/// `|a - b| / b` in bps, rounded down, saturating; the greatest distance from nothing.
pub(crate) fn distance_bps(a: u64, b: u64) -> u32 {
    if a == b {
        return 0;
    }
    mul_div_down(a.abs_diff(b), u64::from(BPS), b)
        .ok()
        .and_then(|bps| u32::try_from(bps).ok())
        .unwrap_or(u32::MAX)
}
