//! Sale and hedge of a vault.

use anchor_lang::{error::ErrorCode::*, solana_program::system_program};
use anchor_spl::{token, token_2022};
use ballast::errors::BallastError::*;
use ballast_client::{instructions as ix, SeriesKeys};
use ballast_harness::support::{MINT_MISMATCH, OWNER_MISMATCH};
use option_risk::{hedge::Side, units::Kind};
use solana_signer::Signer;

use super::{cast::ONE, trial::Trial, walk::Walk};
use crate::scenes::START_PRICE;

pub fn sell(walk: &mut Walk) {
    let calls = start_sale(walk);
    buy_option(walk, &calls, 500 * ONE);
    end_sale(walk, &calls);
}

fn start_sale(walk: &mut Walk) -> SeriesKeys {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (elsewhere, other) = (&cast.elsewhere, cast.other_calls);
    let pick = walk.world.vault_pick();
    let calls = walk
        .world
        .ensure_series(Kind::Call, pick.strike, pick.expiry_ts)
        .expect("a series");
    let mut start = ix::start_sale(&keys, &vault, &calls, &cast.admin.pubkey());
    let instruction = start.pop().expect("the sale's own instruction");
    walk.world.send(&start, &[]).expect("an escrow");
    let trial = Trial::new("start_sale", instruction)
        .wrong(keys.market, elsewhere.keys.market, WrongMarket)
        .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
        .wrong(vault.vault, elsewhere.vault.vault, WrongMarket)
        .wrong(vault.vault, cast.second_vault.vault, ConstraintTokenOwner)
        .wrong(calls.series, elsewhere.calls.series, WrongMarket)
        .wrong(calls.series, other.series, WrongMint)
        .wrong(calls.option_mint, other.option_mint, WrongMint)
        .wrong(
            calls.option_account(&vault.vault),
            other.option_account(&cast.owner.key()),
            ConstraintTokenOwner,
        )
        .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
    calls
}

/// From the world's vault, whichever kind it sells.
pub fn buy_option(walk: &mut Walk, series: &SeriesKeys, contracts: u64) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (owner, stranger) = (cast.owner.key(), cast.stranger.key());
    let (kind, other_kind, other) = match vault.kind {
        Kind::Call => (Kind::Call, Kind::Put, cast.other_calls),
        Kind::Put => (Kind::Put, Kind::Call, cast.other_puts),
    };
    for actor in [&cast.owner, &cast.stranger] {
        walk.world
            .open_options(actor, series)
            .expect("an option account");
    }
    let source = keys.collateral_account(&owner, kind);
    let trial = Trial::new(
        "buy_option",
        ix::buy_option(&keys, &vault, series, &owner, contracts, u64::MAX),
    )
    .wrong(owner, stranger, OWNER_MISMATCH)
    .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
    .wrong(keys.oracle, cast.elsewhere.keys.oracle, OracleWrongFeed)
    .wrong(vault.vault, cast.elsewhere.vault.vault, WrongMarket)
    .wrong(vault.vault, cast.second_vault.vault, WrongCustody)
    .wrong(series.series, other.series, WrongMint)
    .wrong_pair(
        &[
            (series.series, other.series),
            (series.option_mint, other.option_mint),
        ],
        WrongSeries,
    )
    .wrong(series.option_mint, other.option_mint, WrongMint)
    .wrong(
        series.option_account(&vault.vault),
        series.option_account(&stranger),
        ConstraintTokenOwner,
    )
    .wrong(
        vault.collateral_account(),
        keys.collateral_account(&cast.second_vault.vault, kind),
        WrongCustody,
    )
    .wrong(keys.insurance(kind), keys.custody(kind), WrongCustody)
    .wrong(
        keys.collateral_mint(kind),
        keys.collateral_mint(other_kind),
        WrongMint,
    )
    .wrong(
        source,
        keys.collateral_account(&stranger, kind),
        OWNER_MISMATCH,
    )
    .wrong(
        source,
        keys.collateral_account(&owner, other_kind),
        MINT_MISMATCH,
    )
    .wrong(
        series.option_account(&owner),
        other.option_account(&owner),
        MINT_MISMATCH,
    )
    .wrong(token::ID, system_program::ID, InvalidProgramId)
    .wrong(
        token::ID,
        token_2022::ID,
        ConstraintAssociatedTokenTokenProgram,
    );
    walk.step(trial);
}

fn end_sale(walk: &mut Walk, calls: &SeriesKeys) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let other = cast.other_calls;
    walk.world.hold(601, 60, START_PRICE).expect("prints");
    let trial = Trial::new("end_sale", ix::end_sale(&keys, &vault, calls))
        .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
        .wrong(vault.vault, cast.elsewhere.vault.vault, WrongMarket)
        .wrong(vault.vault, cast.second_vault.vault, WrongSeries)
        .wrong(calls.series, other.series, WrongMint)
        .wrong_pair(
            &[
                (calls.series, other.series),
                (calls.option_mint, other.option_mint),
            ],
            WrongSeries,
        )
        .wrong(calls.option_mint, other.option_mint, WrongMint)
        .wrong(
            calls.option_account(&vault.vault),
            calls.option_account(&cast.owner.key()),
            ConstraintTokenOwner,
        )
        .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

pub fn hedge(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (elsewhere, other) = (&cast.elsewhere, cast.second_vault);
    walk.world.tick(10, START_PRICE).expect("a print");
    let trial = Trial::new("open_hedge", ix::open_hedge(&keys, &vault))
        .wrong(keys.market, elsewhere.keys.market, WrongMarket)
        .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
        .wrong(vault.vault, elsewhere.vault.vault, WrongMarket)
        .wrong(vault.vault, other.vault, WrongStage);
    walk.step(trial);
    fill_hedge(walk);
}

fn fill_hedge(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (elsewhere, other) = (&cast.elsewhere, cast.second_vault);
    let (owner, stranger) = (cast.owner.key(), cast.stranger.key());
    let filler_quote = keys.collateral_account(&owner, Kind::Put);
    let filler_base = keys.collateral_account(&owner, Kind::Call);
    let trial = Trial::new(
        "fill_hedge",
        ix::fill_hedge(&keys, &vault, &owner, Side::SellBase, u64::MAX, u64::MAX),
    )
    .wrong(owner, stranger, OWNER_MISMATCH)
    .wrong(keys.market, elsewhere.keys.market, WrongMarket)
    .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
    .wrong(vault.vault, elsewhere.vault.vault, WrongMarket)
    .wrong(vault.vault, other.vault, WrongCustody)
    .wrong(keys.base_mint, keys.quote_mint, WrongMint)
    .wrong(keys.quote_mint, keys.base_mint, WrongMint)
    .wrong(vault.base_account, other.base_account, WrongCustody)
    .wrong(vault.quote_account, other.quote_account, WrongCustody)
    .wrong(
        filler_base,
        keys.collateral_account(&stranger, Kind::Put),
        MINT_MISMATCH,
    )
    .wrong(
        filler_quote,
        keys.collateral_account(&stranger, Kind::Put),
        OWNER_MISMATCH,
    )
    .wrong(
        filler_quote,
        keys.collateral_account(&stranger, Kind::Call),
        MINT_MISMATCH,
    )
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}
