//! What one wallet has in a vault.

use anchor_lang::prelude::Pubkey;
use anyhow::Result;
use ballast_client::{
    ballast::state::{DepositReceipt, Vault, WithdrawalReceipt},
    VaultKeys,
};
use option_risk::shares::assets_for_shares_down;
use serde::Serialize;

use super::view::Tokens;
use crate::rpc::{told, Desk};

/// Shares and receipts. Amounts are atoms.
#[derive(Serialize)]
pub struct Holding {
    pub owner: String,
    pub shares: u64,
    /// Of the shares, in collateral.
    pub worth: u64,
    pub deposits: Vec<Deposit>,
    pub withdrawals: Vec<Withdrawal>,
}

/// A deposit receipt.
#[derive(Serialize)]
pub struct Deposit {
    pub round: u64,
    pub amount: u64,
    /// `queued`, `claimable`, or `refunded`: not taken, and to be taken back.
    pub state: &'static str,
    /// To be claimed.
    pub shares: Option<u64>,
}

/// A withdrawal receipt.
#[derive(Serialize)]
pub struct Withdrawal {
    pub round: u64,
    pub shares: u64,
    /// `queued` or `claimable`.
    pub state: &'static str,
    /// To be claimed.
    pub assets: Option<Tokens>,
}

/// Reads a wallet's shares and receipts; the vault's assets are `worth` for `share_supply`.
pub fn holding(
    desk: &Desk,
    keys: &VaultKeys,
    vault: &Vault,
    owner: &Pubkey,
    worth: u64,
    share_supply: u64,
) -> Result<Holding> {
    let shares = desk.node.tokens(&keys.share_account(owner))?;
    let receipts = desk.receipts(&keys.vault, owner)?;
    let deposits = receipts.deposits.iter();
    let withdrawals = receipts.withdrawals.iter();
    Ok(Holding {
        owner: owner.to_string(),
        shares,
        worth: assets_for_shares_down(shares, worth, share_supply)?,
        deposits: deposits
            .map(|receipt| deposit(desk, keys, vault, receipt))
            .collect::<Result<_>>()?,
        withdrawals: withdrawals
            .map(|receipt| withdrawal(desk, keys, vault, receipt))
            .collect::<Result<_>>()?,
    })
}

fn deposit(
    desk: &Desk,
    keys: &VaultKeys,
    vault: &Vault,
    receipt: &DepositReceipt,
) -> Result<Deposit> {
    let (mut state, mut shares) = ("queued", None);
    if receipt.round < vault.book.round {
        let mut record = desk.round(keys, receipt.round)?;
        state = "refunded";
        if !record.deposits_refunded {
            state = "claimable";
            shares = Some(told(record.unclaimed.claim_shares(receipt.amount))?);
        }
    }
    Ok(Deposit {
        round: receipt.round,
        amount: receipt.amount,
        state,
        shares,
    })
}

fn withdrawal(
    desk: &Desk,
    keys: &VaultKeys,
    vault: &Vault,
    receipt: &WithdrawalReceipt,
) -> Result<Withdrawal> {
    let (mut state, mut assets) = ("queued", None);
    if receipt.round < vault.book.round {
        let mut record = desk.round(keys, receipt.round)?;
        state = "claimable";
        assets = Some(Tokens::of(&told(
            record.unclaimed.claim_assets(receipt.shares),
        )?));
    }
    Ok(Withdrawal {
        round: receipt.round,
        shares: receipt.shares,
        state,
        assets,
    })
}
