//! An address as text, or none.

use std::str::FromStr;

use anchor_lang::prelude::Pubkey;
use serde::{de::Error, Deserialize, Deserializer, Serializer};

pub fn serialize<S: Serializer>(
    address: &Option<Pubkey>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match address {
        Some(address) => serializer.serialize_str(&address.to_string()),
        None => serializer.serialize_none(),
    }
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Pubkey>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let address = Pubkey::from_str(&text);
    address
        .map(Some)
        .map_err(|_| D::Error::custom(format!("`{text}` is no address")))
}
