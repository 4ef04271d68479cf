//! Amounts of tokens as people write them: whole tokens, as a number or a text, without rounding.

use std::{fmt, str::FromStr};

use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

/// An amount of whole tokens such as `12.5`, kept as written; never negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    whole: u64,
    /// Digits behind the point, without zeros at the end.
    decimals: String,
}

/// Why a text is no amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Something but digits and one point.
    #[error("`{0}` is no amount; write whole tokens such as 12.5")]
    Malformed(String),
    /// More digits behind the point than the token has.
    #[error("{amount} has more digits behind the point than the token's {decimals}")]
    TooFine {
        /// As written.
        amount: Amount,
        /// Of the token.
        decimals: u8,
    },
    /// More atoms than are counted.
    #[error("{0} is more than there can be")]
    TooLarge(Amount),
}

impl Amount {
    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.whole == 0 && self.decimals.is_empty()
    }

    /// Atoms of a token with that many decimals; exact.
    pub fn atoms(&self, decimals: u8) -> Result<u64, AmountError> {
        let places = usize::from(decimals);
        if self.decimals.len() > places {
            return Err(AmountError::TooFine {
                amount: self.clone(),
                decimals,
            });
        }
        let too_large = || AmountError::TooLarge(self.clone());
        let fraction = format!("{:0<places$}", self.decimals);
        let fraction = match fraction.is_empty() {
            true => 0,
            false => fraction.parse::<u64>().map_err(|_| too_large())?,
        };
        let one = 10u64.checked_pow(decimals.into()).ok_or_else(too_large)?;
        let whole = self.whole.checked_mul(one).ok_or_else(too_large)?;
        whole.checked_add(fraction).ok_or_else(too_large)
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let malformed = || AmountError::Malformed(text.to_owned());
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(decimals) || text.ends_with('.') {
            return Err(malformed());
        }
        Ok(Self {
            whole: whole.parse().map_err(|_| malformed())?,
            decimals: decimals.trim_end_matches('0').to_owned(),
        })
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimals.is_empty() {
            true => write!(f, "{}", self.whole),
            false => write!(f, "{}.{}", self.whole, self.decimals),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl de::Visitor<'_> for Written {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount of whole tokens such as 12.5")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Amount, E> {
                self.visit_str(&number.to_string())
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Amount, E> {
                self.visit_str(&number.to_string())
            }

            // The shortest digits that mean this number: those that were written.
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Amount, E> {
                self.visit_str(&number.to_string())
            }
        }
        deserializer.deserialize_any(Written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_are_exact() {
        for (text, decimals, atoms) in [
            ("0", 9, 0),
            ("12.5", 6, 12_500_000),
            ("12.500", 1, 125),
            ("0.000000001", 9, 1),
            ("7", 0, 7),
        ] {
            assert_eq!(amount(text).atoms(decimals), Ok(atoms), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_says_so() {
        for text in ["", "-1", "1e3", "1.", ".5", "1.2.3", "one", "1,5"] {
            let error = text.parse::<Amount>().unwrap_err();
            assert_eq!(error, AmountError::Malformed(text.to_owned()));
        }
        let fine = amount("0.1234567").atoms(6).unwrap_err();
        assert!(
            fine.to_string().contains("digits behind the point"),
            "{fine}"
        );
        let large = amount("18446744073710").atoms(6).unwrap_err();
        assert_eq!(large, AmountError::TooLarge(amount("18446744073710")));
    }

    #[test]
    fn numbers_and_texts_mean_the_same() {
        let [number, text, whole]: [Amount; 3] =
            serde_json::from_str("[0.1, \"0.10\", 3]").unwrap();
        assert_eq!((number, whole), (text, amount("3")));
    }
}
