//! Protocol, market and series.

use anchor_lang::{
    prelude::Pubkey,
    solana_program::{
        instruction::{AccountMeta, Instruction},
        system_program,
    },
};
use ballast::{
    accounts, instruction,
    instructions::{CreateMarketArgs, CreateSeriesArgs},
    state::{Cluster, MarketParams},
};
use option_risk::units::Kind;

use super::{build, create_token_account};
use crate::address::{self, MarketKeys, SeriesKeys};

/// Creates the protocol of `creator` under `authority`, whose proposals wait
/// for as long as `cluster` says and can be cancelled by `guardian`.
pub fn initialize_protocol(
    creator: &Pubkey,
    authority: &Pubkey,
    guardian: &Pubkey,
    cluster: Cluster,
) -> Instruction {
    build(
        accounts::InitializeProtocol {
            creator: *creator,
            protocol: address::protocol(creator),
            system_program: system_program::ID,
        },
        instruction::InitializeProtocol {
            authority: *authority,
            guardian: *guardian,
            cluster,
        },
    )
}

/// Creates a market, its custody and insurance accounts first.
pub fn create_market(
    keys: &MarketKeys,
    authority: &Pubkey,
    feed: [u8; 32],
    params: MarketParams,
) -> Vec<Instruction> {
    let mut instructions = Vec::with_capacity(5);
    for kind in Kind::ALL {
        for owner in [keys.market, keys.insurance_authority()] {
            instructions.push(create_token_account(
                authority,
                &owner,
                &keys.collateral_mint(kind),
                &keys.collateral_token_program(kind),
            ));
        }
    }
    instructions.push(build(
        accounts::CreateMarket {
            authority: *authority,
            protocol: keys.protocol,
            market: keys.market,
            base_mint: keys.base_mint,
            quote_mint: keys.quote_mint,
            oracle: keys.oracle,
            base_custody: keys.custody(Kind::Call),
            quote_custody: keys.custody(Kind::Put),
            insurance: keys.insurance_authority(),
            base_insurance: keys.insurance(Kind::Call),
            quote_insurance: keys.insurance(Kind::Put),
            base_token_program: keys.base_token_program,
            quote_token_program: keys.quote_token_program,
            system_program: system_program::ID,
        },
        instruction::CreateMarket {
            args: CreateMarketArgs { feed, params },
        },
    ));
    instructions
}

/// Creates a series, its payoff pool first.
pub fn create_series(keys: &MarketKeys, series: &SeriesKeys, payer: &Pubkey) -> Vec<Instruction> {
    let mint = keys.collateral_mint(series.kind);
    let program = keys.collateral_token_program(series.kind);
    vec![
        create_token_account(payer, &series.series, &mint, &program),
        build(
            accounts::CreateSeries {
                payer: *payer,
                market: keys.market,
                series: series.series,
                option_mint: series.option_mint,
                collateral_mint: mint,
                pool: series.pool,
                token_program: anchor_spl::token::ID,
                collateral_token_program: program,
                system_program: system_program::ID,
            },
            instruction::CreateSeries {
                args: CreateSeriesArgs {
                    kind: series.kind as u8,
                    strike: series.strike,
                    expiry_ts: series.expiry_ts,
                },
            },
        ),
    ]
}

/// Takes the oracle's print into the market.
pub fn observe(keys: &MarketKeys) -> Instruction {
    build(
        accounts::Observe {
            market: keys.market,
            oracle: keys.oracle,
        },
        instruction::Observe {},
    )
}

/// Series that fit one [`refresh_book`] beside other instructions: each is an account of 32 bytes in a packet of 1,232.
pub const SERIES_A_REFRESH: usize = 20;

/// Brings any number of a market's series up to date in its gamma book; about twenty-five fit a transaction.
pub fn refresh_book(keys: &MarketKeys, series: &[Pubkey]) -> Instruction {
    let mut instruction = build(
        accounts::RefreshBook {
            market: keys.market,
        },
        instruction::RefreshBook {},
    );
    let series = series.iter().map(|series| AccountMeta::new(*series, false));
    instruction.accounts.extend(series);
    instruction
}

/// Halts a market for a while, by its protocol's guardian.
pub fn pause_market(keys: &MarketKeys, guardian: &Pubkey) -> Instruction {
    build(
        accounts::PauseMarket {
            guardian: *guardian,
            protocol: keys.protocol,
            market: keys.market,
        },
        instruction::PauseMarket {},
    )
}

/// Ends the guardian's pause, by the guardian or, once it has run out, by anyone.
pub fn lift_pause(keys: &MarketKeys, lifter: &Pubkey) -> Instruction {
    build(
        accounts::LiftPause {
            lifter: *lifter,
            protocol: keys.protocol,
            market: keys.market,
        },
        instruction::LiftPause {},
    )
}
