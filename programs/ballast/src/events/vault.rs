//! Queues, rounds, sales and orders of vaults.

use anchor_lang::prelude::*;

use super::EventHeader;
use crate::state::Amounts;

/// Something was queued (`cancelled`: taken back) with a vault.
#[event]
#[derive(Clone, Debug)]
pub struct QueueChanged {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub owner: Pubkey,
    pub round: u64,
    /// Collateral atoms of a deposit, share atoms of a withdrawal.
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
    /// They were set aside to be taken back.
    pub deposits_refunded: bool,
    pub shares_minted: u64,
    /// Collateral atoms the fees were worth.
    pub fee: u64,
    /// Shares minted for them.
    pub fee_shares: u64,
    pub shares_burned: u64,
    pub paid: Amounts,
    pub assets: Amounts,
    pub share_supply: u64,
}

/// The shares of a vault's fees were handed to their recipient.
#[event]
#[derive(Clone, Debug)]
pub struct FeesClaimed {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub recipient: Pubkey,
    pub shares: u64,
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

/// Two vaults traded with each other at the oracle's price.
#[event]
#[derive(Clone, Debug)]
pub struct HedgesCrossed {
    pub header: EventHeader,
    pub seller: Pubkey,
    pub buyer: Pubkey,
    pub base_atoms: u64,
    pub quote_atoms: u64,
    pub price: u64,
}

/// A vault opened an order to buy its options back.
#[event]
#[derive(Clone, Debug)]
pub struct BuybackOpened {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub contracts: u64,
    pub expires_ts: i64,
}

/// A vault bought options back, which were burned.
#[event]
#[derive(Clone, Debug)]
pub struct BuybackFilled {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub holder: Pubkey,
    pub contracts: u64,
    pub premium: u64,
}

/// Orders of a vault that were over were closed; what each had left.
#[event]
#[derive(Clone, Debug)]
pub struct OrdersClosed {
    pub header: EventHeader,
    pub vault: Pubkey,
    /// Base atoms of the hedge.
    pub base_atoms: u64,
    /// Contracts of the buy-back.
    pub contracts: u64,
}
