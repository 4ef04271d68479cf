//! Amounts as people write them: whole tokens, as a number or a text, without rounding.

use std::{fmt, str::FromStr};

use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

/// An amount of whole tokens such as `12.5`, kept as written until somebody knows the token's decimals; never negative.
///
/// ```
/// use ballast_client::amounts::Amount;
///
/// let amount: Amount = "12.50".parse().unwrap();
/// assert_eq!((amount.to_string(), amount.atoms(6)), ("12.5".to_owned(), Ok(12_500_000)));
/// assert!(amount.atoms(0).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Digits before the point, without zeros in front.
    whole: String,
    /// Digits behind it, without zeros at the end.
    decimals: String,
}

/// Why a text is no amount of a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Something but digits and one point.
    #[error("`{0}` is no amount like 12.5")]
    Malformed(String),
    /// More digits behind the point than the token has.
    #[error("`{amount}` has more than {decimals} decimals")]
    TooFine {
        /// As written.
        amount: Amount,
        /// Of the token.
        decimals: u8,
    },
    /// More atoms than are counted.
    #[error("`{0}` is too large")]
    TooLarge(Amount),
}

impl Amount {
    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.decimals.is_empty()
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
        let atoms = format!("0{}{:0<places$}", self.whole, self.decimals);
        // Only its size can be wrong now.
        let atoms = atoms.parse();
        atoms.map_err(|_| AmountError::TooLarge(self.clone()))
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() && decimals.is_empty() || !digits(whole) || !digits(decimals) {
            return Err(AmountError::Malformed(text.to_owned()));
        }
        Ok(Self {
            whole: whole.trim_start_matches('0').to_owned(),
            decimals: decimals.trim_end_matches('0').to_owned(),
        })
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = match self.whole.as_str() {
            "" => "0",
            whole => whole,
        };
        match self.decimals.as_str() {
            "" => f.write_str(whole),
            decimals => write!(f, "{whole}.{decimals}"),
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
    use crate::amounts;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_are_exact_and_come_back() {
        for (text, decimals, atoms) in [
            ("0", 9, 0),
            ("12.5", 6, 12_500_000),
            ("12.500", 1, 125),
            ("0.000000001", 9, 1),
            (".5", 1, 5),
            ("7.", 0, 7),
            ("007", 0, 7),
            ("18446744073709.551615", 6, u64::MAX),
        ] {
            assert_eq!(amount(text).atoms(decimals), Ok(atoms), "{text}");
            let shown = amounts::tokens(atoms, decimals);
            assert_eq!(amount(text).to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_amount_says_so() {
        for text in ["", ".", "-1", "+1", "1e3", "1.2.3", "one", "1,5"] {
            let error = text.parse::<Amount>().unwrap_err();
            assert_eq!(error, AmountError::Malformed(text.to_owned()));
        }
        let fine = amount("0.1234567").atoms(6).unwrap_err();
        assert_eq!(fine.to_string(), "`0.1234567` has more than 6 decimals");
        for text in ["18446744073709.551616", "99999999999999999999999"] {
            let large = amount(text).atoms(6).unwrap_err();
            assert_eq!(large, AmountError::TooLarge(amount(text)));
        }
    }

    #[test]
    fn numbers_and_texts_mean_the_same() {
        let read = |text: &str| toml::from_str::<std::collections::BTreeMap<String, Amount>>(text);
        let read = read("number = 0.1\ntext = \"0.10\"\nwhole = 3\n").unwrap();
        assert_eq!(read["number"], read["text"]);
        assert_eq!(read["whole"], amount("3"));
    }
}
