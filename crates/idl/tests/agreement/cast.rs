//! Whom and what the vectors are about: arbitrary, but always the same.

use anchor_lang::prelude::Pubkey;
use ballast_client::{address, MarketKeys, SeriesKeys, VaultKeys};
use option_risk::units::Kind;

/// An arbitrary key.
pub const fn key(seed: u8) -> Pubkey {
    Pubkey::new_from_array([seed; 32])
}

pub const CREATOR: Pubkey = key(1);
pub const OWNER: Pubkey = key(2);
pub const OTHER: Pubkey = key(3);
pub const RECIPIENT: Pubkey = key(4);
/// The feed of the market's creation.
pub const FEED: [u8; 32] = [9; 32];
pub const STRIKE: u64 = 21_000_000_000;
pub const EXPIRY_TS: i64 = 1_795_420_800;
pub const ROUND: u64 = 41;
pub const INDEX: u64 = 7;
/// More than 32 bits hold.
pub const AMOUNT: u64 = 1_234_567_890_123;

/// A market of one SPL Token mint and one Token-2022 mint.
pub fn market() -> MarketKeys {
    MarketKeys::derive(
        address::protocol(&CREATOR),
        (key(5), anchor_spl::token::ID),
        (key(6), anchor_spl::token_2022::ID),
        key(7),
        &FEED,
    )
}

pub fn series(kind: Kind) -> SeriesKeys {
    SeriesKeys::derive(&market(), kind, STRIKE, EXPIRY_TS)
}

pub fn vault(id: u16, kind: Kind) -> VaultKeys {
    VaultKeys::derive(&market(), id, kind)
}
