//! Expired series.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast::{accounts, instruction};

use super::build;
use crate::address::{MarketKeys, SeriesKeys, VaultKeys};

/// Fixes the settlement price of a series.
pub fn settle_series(keys: &MarketKeys, series: &SeriesKeys) -> Instruction {
    build(
        accounts::SettleSeries {
            market: keys.market,
            series: series.series,
        },
        instruction::SettleSeries {},
    )
}

/// Settles the short of `owner` in a series.
pub fn settle_short(keys: &MarketKeys, series: &SeriesKeys, owner: &Pubkey) -> Instruction {
    let kind = series.kind;
    build(
        accounts::SettleShort {
            market: keys.market,
            series: series.series,
            margin_account: keys.margin_account(owner, kind),
            collateral_mint: keys.collateral_mint(kind),
            custody: keys.custody(kind),
            insurance_authority: keys.insurance_authority(),
            insurance: keys.insurance(kind),
            pool: series.pool,
            collateral_token_program: keys.collateral_token_program(kind),
        },
        instruction::SettleShort {},
    )
}

/// Redeems the options that the margin account of `owner` holds of a series into its collateral.
pub fn settle_long(keys: &MarketKeys, series: &SeriesKeys, owner: &Pubkey) -> Instruction {
    let kind = series.kind;
    build(
        accounts::SettleLong {
            market: keys.market,
            series: series.series,
            margin_account: keys.margin_account(owner, kind),
            option_mint: series.option_mint,
            option_custody: series.option_account(&keys.market),
            collateral_mint: keys.collateral_mint(kind),
            custody: keys.custody(kind),
            pool: series.pool,
            token_program: anchor_spl::token::ID,
            collateral_token_program: keys.collateral_token_program(kind),
        },
        instruction::SettleLong {},
    )
}

/// Shows the market the first print at or after an expiry; `keys.oracle` is the account that holds it.
pub fn pin_settlement(keys: &MarketKeys, expiry_ts: i64) -> Instruction {
    build(
        accounts::PinSettlement {
            market: keys.market,
            oracle: keys.oracle,
        },
        instruction::PinSettlement { expiry_ts },
    )
}

/// Settles the calls of a vault.
pub fn settle_vault(keys: &MarketKeys, vault: &VaultKeys, series: &SeriesKeys) -> Instruction {
    build(
        accounts::SettleVault {
            market: keys.market,
            vault: vault.vault,
            series: series.series,
            collateral_mint: keys.collateral_mint(vault.kind),
            collateral_account: vault.collateral_account(),
            pool: series.pool,
            collateral_token_program: keys.collateral_token_program(vault.kind),
        },
        instruction::SettleVault {},
    )
}

/// Burns options of `holder` for their payoff.
pub fn redeem_option(
    keys: &MarketKeys,
    series: &SeriesKeys,
    holder: &Pubkey,
    contracts: u64,
) -> Instruction {
    let kind = series.kind;
    build(
        accounts::RedeemOption {
            holder: *holder,
            market: keys.market,
            series: series.series,
            option_mint: series.option_mint,
            source: series.option_account(holder),
            collateral_mint: keys.collateral_mint(kind),
            pool: series.pool,
            destination: keys.collateral_account(holder, kind),
            token_program: anchor_spl::token::ID,
            collateral_token_program: keys.collateral_token_program(kind),
        },
        instruction::RedeemOption { contracts },
    )
}
