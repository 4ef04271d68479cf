//! A vault's orders: hedges and buy-backs.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast::{accounts, instruction, instructions::FillHedgeArgs};
use option_risk::{hedge::Side, units::Kind};

use super::super::build;
use crate::address::{MarketKeys, SeriesKeys, VaultKeys};

/// Opens the vault's hedge order.
pub fn open_hedge(keys: &MarketKeys, vault: &VaultKeys) -> Instruction {
    build(
        accounts::OpenHedge {
            market: keys.market,
            oracle: keys.oracle,
            vault: vault.vault,
        },
        instruction::OpenHedge {},
    )
}

/// Fills the vault's hedge order of `side`, up to `max_base` atoms, with the filler's collateral accounts.
/// `price_limit`, feed units: the most paid per base if the vault sells, the least received if it buys.
pub fn fill_hedge(
    keys: &MarketKeys,
    vault: &VaultKeys,
    filler: &Pubkey,
    side: Side,
    max_base: u64,
    price_limit: u64,
) -> Instruction {
    build(
        accounts::FillHedge {
            filler: *filler,
            market: keys.market,
            oracle: keys.oracle,
            vault: vault.vault,
            base_mint: keys.base_mint,
            quote_mint: keys.quote_mint,
            base_account: vault.base_account,
            quote_account: vault.quote_account,
            filler_base: keys.collateral_account(filler, Kind::Call),
            filler_quote: keys.collateral_account(filler, Kind::Put),
            base_token_program: keys.base_token_program,
            quote_token_program: keys.quote_token_program,
        },
        instruction::FillHedge {
            args: FillHedgeArgs {
                side: side as u8,
                max_base,
                price_limit,
            },
        },
    )
}

/// Crosses the hedges of two vaults that want opposite sides.
pub fn cross_hedges(keys: &MarketKeys, seller: &VaultKeys, buyer: &VaultKeys) -> Instruction {
    build(
        accounts::CrossHedges {
            market: keys.market,
            oracle: keys.oracle,
            seller: seller.vault,
            buyer: buyer.vault,
            base_mint: keys.base_mint,
            quote_mint: keys.quote_mint,
            seller_base: seller.base_account,
            seller_quote: seller.quote_account,
            buyer_base: buyer.base_account,
            buyer_quote: buyer.quote_account,
            base_token_program: keys.base_token_program,
            quote_token_program: keys.quote_token_program,
        },
        instruction::CrossHedges {},
    )
}

/// Closes the vault's orders that are over.
pub fn close_orders(keys: &MarketKeys, vault: &VaultKeys) -> Instruction {
    build(
        accounts::CloseOrders {
            market: keys.market,
            vault: vault.vault,
        },
        instruction::CloseOrders {},
    )
}

/// Opens the vault's order to buy its options back.
pub fn open_buyback(keys: &MarketKeys, vault: &VaultKeys) -> Instruction {
    build(
        accounts::OpenBuyback {
            market: keys.market,
            oracle: keys.oracle,
            vault: vault.vault,
        },
        instruction::OpenBuyback {},
    )
}

/// Sells up to `max_contracts` options of `series`, the vault's, to it for at least `min_premium` collateral atoms.
pub fn fill_buyback(
    keys: &MarketKeys,
    vault: &VaultKeys,
    series: &SeriesKeys,
    holder: &Pubkey,
    max_contracts: u64,
    min_premium: u64,
) -> Instruction {
    build(
        accounts::FillBuyback {
            holder: *holder,
            market: keys.market,
            oracle: keys.oracle,
            vault: vault.vault,
            series: series.series,
            option_mint: series.option_mint,
            collateral_mint: keys.collateral_mint(vault.kind),
            collateral_account: vault.collateral_account(),
            source: series.option_account(holder),
            destination: keys.collateral_account(holder, vault.kind),
            token_program: anchor_spl::token::ID,
            collateral_token_program: keys.collateral_token_program(vault.kind),
        },
        instruction::FillBuyback {
            max_contracts,
            min_premium,
        },
    )
}
