//! What one wallet has in a vault.

use anchor_lang::prelude::Pubkey;
use anyhow::Result;
use ballast_client::{
    ballast::state::{Round, Vault},
    reports::{self, Deposit, Withdrawal},
    VaultKeys,
};
use option_risk::shares::assets_for_shares_down;
use serde::Serialize;

use crate::rpc::{refused, Desk};

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
    let record = |round: u64| -> Result<Option<Round>> {
        let is_rolled = round < vault.book.round;
        is_rolled.then(|| desk.round(keys, round)).transpose()
    };
    let deposits = receipts.deposits.iter().map(|receipt| {
        reports::deposit(vault, receipt, record(receipt.round)?.as_ref()).map_err(refused)
    });
    let withdrawals = receipts.withdrawals.iter().map(|receipt| {
        reports::withdrawal(vault, receipt, record(receipt.round)?.as_ref()).map_err(refused)
    });
    Ok(Holding {
        owner: owner.to_string(),
        shares,
        worth: assets_for_shares_down(shares, worth, share_supply)?,
        deposits: deposits.collect::<Result<_>>()?,
        withdrawals: withdrawals.collect::<Result<_>>()?,
    })
}
