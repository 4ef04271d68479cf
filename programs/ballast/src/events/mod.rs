//! What happened, in the past tense. Every event of a market carries the same
//! header, and so does every event of governance.

mod governance;
mod liquidation;
mod margin;
mod sensing;
mod settlement;
mod vault;

use anchor_lang::prelude::*;

pub use governance::*;
pub use liquidation::*;
pub use margin::*;
pub use sensing::*;
pub use settlement::*;
pub use vault::*;

/// Where and when an event happened; `sequence` counts a market's events without gaps.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventHeader {
    pub market: Pubkey,
    pub slot: u64,
    pub ts: i64,
    pub sequence: u64,
}

/// A market was created.
#[event]
#[derive(Clone, Debug)]
pub struct MarketCreated {
    pub header: EventHeader,
    pub protocol: Pubkey,
    pub base_mint: Pubkey,
    pub quote_mint: Pubkey,
    pub price: u64,
    pub price_exponent: i32,
}

/// A series was created.
#[event]
#[derive(Clone, Debug)]
pub struct SeriesCreated {
    pub header: EventHeader,
    pub series: Pubkey,
    pub kind: u8,
    pub strike: u64,
    pub expiry_ts: i64,
}
