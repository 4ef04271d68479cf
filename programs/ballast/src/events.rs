//! What happened, in the past tense. Every event of a market carries the same
//! header, and so does every event of governance.

mod governance;
mod sensing;

use anchor_lang::prelude::*;

pub use governance::*;
pub use sensing::*;

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

/// Collateral moved into (`deposited`) or out of a margin account.
#[event]
#[derive(Clone, Debug)]
pub struct CollateralMoved {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub amount: u64,
    pub deposited: bool,
    pub collateral_after: u64,
}

/// A writer minted options against margin.
#[event]
#[derive(Clone, Debug)]
pub struct OptionWritten {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    pub required: u64,
}

/// A writer burned options and closed part of a short.
#[event]
#[derive(Clone, Debug)]
pub struct ShortClosed {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    pub contracts_after: u64,
}

/// A liquidator took over part of a short together with collateral.
#[event]
#[derive(Clone, Debug)]
pub struct AccountLiquidated {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub liquidator: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    /// Collateral that left the account, insurance fee included.
    pub payment: u64,
    /// Part of the payment above the options' mark that the liquidator keeps.
    pub bonus: u64,
    pub insurance_fee: u64,
    pub health_before_bps: u64,
    pub health_after_bps: u64,
}

/// The settlement price of a series was fixed.
#[event]
#[derive(Clone, Debug)]
pub struct SeriesSettled {
    pub header: EventHeader,
    pub series: Pubkey,
    pub settlement_price: u64,
    pub open_shorts: u64,
}

/// A short paid its payoff into the series' pool.
#[event]
#[derive(Clone, Debug)]
pub struct ShortSettled {
    pub header: EventHeader,
    pub account: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    pub payoff: u64,
    pub from_insurance: u64,
    /// What neither the account nor the insurance fund could pay.
    pub shortfall: u64,
}

/// Options were redeemed for their payoff.
#[event]
#[derive(Clone, Debug)]
pub struct OptionRedeemed {
    pub header: EventHeader,
    pub series: Pubkey,
    pub holder: Pubkey,
    pub contracts: u64,
    pub payout: u64,
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
