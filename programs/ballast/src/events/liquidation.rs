//! Liquidations, backstops and the insurance fund.

use anchor_lang::prelude::*;

use super::EventHeader;

/// A liquidator took over part of a short, or burned options for it, against collateral.
#[event]
#[derive(Clone, Debug)]
pub struct AccountLiquidated {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    /// The margin account that takes over; the wallet that burns.
    pub liquidator: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    /// Whether options were burned for it.
    pub burned: bool,
    /// Bonus of the auction at that moment, bps of the requirement freed.
    pub bonus_bps: u32,
    /// Collateral that left the account, insurance fee included.
    pub payment: u64,
    /// Part of the payment above the options' mark that the liquidator keeps.
    pub bonus: u64,
    pub insurance_fee: u64,
    pub health_before_bps: u64,
    pub health_after_bps: u64,
}

/// A liquidation auction of an account began.
#[event]
#[derive(Clone, Debug)]
pub struct AccountFlagged {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub collateral: u64,
    pub required: u64,
    /// Index of the worst scenario of the margin grid.
    pub worst: u8,
}

/// The liquidation auction of an account ended, the account being healthy.
#[event]
#[derive(Clone, Debug)]
pub struct AccountUnflagged {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub collateral: u64,
    pub required: u64,
}

/// The insurance fund's account took over a position, with all collateral left, of an account that is worth nothing.
#[event]
#[derive(Clone, Debug)]
pub struct AccountBackstopped {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub series: Pubkey,
    pub short: u64,
    pub long: u64,
    pub collateral: u64,
    /// Value of the account's shorts at the mark, before.
    pub mark: u64,
}

/// Somebody added to the insurance fund, or (`from_backstop`) its own account returned what it no longer needs.
#[event]
#[derive(Clone, Debug)]
pub struct InsuranceFunded {
    pub header: EventHeader,
    /// Of the collateral: base for calls, quote for puts.
    pub kind: u8,
    pub funder: Pubkey,
    pub amount: u64,
    pub from_backstop: bool,
    pub fund_after: u64,
}
