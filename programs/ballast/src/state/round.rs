//! The record of one roll, from which receipts are claimed at any later time.

use anchor_lang::prelude::*;

use crate::errors::BallastError;

/// PDA `["round", vault, round]`.
#[account]
#[derive(InitSpace, Debug)]
pub struct Round {
    pub version: u8,
    pub bump: u8,
    pub vault: Pubkey,
    pub round: u64,
    pub rolled_ts: i64,
    /// Base atoms deposited in this round's queue.
    pub deposits: u64,
    /// True if the deposits could not be valued, the oracle being out, and are to be taken back.
    pub deposits_refunded: bool,
    /// Share atoms minted for them.
    pub shares_minted: u64,
    /// Share atoms burned from the withdrawal queue.
    pub shares_burned: u64,
    /// Base atoms set aside for them.
    pub base_paid: u64,
    /// Quote atoms set aside for them (the vault's hedge proceeds, in kind).
    pub quote_paid: u64,
    /// Assets and share supply after the roll: the share price of the record.
    pub base_assets: u64,
    pub quote_assets: u64,
    pub share_supply: u64,
}

impl Round {
    /// Shares of a deposit receipt. Rounded down: the remainder stays in escrow.
    pub fn shares_for_down(&self, deposit: u64) -> Result<u64> {
        pro_rata_down(self.shares_minted, deposit, self.deposits)
    }

    /// Base and quote of a withdrawal receipt. Rounded down: the remainder stays set aside.
    pub fn assets_for_down(&self, shares: u64) -> Result<(u64, u64)> {
        Ok((
            pro_rata_down(self.base_paid, shares, self.shares_burned)?,
            pro_rata_down(self.quote_paid, shares, self.shares_burned)?,
        ))
    }
}

fn pro_rata_down(total: u64, part: u64, whole: u64) -> Result<u64> {
    let share = (total as u128 * part as u128)
        .checked_div(whole as u128)
        .ok_or(BallastError::InvariantBroken)?;
    Ok(u64::try_from(share).map_err(|_| BallastError::InvariantBroken)?)
}
