//! Decimal numbers as text, in and out, without a float.

use std::fmt;

use option_math::I64F64;

/// Significant digits of a printed number.
const DIGITS: usize = 20;

/// Why a text is no number of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// Nothing but blanks.
    Empty,
    /// Something else than a sign, digits, a point and an exponent.
    NotDecimal,
    /// An exponent of more than 32 bits.
    Exponent,
    /// Outside the number format.
    TooLarge,
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty",
            Self::NotDecimal => "is not a decimal number",
            Self::Exponent => "has an exponent out of range",
            Self::TooLarge => "does not fit the number format (-2^63 to 2^63)",
        })
    }
}

/// A sign, digits of any length with or without a point, an exponent, in that order and blanks around them.
///
/// To the nearest multiple of 2^-64, ties to even, whatever the length.
///
/// # Errors
/// [`DecimalError`].
pub fn parse(text: &str) -> Result<I64F64, DecimalError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DecimalError::Empty);
    }
    if !well_formed(text) {
        return Err(DecimalError::NotDecimal);
    }
    match I64F64::overflowing_from_str(text) {
        Ok((value, false)) => Ok(value),
        Ok((_, true)) => Err(DecimalError::TooLarge),
        // Of a well-formed number the parser refuses only this.
        Err(_) => Err(DecimalError::Exponent),
    }
}

/// The parser of `fixed` knows spellings (`1_000`, `1@3`) that no other reader of a CSV file does.
fn well_formed(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, unsigned(exponent)),
        None => (text, "0"),
    };
    let number = unsigned(number);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mantissa = !whole.is_empty() || !fraction.is_empty();
    let exponent = !exponent.is_empty() && digits(exponent);
    mantissa && digits(whole) && digits(fraction) && exponent
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

/// The exact value to 20 significant digits, ties to even, in plain notation with its trailing zeros; zero is `0`.
pub fn print(value: I64F64) -> String {
    if value == I64F64::ZERO {
        return "0".to_owned();
    }
    let mut text = format!("{value:.*}", places(value));
    // 99.99... rounded up has a digit more than it had before: a zero at its end.
    if significant(&text) > DIGITS {
        text.pop();
    }
    text
}

/// Digits after the point that make [`DIGITS`] significant ones, before rounding; `value` is not zero.
fn places(value: I64F64) -> usize {
    let value = value.unsigned_abs();
    let whole: u64 = value.to_num();
    if let Some(log) = whole.checked_ilog10() {
        // A u64 has 20 digits at most.
        return DIGITS - 1 - log as usize;
    }
    // Below 1: what stands after the point, until a product carries into the digit before it.
    let mut fraction = value.frac();
    let mut zeros = 0;
    while let Some(next) = fraction.checked_mul_int(10).filter(|next| *next < 1) {
        fraction = next;
        zeros += 1;
    }
    DIGITS + zeros
}

fn significant(text: &str) -> usize {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    digits.skip_while(|digit| *digit == b'0').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(text: &str) -> i128 {
        parse(text).expect("a number").to_bits()
    }

    #[test]
    fn spellings_of_one_number() {
        for text in ["0.001", "+1e-3", "1E-03", ".1e-2", " 10e-4 ", "000.00100"] {
            assert_eq!(bits(text), 18_446_744_073_709_552, "{text}");
        }
        assert_eq!(bits("-2."), -(2 << 64));
        assert_eq!(bits("1e+3"), 1_000 << 64);
    }

    #[test]
    fn texts_that_are_no_number() {
        for text in [
            "abc", "1,5", "1_000", "1@3", "0x10", "nan", "inf", "-", ".", "e5", "1e", "1e+", "--1",
            "1.2.3", "1 2", "1e5e5", "1e1.5", "١",
        ] {
            assert_eq!(parse(text), Err(DecimalError::NotDecimal), "{text}");
        }
        assert_eq!(parse(" \t"), Err(DecimalError::Empty));
        for text in ["1e99999999999", "1e-99999999999"] {
            assert_eq!(parse(text), Err(DecimalError::Exponent), "{text}");
        }
    }

    #[test]
    fn the_ends_of_the_format() {
        for text in [
            "9223372036854775808",
            "-9223372036854775808.1",
            "1e400",
            "1e2147483647",
            // Nearest to 2^63 itself.
            "9223372036854775807.99999999999999999999",
        ] {
            assert_eq!(parse(text), Err(DecimalError::TooLarge), "{text}");
        }
        assert_eq!(bits("-9223372036854775808"), i128::MIN);
        assert_eq!(
            bits("9223372036854775807.9999999999999999999"),
            i128::MAX - 1
        );
        assert_eq!(bits("1e-2147483648"), 0);
    }

    /// 2^-65 is the tie between zero and one unit; digits however far out decide it.
    #[test]
    fn the_last_of_many_digits_decides() {
        let tie = "0.00000000000000000002710505431213761085018632002174854278564453125";
        let zeros = "0".repeat(5_000);
        assert_eq!(bits(tie), 0);
        assert_eq!(bits(&format!("{tie}{zeros}")), 0);
        assert_eq!(bits(&format!("{tie}{zeros}1")), 1);
        let below = tie.strip_suffix('5').expect("the last digit");
        assert_eq!(bits(&format!("{below}4{}", "9".repeat(5_000))), 0);
        // Three halves of a unit go up to the even two.
        assert_eq!(
            bits("0.00000000000000000008131516293641283255055896006524562835693359375"),
            2
        );
    }

    #[test]
    fn twenty_digits_exactly() {
        for (text, printed) in [
            ("0", "0"),
            ("0.5", "0.50000000000000000000"),
            ("-12.25", "-12.250000000000000000"),
            ("-9223372036854775808", "-9223372036854775808.0"),
            // Rounding carries to a new first digit.
            ("99.9999999999999999999", "100.00000000000000000"),
            ("-99.9999999999999999999", "-100.00000000000000000"),
            ("0.9999999999999999999", "0.99999999999999999989"),
        ] {
            assert_eq!(print(parse(text).expect("a number")), printed, "{text}");
        }
        let unit = I64F64::DELTA;
        assert_eq!(print(unit), "0.000000000000000000054210108624275221700");
        assert_eq!(print(-unit), "-0.000000000000000000054210108624275221700");
        assert_eq!(print(I64F64::ONE - unit), "0.99999999999999999995");
    }

    /// Halves of the last digit printed go to the even digit.
    #[test]
    fn ties_to_even() {
        let near = |whole: i64, eighths: i128| {
            I64F64::from_bits((i128::from(whole) << 64) + (eighths << 61))
        };
        // 18 digits before the point leave two after it: 0.125 and 0.375 are ties.
        let whole = 100_000_000_000_000_000;
        assert_eq!(print(near(whole, 1)), "100000000000000000.12");
        assert_eq!(print(near(whole, 3)), "100000000000000000.38");
        assert_eq!(print(near(-whole - 1, 7)), "-100000000000000000.12");
    }

    #[test]
    fn printed_and_read_again() {
        let mut bits = 1u128;
        for _ in 0..20_000 {
            bits = bits.wrapping_mul(0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645) | 1;
            let value = I64F64::from_bits((bits as i128) >> (bits >> 64 & 63));
            let printed = print(value);
            assert_eq!(significant(&printed), DIGITS, "{printed}");
            // Half a unit of the 20th digit is below a unit of the format for whole parts below 10.
            if value.unsigned_abs() < 5 {
                let again = parse(&printed).expect("its own print");
                assert!((again - value).abs() <= I64F64::DELTA, "{printed}");
            }
        }
    }
}
