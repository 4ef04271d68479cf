//! The record of one roll, from which receipts are claimed at any later time.

use anchor_lang::prelude::*;

use super::{Amounts, Outcome, Version};
use crate::errors::BallastError;

/// PDA `["round", vault, round]`.
#[account]
#[derive(InitSpace, Debug)]
pub struct Round {
    pub version: Version,
    pub bump: u8,
    pub vault: Pubkey,
    pub round: u64,
    pub rolled_ts: i64,
    /// Collateral atoms deposited in this round's queue.
    pub deposits: u64,
    /// True if the deposits were not taken and are to be taken back: the oracle
    /// was out and they could not be valued, or the vault is being wound down.
    pub deposits_refunded: bool,
    /// Share atoms minted for them.
    pub shares_minted: u64,
    /// Share atoms minted for fees before the queues were settled.
    pub fee_shares: u64,
    /// Share atoms burned from the withdrawal queue.
    pub shares_burned: u64,
    /// Set aside for them, in kind.
    pub paid: Amounts,
    /// Assets and share supply after the roll: the share price of the record.
    pub assets: Amounts,
    pub share_supply: u64,
    /// The market's last price then, feed units: what values assets that are not collateral.
    pub price: u64,
    /// How the options of the round that ended here fared; all zero if none were sold.
    pub outcome: Outcome,
    /// What has not been claimed yet.
    pub unclaimed: Unclaimed,
}

/// Of a round's receipts those that have not been claimed, and what is there for them.
///
/// Each claim takes its share of what is left, rounded down, so that the last one takes the rest: nothing stays behind
/// that nobody is owed.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct Unclaimed {
    /// Collateral atoms of deposit receipts, and shares for them.
    pub deposits: u64,
    pub shares: u64,
    /// Share atoms of withdrawal receipts, and assets for them.
    pub withdrawn: u64,
    pub assets: Amounts,
}

impl Unclaimed {
    /// Takes the shares of a deposit receipt.
    pub fn claim_shares(&mut self, deposit: u64) -> Result<u64> {
        let shares = part_down(self.shares, deposit, self.deposits)?;
        self.deposits -= deposit; // no more than all of them, or `part_down` fails
        self.shares -= shares;
        Ok(shares)
    }

    /// Takes a deposit receipt back that was not taken.
    pub fn take_back(&mut self, deposit: u64) -> Result<()> {
        let left = self.deposits.checked_sub(deposit);
        self.deposits = left.ok_or(BallastError::InvariantBroken)?;
        Ok(())
    }

    /// Takes the assets of a withdrawal receipt.
    pub fn claim_assets(&mut self, shares: u64) -> Result<Amounts> {
        let assets = Amounts {
            base: part_down(self.assets.base, shares, self.withdrawn)?,
            quote: part_down(self.assets.quote, shares, self.withdrawn)?,
        };
        self.withdrawn -= shares; // as above
        self.assets.base -= assets.base;
        self.assets.quote -= assets.quote;
        Ok(assets)
    }
}

/// `total x part / whole`, at most the total.
fn part_down(total: u64, part: u64, whole: u64) -> Result<u64> {
    require!(part <= whole && whole > 0, BallastError::InvariantBroken);
    let share = total as u128 * part as u128 / whole as u128;
    Ok(share as u64) // at most `total`
}
