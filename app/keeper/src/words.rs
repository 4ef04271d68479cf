//! Amounts of a market in words: whole tokens and whole prices, for people.

use ballast_client::{amounts, ballast::state::Market, option_risk::units::Kind};

/// The units of a market.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    base_decimals: u8,
    quote_decimals: u8,
    price_exponent: i32,
}

impl Words {
    /// Those of a market.
    pub fn of(market: &Market) -> Self {
        Self {
            base_decimals: market.base_decimals,
            quote_decimals: market.quote_decimals,
            price_exponent: market.price_exponent,
        }
    }

    /// Base tokens or contracts.
    pub fn base(&self, atoms: u64) -> String {
        amounts::tokens(atoms, self.base_decimals)
    }

    /// Collateral of a kind, with the token's name: `12.5 base`.
    pub fn collateral(&self, kind: Kind, atoms: u64) -> String {
        match kind {
            Kind::Call => format!("{} base", self.base(atoms)),
            Kind::Put => format!("{} quote", amounts::tokens(atoms, self.quote_decimals)),
        }
    }

    /// Quote tokens that may be a loss.
    pub fn quote(&self, atoms: i128) -> String {
        let size = u64::try_from(atoms.unsigned_abs()).unwrap_or(u64::MAX);
        let sign = if atoms < 0 { "-" } else { "" };
        format!("{sign}{}", amounts::tokens(size, self.quote_decimals))
    }

    /// A price or a strike, quote per base.
    pub fn price(&self, units: u64) -> String {
        amounts::price(units, self.price_exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_in_whole_tokens() {
        let words = Words {
            base_decimals: 9,
            quote_decimals: 6,
            price_exponent: -8,
        };
        assert_eq!(words.base(1_500_000_000), "1.5");
        assert_eq!(words.collateral(Kind::Call, 1), "0.000000001 base");
        assert_eq!(words.collateral(Kind::Put, 2_000_000), "2 quote");
        assert_eq!(words.quote(-2_500_000), "-2.5");
        assert_eq!(words.price(21_200_000_000), "212");
    }
}
