//! What happened to margin accounts.

use anchor_lang::prelude::*;

use super::EventHeader;

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

/// Options moved into (`deposited`) or out of a margin account.
#[event]
#[derive(Clone, Debug)]
pub struct OptionsMoved {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    pub deposited: bool,
    pub long_after: u64,
}
