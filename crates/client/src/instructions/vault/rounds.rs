//! A vault and its rounds: creation, roll, sale.

use anchor_lang::{
    prelude::Pubkey,
    solana_program::{instruction::Instruction, system_program},
};
use ballast::{accounts, instruction, instructions::CreateVaultArgs, state::VaultParams};
use option_risk::units::Kind;

use super::super::{build, create_token_account};
use crate::address::{MarketKeys, SeriesKeys, VaultKeys};

/// Creates a vault of `vault.kind`, its token accounts first. The fees are `fee_recipient`'s for ever.
pub fn create_vault(
    keys: &MarketKeys,
    vault: &VaultKeys,
    authority: &Pubkey,
    fee_recipient: &Pubkey,
    params: VaultParams,
) -> Vec<Instruction> {
    let mut instructions: Vec<Instruction> = Kind::ALL
        .into_iter()
        .map(|kind| {
            create_token_account(
                authority,
                &vault.vault,
                &keys.collateral_mint(kind),
                &keys.collateral_token_program(kind),
            )
        })
        .collect();
    instructions.push(build(
        accounts::CreateVault {
            authority: *authority,
            protocol: keys.protocol,
            market: keys.market,
            vault: vault.vault,
            share_mint: vault.share_mint,
            share_escrow: vault.share_escrow,
            base_mint: keys.base_mint,
            quote_mint: keys.quote_mint,
            base_account: vault.base_account,
            quote_account: vault.quote_account,
            token_program: anchor_spl::token::ID,
            base_token_program: keys.base_token_program,
            quote_token_program: keys.quote_token_program,
            associated_token_program: anchor_spl::associated_token::ID,
            system_program: system_program::ID,
        },
        instruction::CreateVault {
            args: CreateVaultArgs {
                id: vault.id,
                kind: vault.kind as u8,
                fee_recipient: *fee_recipient,
                params,
            },
        },
    ));
    instructions
}

/// Rolls round `round`, the vault's current one.
pub fn roll_round(keys: &MarketKeys, vault: &VaultKeys, payer: &Pubkey, round: u64) -> Instruction {
    build(
        accounts::RollRound {
            payer: *payer,
            market: keys.market,
            oracle: keys.oracle,
            vault: vault.vault,
            round: vault.round(round),
            share_mint: vault.share_mint,
            share_escrow: vault.share_escrow,
            token_program: anchor_spl::token::ID,
            system_program: system_program::ID,
        },
        instruction::RollRound {},
    )
}

/// Starts the sale of a series, the one the vault's rule picks now; creates the option escrow first.
pub fn start_sale(
    keys: &MarketKeys,
    vault: &VaultKeys,
    series: &SeriesKeys,
    payer: &Pubkey,
) -> Vec<Instruction> {
    vec![
        create_token_account(
            payer,
            &vault.vault,
            &series.option_mint,
            &anchor_spl::token::ID,
        ),
        build(
            accounts::StartSale {
                market: keys.market,
                oracle: keys.oracle,
                vault: vault.vault,
                series: series.series,
                option_mint: series.option_mint,
                option_escrow: series.option_account(&vault.vault),
                token_program: anchor_spl::token::ID,
            },
            instruction::StartSale {},
        ),
    ]
}

/// Buys from the running sale into the buyer's option account, which must exist.
pub fn buy_option(
    keys: &MarketKeys,
    vault: &VaultKeys,
    series: &SeriesKeys,
    buyer: &Pubkey,
    contracts: u64,
    max_premium: u64,
) -> Instruction {
    build(
        accounts::BuyOption {
            buyer: *buyer,
            market: keys.market,
            oracle: keys.oracle,
            vault: vault.vault,
            series: series.series,
            option_mint: series.option_mint,
            option_escrow: series.option_account(&vault.vault),
            collateral_account: vault.collateral_account(),
            insurance: keys.insurance(vault.kind),
            collateral_mint: keys.collateral_mint(vault.kind),
            source: keys.collateral_account(buyer, vault.kind),
            destination: series.option_account(buyer),
            token_program: anchor_spl::token::ID,
            collateral_token_program: keys.collateral_token_program(vault.kind),
        },
        instruction::BuyOption {
            contracts,
            max_premium,
        },
    )
}

/// Ends a sale that is over.
pub fn end_sale(keys: &MarketKeys, vault: &VaultKeys, series: &SeriesKeys) -> Instruction {
    build(
        accounts::EndSale {
            market: keys.market,
            vault: vault.vault,
            series: series.series,
            option_mint: series.option_mint,
            option_escrow: series.option_account(&vault.vault),
            token_program: anchor_spl::token::ID,
        },
        instruction::EndSale {},
    )
}

/// Hands the shares of the vault's fees to their recipient, whose share account is created first if need be.
pub fn claim_fees(
    keys: &MarketKeys,
    vault: &VaultKeys,
    payer: &Pubkey,
    recipient: &Pubkey,
) -> Vec<Instruction> {
    let token_program = anchor_spl::token::ID;
    vec![
        create_token_account(payer, recipient, &vault.share_mint, &token_program),
        build(
            accounts::ClaimFees {
                market: keys.market,
                vault: vault.vault,
                share_mint: vault.share_mint,
                share_escrow: vault.share_escrow,
                destination: vault.share_account(recipient),
                token_program,
            },
            instruction::ClaimFees {},
        ),
    ]
}
