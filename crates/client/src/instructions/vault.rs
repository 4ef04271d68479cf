//! Vaults: queues, rounds, sales and hedges.

use anchor_lang::{
    prelude::Pubkey,
    solana_program::{instruction::Instruction, system_program},
};
use ballast::{accounts, instruction, instructions::CreateVaultArgs, state::VaultParams};
use option_risk::units::Kind;

use super::{build, create_token_account};
use crate::address::{MarketKeys, SeriesKeys, VaultKeys};

/// Creates a vault, its token accounts first.
pub fn create_vault(
    keys: &MarketKeys,
    vault: &VaultKeys,
    authority: &Pubkey,
    params: VaultParams,
) -> Vec<Instruction> {
    let mut instructions: Vec<Instruction> = [Kind::Call, Kind::Put]
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
                params,
            },
        },
    ));
    instructions
}

/// Queues base in round `round`, the vault's current one.
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
            base_mint: keys.base_mint,
            source: keys.collateral_account(owner, Kind::Call),
            base_account: vault.base_account,
            base_token_program: keys.base_token_program,
            system_program: system_program::ID,
        },
        instruction::QueueDeposit { amount },
    )
}

/// Takes the deposit queued in `round`, the vault's current one, back.
pub fn cancel_deposit(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
) -> Instruction {
    take_deposit_back(keys, vault, owner, round, None)
}

/// Takes the deposit of a rolled round back that could not be valued.
pub fn reclaim_deposit(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
) -> Instruction {
    take_deposit_back(keys, vault, owner, round, Some(vault.round(round)))
}

fn take_deposit_back(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
    record: Option<Pubkey>,
) -> Instruction {
    build(
        accounts::CancelDeposit {
            owner: *owner,
            market: keys.market,
            vault: vault.vault,
            receipt: vault.deposit_receipt(owner, round),
            round: record,
            base_mint: keys.base_mint,
            base_account: vault.base_account,
            destination: keys.collateral_account(owner, Kind::Call),
            base_token_program: keys.base_token_program,
        },
        instruction::CancelDeposit {},
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

/// Takes the shares queued in `round` back.
pub fn cancel_withdrawal(
    keys: &MarketKeys,
    vault: &VaultKeys,
    owner: &Pubkey,
    round: u64,
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
        instruction::CancelWithdrawal {},
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
            base_account: vault.base_account,
            insurance: keys.insurance(Kind::Call),
            base_mint: keys.base_mint,
            source: keys.collateral_account(buyer, Kind::Call),
            destination: series.option_account(buyer),
            token_program: anchor_spl::token::ID,
            base_token_program: keys.base_token_program,
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

/// Fills the vault's hedge order with the filler's collateral accounts.
/// `quote_limit`: the most paid when the vault sells, the least received when it buys.
pub fn fill_hedge(
    keys: &MarketKeys,
    vault: &VaultKeys,
    filler: &Pubkey,
    max_base: u64,
    quote_limit: u64,
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
            max_base,
            quote_limit,
        },
    )
}
