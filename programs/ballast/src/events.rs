//! What happened, in the past tense. Every event of a market carries the same
//! header, and so does every event of governance.

mod governance;
mod liquidation;
mod margin;
mod sensing;
mod settlement;

use anchor_lang::prelude::*;

pub use governance::*;
pub use liquidation::*;
pub use margin::*;
pub use sensing::*;
pub use settlement::*;

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

/// Something was queued (`cancelled`: taken back) with a vault.
#[event]
#[derive(Clone, Debug)]
pub struct QueueChanged {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub owner: Pubkey,
    pub round: u64,
    /// Base atoms of a deposit, share atoms of a withdrawal.
    pub amount: u64,
    pub withdrawal: bool,
    pub cancelled: bool,
}

/// A receipt was claimed.
#[event]
#[derive(Clone, Debug)]
pub struct ReceiptClaimed {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub owner: Pubkey,
    pub round: u64,
    pub shares: u64,
    pub base: u64,
    pub quote: u64,
}

/// A vault's queues were settled and the next round begun.
#[event]
#[derive(Clone, Debug)]
pub struct RoundRolled {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub round: u64,
    pub deposits: u64,
    pub shares_minted: u64,
    pub shares_burned: u64,
    pub base_paid: u64,
    pub quote_paid: u64,
    pub base_assets: u64,
    pub quote_assets: u64,
    pub share_supply: u64,
}

/// A vault's sale began.
#[event]
#[derive(Clone, Debug)]
pub struct SaleStarted {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub series: Pubkey,
    pub strike: u64,
    pub expiry_ts: i64,
    pub contracts: u64,
}

/// Options were bought from a vault's sale.
#[event]
#[derive(Clone, Debug)]
pub struct OptionBought {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub buyer: Pubkey,
    pub contracts: u64,
    pub premium: u64,
    pub insurance_share: u64,
}

/// A vault's sale ended; what was not sold was burned.
#[event]
#[derive(Clone, Debug)]
pub struct SaleEnded {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub sold: u64,
    pub burned: u64,
}

/// A vault opened a hedge order.
#[event]
#[derive(Clone, Debug)]
pub struct HedgeOpened {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub side: u8,
    pub base_atoms: u64,
    pub expires_ts: i64,
}

/// A hedge order was filled in whole or in part.
#[event]
#[derive(Clone, Debug)]
pub struct HedgeFilled {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub filler: Pubkey,
    pub side: u8,
    pub base_atoms: u64,
    pub quote_atoms: u64,
    pub price: u64,
}
