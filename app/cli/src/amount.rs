//! Amounts as typed and as shown: exact, whatever their size.

use anyhow::{bail, ensure, Result};
use ballast_client::amounts::{self, Amount, AmountError};

use crate::format::thousands;

/// Whole tokens as typed, in atoms of a mint with `decimals`.
pub fn parse(text: &str, decimals: u8) -> Result<u64, AmountError> {
    text.parse::<Amount>()?.atoms(decimals)
}

/// As [`parse`], more than nothing.
pub fn parse_some(text: &str, decimals: u8) -> Result<u64> {
    match parse(text, decimals)? {
        0 => bail!("`{text}` is nothing; pass more"),
        atoms => Ok(atoms),
    }
}

/// Atoms as whole tokens, thousands apart, every digit that is not a closing zero.
pub fn print(atoms: u64, decimals: u8) -> String {
    thousands(&amounts::tokens(atoms, decimals))
}

/// A price as typed, in feed units.
pub fn parse_price(text: &str, exponent: i32) -> Result<u64> {
    let price = match u8::try_from(-exponent) {
        Ok(decimals) => parse_some(text, decimals)?,
        // A feed in tens or hundreds: what is typed must be a multiple.
        Err(_) => {
            let whole = parse_some(text, 0)?;
            let unit = 10u64.pow(exponent.unsigned_abs());
            ensure!(whole % unit == 0, "`{text}` is no multiple of {unit}");
            whole / unit
        }
    };
    Ok(price)
}

/// Basis points as a percentage: `123.45%`.
pub fn percent(bps: u64) -> String {
    format!("{}.{:02}%", bps / 100, bps % 100)
}

/// A change in percent as typed, `-12%` or `+0.25%`, in basis points.
pub fn parse_change(text: &str) -> Result<i32, String> {
    let number = text.strip_suffix('%').unwrap_or(text);
    let (sign, size) = match number.strip_prefix('-') {
        Some(size) => (-1, size),
        None => (1, number.strip_prefix('+').unwrap_or(number)),
    };
    let bps = parse(size, 2).map_err(|_| "no percentage like -12% or +0.25%".to_owned())?;
    let bps = i32::try_from(bps).map_err(|_| "too large a change".to_owned())?;
    Ok(sign * bps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_not_some() {
        assert_eq!(parse("0.0", 6), Ok(0));
        let error = parse_some("0.0", 6).unwrap_err();
        assert_eq!(error.to_string(), "`0.0` is nothing; pass more");
        assert_eq!(parse_some("1.5", 6).unwrap(), 1_500_000);
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(print(1_234_567_500_000_000, 9), "1,234,567.5");
        assert_eq!(print(0, 9), "0");
        assert_eq!(print(999, 0), "999");
    }

    #[test]
    fn prices_in_any_unit() {
        assert_eq!(parse_price("210.5", -8).unwrap(), 21_050_000_000);
        assert_eq!(parse_price("4200", 2).unwrap(), 42);
        assert!(parse_price("4250", 2).is_err());
    }

    #[test]
    fn changes_have_a_sign() {
        assert_eq!(parse_change("-12%"), Ok(-1_200));
        assert_eq!(parse_change("+20"), Ok(2_000));
        assert_eq!(parse_change("0.25%"), Ok(25));
        for wrong in ["", "%", "--1%", "1.234%", "ten", "99999999%"] {
            assert!(parse_change(wrong).is_err(), "{wrong}");
        }
    }
}
