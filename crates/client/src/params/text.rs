//! Addresses, feeds and option kinds as a file writes them.

use anchor_lang::prelude::Pubkey;
use ballast::oracle::OracleKind;
use option_risk::units::Kind;
use serde::{de::Error, Deserialize, Deserializer};

pub fn key<'de, D: Deserializer<'de>>(source: D) -> Result<Pubkey, D::Error> {
    address(&String::deserialize(source)?).map_err(D::Error::custom)
}

pub fn some_key<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Pubkey>, D::Error> {
    key(source).map(Some)
}

pub fn kind<'de, D: Deserializer<'de>>(source: D) -> Result<Kind, D::Error> {
    match String::deserialize(source)?.as_str() {
        "call" => Ok(Kind::Call),
        "put" => Ok(Kind::Put),
        other => Err(D::Error::custom(format!(
            "`{other}` is neither call nor put"
        ))),
    }
}

/// A feed of a kind: 64 hexadecimal digits for the receiver's, an address for the legacy one's.
pub fn feed(kind: OracleKind, text: &str) -> Result<[u8; 32], String> {
    match kind {
        OracleKind::Receiver => {
            feed_id(text).ok_or_else(|| format!("`{text}` is no feed id of 64 hexadecimal digits"))
        }
        OracleKind::Legacy => address(text).map(|key| key.to_bytes()),
    }
}

/// A feed as a file writes it: what `feed` reads.
pub fn feed_text(kind: OracleKind, feed: &[u8; 32]) -> String {
    match kind {
        OracleKind::Receiver => feed.iter().map(|byte| format!("{byte:02x}")).collect(),
        OracleKind::Legacy => Pubkey::new_from_array(*feed).to_string(),
    }
}

/// A feed of either kind.
pub fn any_feed(text: &str) -> Result<[u8; 32], String> {
    feed_id(text).map_or_else(|| feed(OracleKind::Legacy, text), Ok)
}

fn feed_id(text: &str) -> Option<[u8; 32]> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut id = [0; 32];
    for (byte, at) in id.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&digits[at..at + 2], 16).ok()?;
    }
    Some(id)
}

fn address(text: &str) -> Result<Pubkey, String> {
    text.parse().map_err(|_| format!("`{text}` is no address"))
}
