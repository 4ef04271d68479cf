//! A vault's queues: deposits, withdrawals and their receipts.

use anchor_lang::{
    prelude::Pubkey,
    solana_program::{instruction::Instruction, system_program},
};
use ballast::{accounts, instruction};
use option_risk::units::Kind;

use super::super::build;
use crate::address::{MarketKeys, VaultKeys};

/// Queues collateral in round `round`, the vault's current one.
pub fn queue_deposit(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
    amount: u64,
) -> Instruction {
    build(
        accounts::QueueDeposit {
            owner: *owner,
            market: keys.market,
            vault: vault.vault,
            receipt: vault.deposit_receipt(owner, round),
            collateral_mint: keys.collateral_mint(vault.kind),
            source: keys.collateral_account(owner, vault.kind),
            collateral_account: vault.collateral_account(),
            collateral_token_program: keys.collateral_token_program(vault.kind),
            system_program: system_program::ID,
        },
        instruction::QueueDeposit { amount },
    )
}

/// Takes up to `amount` of the deposit queued in `round`, the vault's current one, back.
pub fn cancel_deposit(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
    amount: u64,
) -> Instruction {
    take_deposit_back(keys, vault, owner, round, None, amount)
}

/// Takes the deposit of a rolled round back that was not taken, whole.
pub fn reclaim_deposit(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
) -> Instruction {
    let record = Some(vault.round(round));
    take_deposit_back(keys, vault, owner, round, record, u64::MAX)
}

fn take_deposit_back(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
    record: Option<Pubkey>,
    amount: u64,
) -> Instruction {
    build(
        accounts::CancelDeposit {
            owner: *owner,
            market: keys.market,
            vault: vault.vault,
            receipt: vault.deposit_receipt(owner, round),
            round: record,
            collateral_mint: keys.collateral_mint(vault.kind),
            collateral_account: vault.collateral_account(),
            destination: keys.collateral_account(owner, vault.kind),
            collateral_token_program: keys.collateral_token_program(vault.kind),
        },
        instruction::CancelDeposit { amount },
    )
}

/// Claims the shares of the deposit rolled in `round` into the owner's share account, which must exist.
pub fn claim_shares(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
) -> Instruction {
    build(
        accounts::ClaimShares {
            owner: *owner,
            market: keys.market,
            vault: vault.vault,
            receipt: vault.deposit_receipt(owner, round),
            round: vault.round(round),
            share_mint: vault.share_mint,
            share_escrow: vault.share_escrow,
            destination: vault.share_account(owner),
            token_program: anchor_spl::token::ID,
        },
        instruction::ClaimShares {},
    )
}

/// Queues shares in round `round`, the vault's current one.
pub fn queue_withdrawal(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
    shares: u64,
) -> Instruction {
    build(
        accounts::QueueWithdrawal {
            owner: *owner,
            market: keys.market,
            vault: vault.vault,
            receipt: vault.withdrawal_receipt(owner, round),
            share_mint: vault.share_mint,
            source: vault.share_account(owner),
            share_escrow: vault.share_escrow,
            token_program: anchor_spl::token::ID,
            system_program: system_program::ID,
        },
        instruction::QueueWithdrawal { shares },
    )
}

/// Takes up to `shares` queued in `round` back.
pub fn cancel_withdrawal(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
    shares: u64,
) -> Instruction {
    build(
        accounts::CancelWithdrawal {
            owner: *owner,
            market: keys.market,
            vault: vault.vault,
            receipt: vault.withdrawal_receipt(owner, round),
            share_mint: vault.share_mint,
            share_escrow: vault.share_escrow,
            destination: vault.share_account(owner),
            token_program: anchor_spl::token::ID,
        },
        instruction::CancelWithdrawal { shares },
    )
}

/// Claims the assets of the withdrawal rolled in `round`.
pub fn claim_withdrawal(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
) -> Instruction {
    build(
        accounts::ClaimWithdrawal {
            owner: *owner,
            market: keys.market,
            vault: vault.vault,
            receipt: vault.withdrawal_receipt(owner, round),
            round: vault.round(round),
            base_mint: keys.base_mint,
            quote_mint: keys.quote_mint,
            base_account: vault.base_account,
            quote_account: vault.quote_account,
            base_destination: keys.collateral_account(owner, Kind::Call),
            quote_destination: keys.collateral_account(owner, Kind::Put),
            base_token_program: keys.base_token_program,
            quote_token_program: keys.quote_token_program,
        },
        instruction::ClaimWithdrawal {},
    )
}
