//! Margin accounts.

use anchor_lang::{
    prelude::Pubkey,
    solana_program::{instruction::Instruction, system_program},
};
use ballast::{accounts, instruction};
use option_risk::units::Kind;

use super::{build, create_token_account};
use crate::address::{MarketKeys, SeriesKeys};

/// Opens the margin account of `owner` for a kind of option.
pub fn open_margin_account(keys: &MarketKeys, owner: &Pubkey, kind: Kind) -> Instruction {
    build(
        accounts::OpenMarginAccount {
            owner: *owner,
            market: keys.market,
            margin_account: keys.margin_account(owner, kind),
            system_program: system_program::ID,
        },
        instruction::OpenMarginAccount { kind: kind as u8 },
    )
}

/// Closes the empty margin account of `owner`.
pub fn close_margin_account(keys: &MarketKeys, owner: &Pubkey, kind: Kind) -> Instruction {
    build(
        accounts::CloseMarginAccount {
            owner: *owner,
            margin_account: keys.margin_account(owner, kind),
        },
        instruction::CloseMarginAccount {},
    )
}

/// Tops up the margin account of `owner` from the collateral account of `depositor`.
pub fn deposit_collateral(
    keys: &MarketKeys,
    depositor: &Pubkey,
    owner: &Pubkey,
    kind: Kind,
    amount: u64,
) -> Instruction {
    build(
        accounts::DepositCollateral {
            depositor: *depositor,
            market: keys.market,
            margin_account: keys.margin_account(owner, kind),
            collateral_mint: keys.collateral_mint(kind),
            source: keys.collateral_account(depositor, kind),
            custody: keys.custody(kind),
            collateral_token_program: keys.collateral_token_program(kind),
        },
        instruction::DepositCollateral { amount },
    )
}

/// Takes collateral out to the owner's collateral account.
pub fn withdraw_collateral(
    keys: &MarketKeys,
    owner: &Pubkey,
    kind: Kind,
    amount: u64,
) -> Instruction {
    build(
        accounts::WithdrawCollateral {
            owner: *owner,
            market: keys.market,
            margin_account: keys.margin_account(owner, kind),
            oracle: keys.oracle,
            collateral_mint: keys.collateral_mint(kind),
            custody: keys.custody(kind),
            destination: keys.collateral_account(owner, kind),
            collateral_token_program: keys.collateral_token_program(kind),
        },
        instruction::WithdrawCollateral { amount },
    )
}

/// Writes options into the owner's option account, which must exist.
pub fn write_option(
    keys: &MarketKeys,
    series: &SeriesKeys,
    owner: &Pubkey,
    contracts: u64,
) -> Instruction {
    build(
        accounts::WriteOption {
            owner: *owner,
            market: keys.market,
            margin_account: keys.margin_account(owner, series.kind),
            oracle: keys.oracle,
            series: series.series,
            option_mint: series.option_mint,
            destination: series.option_account(owner),
            token_program: anchor_spl::token::ID,
        },
        instruction::WriteOption { contracts },
    )
}

/// Burns options of the owner to close a short.
pub fn close_short(
    keys: &MarketKeys,
    series: &SeriesKeys,
    owner: &Pubkey,
    contracts: u64,
) -> Instruction {
    build(
        accounts::CloseShort {
            owner: *owner,
            market: keys.market,
            margin_account: keys.margin_account(owner, series.kind),
            series: series.series,
            option_mint: series.option_mint,
            source: series.option_account(owner),
            token_program: anchor_spl::token::ID,
        },
        instruction::CloseShort { contracts },
    )
}

/// Deposits options of the owner, whose custody account is created first.
pub fn deposit_option(
    keys: &MarketKeys,
    series: &SeriesKeys,
    owner: &Pubkey,
    contracts: u64,
) -> Vec<Instruction> {
    vec![
        create_token_account(
            owner,
            &keys.market,
            &series.option_mint,
            &anchor_spl::token::ID,
        ),
        build(
            accounts::DepositOption {
                owner: *owner,
                market: keys.market,
                margin_account: keys.margin_account(owner, series.kind),
                series: series.series,
                option_mint: series.option_mint,
                source: series.option_account(owner),
                option_custody: series.option_account(&keys.market),
                token_program: anchor_spl::token::ID,
            },
            instruction::DepositOption { contracts },
        ),
    ]
}

/// Takes deposited options out to the owner's option account.
pub fn withdraw_option(
    keys: &MarketKeys,
    series: &SeriesKeys,
    owner: &Pubkey,
    contracts: u64,
) -> Instruction {
    build(
        accounts::WithdrawOption {
            owner: *owner,
            market: keys.market,
            margin_account: keys.margin_account(owner, series.kind),
            oracle: keys.oracle,
            series: series.series,
            option_mint: series.option_mint,
            option_custody: series.option_account(&keys.market),
            destination: series.option_account(owner),
            token_program: anchor_spl::token::ID,
        },
        instruction::WithdrawOption { contracts },
    )
}

/// Cancels the short of `owner` in a series against the options deposited of it.
pub fn net_position(keys: &MarketKeys, series: &SeriesKeys, owner: &Pubkey) -> Instruction {
    build(
        accounts::NetPosition {
            market: keys.market,
            margin_account: keys.margin_account(owner, series.kind),
            series: series.series,
            option_mint: series.option_mint,
            option_custody: series.option_account(&keys.market),
            token_program: anchor_spl::token::ID,
        },
        instruction::NetPosition {},
    )
}
