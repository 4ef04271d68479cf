//! Receipts of what is queued with a vault.

use anchor_lang::prelude::*;

use super::Version;

/// PDA `["deposit", vault, owner, round]`: collateral queued in a round; burned
/// when claimed as shares or taken back whole.
#[account]
#[derive(InitSpace, Debug)]
pub struct DepositReceipt {
    pub version: Version,
    pub bump: u8,
    pub vault: Pubkey,
    pub owner: Pubkey,
    pub round: u64,
    /// Collateral atoms.
    pub amount: u64,
}

/// PDA `["withdrawal", vault, owner, round]`: shares queued in a round; burned
/// when claimed as assets or taken back whole.
#[account]
#[derive(InitSpace, Debug)]
pub struct WithdrawalReceipt {
    pub version: Version,
    pub bump: u8,
    pub vault: Pubkey,
    pub owner: Pubkey,
    pub round: u64,
    /// Share atoms.
    pub shares: u64,
}
