//! What happened to expired series.

use anchor_lang::prelude::*;

use super::EventHeader;

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
    /// What the series could not pay, bps of the payoff; 0 for a series paid in full.
    pub haircut_bps: u32,
}

/// Options held in a margin account were redeemed into its collateral.
#[event]
#[derive(Clone, Debug)]
pub struct LongSettled {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    pub payout: u64,
    pub haircut_bps: u32,
}

/// The first print at or after an expiry was shown to a market that had not seen enough of them.
#[event]
#[derive(Clone, Debug)]
pub struct SettlementPinned {
    pub header: EventHeader,
    pub expiry_ts: i64,
    pub price: u64,
    pub publish_ts: i64,
}
