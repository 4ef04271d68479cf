//! Amounts as people write them; amounts, prices and times as people read them: amounts exact, every digit that is not a
//! closing zero.

mod amount;

pub use amount::{Amount, AmountError};

/// Atoms of a token with that many decimals, in whole tokens: `12.5`.
pub fn tokens(atoms: u64, decimals: u8) -> String {
    let places = usize::from(decimals);
    let digits = format!("{atoms:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}

/// A price in feed units of an exponent, in quote per base.
pub fn price(units: u64, exponent: i32) -> String {
    match u8::try_from(-exponent) {
        Ok(decimals) => tokens(units, decimals),
        Err(_) => format!("{units}{}", "0".repeat(exponent.unsigned_abs() as usize)),
    }
}

/// Seconds as `1 h 05 min` or `12 min 30 s`.
pub fn duration(secs: i64) -> String {
    match secs {
        secs if secs < 60 => format!("{secs} s"),
        secs if secs < 3_600 => format!("{} min {:02} s", secs / 60, secs % 60),
        secs if secs < 172_800 => format!("{} h {:02} min", secs / 3_600, secs / 60 % 60),
        secs => format!("{} days", secs / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_counts_and_no_other() {
        assert_eq!(tokens(12_500_000_000, 9), "12.5");
        assert_eq!(tokens(1, 9), "0.000000001");
        assert_eq!(tokens(0, 6), "0");
        assert_eq!(tokens(u64::MAX, 6), "18446744073709.551615");
        assert_eq!(tokens(7, 0), "7");
        assert_eq!(price(21_050_000_000, -8), "210.5");
        assert_eq!(price(42, 2), "4200");
    }
}
