//! Liquidations and the insurance fund.

use anchor_lang::{
    prelude::Pubkey,
    solana_program::{instruction::Instruction, system_program},
};
use ballast::{accounts, instruction};
use option_risk::units::Kind;

use super::build;
use crate::address::{MarketKeys, SeriesKeys};

/// Starts the liquidation auction of the unhealthy account of `owner`.
pub fn flag_account(keys: &MarketKeys, owner: &Pubkey, kind: Kind) -> Instruction {
    build(
        accounts::FlagAccount {
            market: keys.market,
            oracle: keys.oracle,
            margin_account: keys.margin_account(owner, kind),
        },
        instruction::FlagAccount {},
    )
}

/// Ends the liquidation auction of the account of `owner`, which is healthy again.
pub fn unflag_account(keys: &MarketKeys, owner: &Pubkey, kind: Kind) -> Instruction {
    build(
        accounts::UnflagAccount {
            market: keys.market,
            oracle: keys.oracle,
            margin_account: keys.margin_account(owner, kind),
        },
        instruction::UnflagAccount {},
    )
}

/// Takes over up to `max_contracts` of an unhealthy account's short in a series.
pub fn liquidate(
    keys: &MarketKeys,
    series: &SeriesKeys,
    liquidator: &Pubkey,
    owner: &Pubkey,
    max_contracts: u64,
) -> Instruction {
    let kind = series.kind;
    build(
        accounts::Liquidate {
            liquidator: *liquidator,
            market: keys.market,
            oracle: keys.oracle,
            margin_account: keys.margin_account(owner, kind),
            liquidator_account: keys.margin_account(liquidator, kind),
            series: series.series,
            collateral_mint: keys.collateral_mint(kind),
            custody: keys.custody(kind),
            insurance: keys.insurance(kind),
            collateral_token_program: keys.collateral_token_program(kind),
        },
        instruction::Liquidate { max_contracts },
    )
}

/// Burns up to `max_contracts` options of `liquidator` against an unhealthy account's short, for `min_payment` at least.
pub fn liquidate_with_options(
    keys: &MarketKeys,
    series: &SeriesKeys,
    liquidator: &Pubkey,
    owner: &Pubkey,
    max_contracts: u64,
    min_payment: u64,
) -> Instruction {
    let kind = series.kind;
    build(
        accounts::LiquidateWithOptions {
            liquidator: *liquidator,
            market: keys.market,
            oracle: keys.oracle,
            margin_account: keys.margin_account(owner, kind),
            series: series.series,
            option_mint: series.option_mint,
            source: series.option_account(liquidator),
            collateral_mint: keys.collateral_mint(kind),
            custody: keys.custody(kind),
            destination: keys.collateral_account(liquidator, kind),
            insurance: keys.insurance(kind),
            token_program: anchor_spl::token::ID,
            collateral_token_program: keys.collateral_token_program(kind),
        },
        instruction::LiquidateWithOptions {
            max_contracts,
            min_payment,
        },
    )
}

/// Opens the insurance fund's margin account for a kind of option.
pub fn open_backstop(keys: &MarketKeys, payer: &Pubkey, kind: Kind) -> Instruction {
    build(
        accounts::OpenBackstop {
            payer: *payer,
            market: keys.market,
            insurance_authority: keys.insurance_authority(),
            backstop_account: keys.backstop_account(kind),
            system_program: system_program::ID,
        },
        instruction::OpenBackstop { kind: kind as u8 },
    )
}

/// Moves the position in a series of the worthless account of `owner` to the insurance fund's account.
pub fn backstop_account(keys: &MarketKeys, series: &SeriesKeys, owner: &Pubkey) -> Instruction {
    build(
        accounts::BackstopAccount {
            market: keys.market,
            oracle: keys.oracle,
            margin_account: keys.margin_account(owner, series.kind),
            insurance_authority: keys.insurance_authority(),
            backstop_account: keys.backstop_account(series.kind),
            series: series.series,
        },
        instruction::BackstopAccount {},
    )
}

/// Returns what the insurance fund's account holds to the fund.
pub fn sweep_backstop(keys: &MarketKeys, kind: Kind) -> Instruction {
    build(
        accounts::SweepBackstop {
            market: keys.market,
            insurance_authority: keys.insurance_authority(),
            backstop_account: keys.backstop_account(kind),
            collateral_mint: keys.collateral_mint(kind),
            custody: keys.custody(kind),
            insurance: keys.insurance(kind),
            collateral_token_program: keys.collateral_token_program(kind),
        },
        instruction::SweepBackstop {},
    )
}

/// Adds collateral of `funder` to the insurance fund of a kind of option.
pub fn fund_insurance(keys: &MarketKeys, funder: &Pubkey, kind: Kind, amount: u64) -> Instruction {
    build(
        accounts::FundInsurance {
            funder: *funder,
            market: keys.market,
            collateral_mint: keys.collateral_mint(kind),
            source: keys.collateral_account(funder, kind),
            insurance: keys.insurance(kind),
            collateral_token_program: keys.collateral_token_program(kind),
        },
        instruction::FundInsurance {
            kind: kind as u8,
            amount,
        },
    )
}
