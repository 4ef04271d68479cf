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

/// Quotient and remainder of `(high x 2^64 + low) / d` for `high < d`: long division by two digits of 32 bits
/// (Knuth, algorithm D).
pub(crate) fn divide_wide(high: u64, low: u64, d: u64) -> (u64, u64) {
    let shift = d.leading_zeros();
    // Two shifts, since one by 64 is not defined; `high < d`, so nothing is lost at the top.
    let high = (high << shift) | ((low >> 1) >> (63 - shift));
    let (low, d) = (low << shift, d << shift);
    let (first, rest) = digit(high, low >> 32, d);
    let (second, rest) = digit(rest, low & LOW, d);
    ((first << 32) | second, rest >> shift)
}

const LOW: u64 = u32::MAX as u64;

/// One digit of `(high x 2^32 + next) / d` and the remainder, for `high < d` and `d >= 2^63`.
fn digit(high: u64, next: u64, d: u64) -> (u64, u64) {
    let (leading, trailing) = (d >> 32, d & LOW);
    let mut digit = high / leading;
    let mut rest = high % leading;
    // At most two too high: the digit is judged by the leading half of `d`.
    while rest <= LOW && (digit > LOW || digit * trailing > (rest << 32) | next) {
        digit -= 1;
        rest += leading;
    }
    // Exact modulo 2^64, and the true remainder is below `d`.
    let rest = ((high << 32) | next).wrapping_sub(digit.wrapping_mul(d));
    (digit, rest)
}

/// Narrows to 64 bits, or [`RiskError::Overflow`].
pub(crate) fn to_u64(value: u128) -> Result<u64> {
    u64::try_from(value).map_err(|_| RiskError::Overflow)
}

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

/// Both words of a product, by halves: on chain a third of what a 128-bit product costs.
#[inline(always)]
fn wide(a: u64, b: u64) -> (u64, u64) {
    let (a_high, a_low) = (a >> 32, a & LOW);
    let (b_high, b_low) = (b >> 32, b & LOW);
    // Hidden from the optimiser, which would call the 128-bit routine for the whole.
    let (one, other) = (
        core::hint::black_box(a_high.wrapping_mul(b_low)),
        a_low.wrapping_mul(b_high),
    );
    let low = a_low.wrapping_mul(b_low);
    // Three halves: below 2^34. The sums below are parts of the product, and so fit.
    let middle = (low >> 32)
        .wrapping_add(one & LOW)
        .wrapping_add(other & LOW);
    let high = (a_high.wrapping_mul(b_high))
        .wrapping_add(one >> 32)
        .wrapping_add(other >> 32)
        .wrapping_add(middle >> 32);
    (high, (middle << 32) | (low & LOW))
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

/// [`within`] for a parameter that may be negative.
pub(crate) fn within_signed(
    name: &'static str,
    value: i32,
    bounds: RangeInclusive<i32>,
) -> Result<()> {
    if bounds.contains(&value) {
        Ok(())
    } else {
        Err(RiskError::InvalidParameter(name))
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Numbers of every magnitude.
    fn numbers() -> impl Strategy<Value = u64> {
        (any::<u64>(), 0u32..64).prop_map(|(bits, shift)| bits >> shift)
    }

    /// Where digits are at their bounds, which chance hardly meets.
    #[test]
    fn wide_division_is_exact_at_the_edges() {
        let top = 1 << 63;
        let divisors = [
            1,
            2,
            3,
            LOW,
            LOW + 1,
            top - 1,
            top,
            top + 1,
            u64::MAX - 1,
            u64::MAX,
        ];
        let lows = [0, 1, LOW, LOW + 1, LOW << 32, top, u64::MAX - 1, u64::MAX];
        for d in divisors {
            for high in [0, 1, d / 2, d - 2.min(d), d - 1] {
                for low in lows.into_iter().filter(|_| high < d) {
                    let wide = (u128::from(high) << 64) | u128::from(low);
                    let want = (wide / u128::from(d), wide % u128::from(d));
                    let (quotient, rest) = divide_wide(high, low, d);
                    assert_eq!((u128::from(quotient), u128::from(rest)), want);
                }
            }
        }
    }

    #[test]
    fn parts_are_exact_to_the_last_bit() {
        for value in [0, 1, 7, 9_999, 10_000, 12_345, u32::MAX] {
            let exact = |parts: i128| I64F64::from_bits((i128::from(value) << 64) / parts);
            assert_eq!(bps(value), exact(10_000));
            assert_eq!(milli(value), exact(1_000));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn wide_division_is_exact(a in numbers(), low in numbers(), d in numbers()) {
            prop_assume!(d > 0);
            let high = a % d;
            let wide = (u128::from(high) << 64) | u128::from(low);
            let want = (wide / u128::from(d), wide % u128::from(d));
            let (quotient, rest) = divide_wide(high, low, d);
            prop_assert_eq!((u128::from(quotient), u128::from(rest)), want);
        }

        #[test]
        fn scaling_is_the_exact_quotient_rounded(a in numbers(), b in numbers(), d in numbers()) {
            prop_assume!(d > 0);
            let product = u128::from(a) * u128::from(b);
            let (down, up) = (product / u128::from(d), product.div_ceil(u128::from(d)));
            prop_assert_eq!(mul_div_down(a, b, d), to_u64(down));
            prop_assert_eq!(mul_div_up(a, b, d), to_u64(up));
        }

        #[test]
        fn shares_are_the_exact_product_rounded(a in numbers(), b in numbers()) {
            let product = u128::from(a) * u128::from(b);
            prop_assert_eq!(u128::from(share_down(a, b)), product >> 64);
            prop_assert_eq!(u128::from(share_up(a, b)), product.div_ceil(1 << 64));
        }

        #[test]
        fn ratios_are_rounded_down(a in numbers(), b in numbers(), value: u32) {
            prop_assume!(b > 0);
            let want = (u128::from(a) << 64) / u128::from(b);
            let want = i128::try_from(want).map(I64F64::from_bits);
            prop_assert_eq!(ratio_down(a, b).ok(), want.ok());
            let exact = (i128::from(value) << 64) / i128::from(BPS);
            prop_assert_eq!(bps(value), I64F64::from_bits(exact));
        }
    }

    #[test]
    fn nothing_divides_by_zero() {
        assert_eq!(mul_div_down(1, 1, 0), Err(RiskError::Overflow));
        assert_eq!(ratio_down(1, 0), Err(RiskError::ZeroPrice));
        assert_eq!((distance_bps(1, 0), distance_bps(0, 0)), (u32::MAX, 0));
    }
}
