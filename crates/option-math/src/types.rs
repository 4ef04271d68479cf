//! Units: what a number means, so that a price and a volatility cannot be confused.
//!
//! Inputs and prices have a type each. A Greek is a plain `I64F64`: it comes out under its own name, is never an input of
//! another formula (but for the delta of [`strike_from_delta`](crate::strike_from_delta)), and is multiplied by positions
//! and shocks at once.

use fixed::types::I64F64;

/// Seconds in a year of 365 days, the year of every rate and volatility here.
pub const SECS_PER_YEAR: u32 = 31_536_000;

const BPS_PER_ONE: u32 = 10_000;

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[repr(transparent)]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub I64F64);

        impl $name {
            /// Zero.
            pub const ZERO: Self = Self(I64F64::ZERO);
        }
    };
}

unit! {
    /// Units of quote per whole unit of base.
    Price
}
unit! {
    /// Annualised volatility; 1 is 100% a year.
    Vol
}
unit! {
    /// Time in years of 365 days.
    Years
}
unit! {
    /// Continuously compounded rate a year; 1 is 100%. May be negative.
    Rate
}

impl Vol {
    /// From basis points a year. Rounds down, by less than 2^-64.
    pub fn from_bps(bps: u32) -> Self {
        Self(ratio_down(u64::from(bps), BPS_PER_ONE))
    }
}

impl Years {
    /// From seconds. Rounds down, by less than 2^-64.
    pub fn from_secs(secs: u64) -> Self {
        Self(ratio_down(secs, SECS_PER_YEAR))
    }
}

impl Rate {
    /// From basis points a year. Rounds towards zero, by less than 2^-64.
    pub fn from_bps(bps: i32) -> Self {
        let magnitude = ratio_down(u64::from(bps.unsigned_abs()), BPS_PER_ONE);
        Self(if bps < 0 { -magnitude } else { magnitude })
    }
}

/// `n / d` for one of the two divisors above, rounded down: three digits of 32 bits by 64-bit division.
///
/// Both divisors exceed 1, so the quotient is below 2^63 and its negation exists.
fn ratio_down(n: u64, d: u32) -> I64F64 {
    let d = u64::from(d);
    let (whole, rest) = (n / d, n % d);
    let (high, rest) = ((rest << 32) / d, (rest << 32) % d);
    let low = (rest << 32) / d;
    I64F64::from_bits((i128::from(whole) << 64) | i128::from((high << 32) | low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constructors_are_the_rounded_down_ratio() {
        assert_eq!(Years::from_secs(u64::from(SECS_PER_YEAR)).0, I64F64::ONE);
        assert_eq!(Vol::from_bps(5_000).0, I64F64::from_num(0.5));
        assert_eq!(Rate::from_bps(-2_500).0, I64F64::from_num(-0.25));
        for n in [1, 86_400, u64::MAX] {
            let want = (u128::from(n) << 64) / u128::from(SECS_PER_YEAR);
            assert_eq!(Years::from_secs(n).0.to_bits() as u128, want);
        }
    }
}
