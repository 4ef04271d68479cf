//! Margin accounts.

use anchor_lang::{error::ErrorCode::*, solana_program::system_program};
use anchor_spl::token;
use ballast::errors::BallastError::*;
use ballast_client::instructions as ix;
use ballast_harness::{
    setup::DOLLAR,
    support::{MINT_MISMATCH, OWNER_MISMATCH},
};
use option_risk::units::Kind::{Call, Put};

use super::{cast::ONE, trial::Trial, walk::Walk};
use crate::scenes::{START_PRICE, WRITTEN};

pub fn write_and_close(walk: &mut Walk) {
    deposit_collateral(walk);
    write_option(walk);
    let (stranger, owner) = (&walk.cast.stranger, &walk.cast.owner);
    for series in [&walk.cast.puts, &walk.cast.other_puts] {
        walk.world.write(stranger, series, ONE).expect("a short");
    }
    // Options of another series, so that the wrong account is not refused for being empty.
    walk.world
        .transfer_options(stranger, owner, &walk.cast.other_puts, ONE)
        .expect("options");
    close_short(walk);
    withdraw_collateral(walk);
}

fn deposit_collateral(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, stranger) = (cast.owner.key(), cast.stranger.key());
    let source = keys.collateral_account(&owner, Put);
    let trial = Trial::new(
        "deposit_collateral",
        ix::deposit_collateral(&keys, &owner, &owner, Put, 1_000),
    )
    .wrong(owner, stranger, OWNER_MISMATCH)
    .wrong(keys.market, elsewhere.keys.market, WrongMarket)
    .wrong(
        keys.margin_account(&owner, Put),
        elsewhere.keys.margin_account(&owner, Put),
        WrongMarket,
    )
    .wrong(keys.quote_mint, keys.base_mint, WrongMint)
    .wrong(
        source,
        keys.collateral_account(&stranger, Put),
        OWNER_MISMATCH,
    )
    .wrong(source, keys.collateral_account(&owner, Call), MINT_MISMATCH)
    .wrong(keys.custody(Put), elsewhere.keys.custody(Put), WrongCustody)
    .wrong(keys.custody(Put), keys.custody(Call), WrongCustody)
    .wrong(keys.custody(Put), keys.insurance(Put), WrongCustody)
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

fn write_option(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, stranger) = (cast.owner.key(), cast.stranger.key());
    let (puts, other) = (cast.puts, cast.other_puts);
    let account = keys.margin_account(&owner, Put);
    let trial = Trial::new(
        "write_option",
        ix::write_option(&keys, &puts, &owner, WRITTEN),
    )
    .wrong(owner, stranger, WrongOwner)
    .wrong(keys.market, elsewhere.keys.market, WrongMarket)
    .wrong(
        account,
        elsewhere.keys.margin_account(&owner, Put),
        WrongMarket,
    )
    .wrong(account, keys.margin_account(&stranger, Put), WrongOwner)
    .wrong(account, keys.margin_account(&owner, Call), WrongKind)
    .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
    .wrong(puts.series, elsewhere.puts.series, WrongMarket)
    .wrong(puts.series, other.series, WrongMint)
    .wrong(puts.option_mint, other.option_mint, WrongMint)
    .wrong(
        puts.option_account(&owner),
        other.option_account(&owner),
        MINT_MISMATCH,
    )
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

fn close_short(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, stranger) = (cast.owner.key(), cast.stranger.key());
    let (puts, other) = (cast.puts, cast.other_puts);
    let (account, source) = (
        keys.margin_account(&owner, Put),
        puts.option_account(&owner),
    );
    let trial = Trial::new("close_short", ix::close_short(&keys, &puts, &owner, ONE))
        .wrong(owner, stranger, WrongOwner)
        .wrong(keys.market, elsewhere.keys.market, WrongMarket)
        .wrong(
            account,
            elsewhere.keys.margin_account(&owner, Put),
            WrongMarket,
        )
        .wrong(account, keys.margin_account(&stranger, Put), WrongOwner)
        .wrong(account, keys.margin_account(&owner, Call), NoPosition)
        .wrong(puts.series, elsewhere.puts.series, WrongMarket)
        .wrong(puts.series, other.series, WrongMint)
        .wrong(puts.option_mint, other.option_mint, WrongMint)
        .wrong(source, puts.option_account(&stranger), OWNER_MISMATCH)
        .wrong(source, other.option_account(&owner), MINT_MISMATCH)
        .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

/// Down to the initial margin.
fn withdraw_collateral(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, stranger) = (cast.owner.key(), cast.stranger.key());
    let account = keys.margin_account(&owner, Put);
    let health = walk.world.health(&owner, Put);
    let spare = health.collateral - health.initial.required;
    let trial = Trial::new(
        "withdraw_collateral",
        ix::withdraw_collateral(&keys, &owner, Put, spare),
    )
    .wrong(owner, stranger, WrongOwner)
    .wrong(keys.market, elsewhere.keys.market, WrongMarket)
    .wrong(
        account,
        elsewhere.keys.margin_account(&owner, Put),
        WrongMarket,
    )
    .wrong(account, keys.margin_account(&stranger, Put), WrongOwner)
    .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
    .wrong(keys.quote_mint, keys.base_mint, WrongMint)
    .wrong(keys.custody(Put), elsewhere.keys.custody(Put), WrongCustody)
    .wrong(keys.custody(Put), keys.insurance(Put), WrongCustody)
    .wrong(
        keys.collateral_account(&owner, Put),
        keys.collateral_account(&owner, Call),
        MINT_MISMATCH,
    )
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

/// A decline too slow for the breaker brings the owner under water.
pub fn sink(walk: &mut Walk) {
    let owner = walk.cast.owner.key();
    let mut price = START_PRICE;
    while !walk.world.health(&owner, Put).is_liquidatable() {
        price -= 2 * DOLLAR;
        walk.world.tick(3_600, price).expect("a print");
    }
}

pub fn liquidate(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, stranger, liquidator) =
        (cast.owner.key(), cast.stranger.key(), cast.liquidator.key());
    let (account, taker) = (
        keys.margin_account(&owner, Put),
        keys.margin_account(&liquidator, Put),
    );
    let (puts, other) = (cast.puts, cast.other_puts);
    let trial = Trial::new(
        "liquidate",
        ix::liquidate(&keys, &puts, &liquidator, &owner, u64::MAX),
    )
    .wrong(liquidator, stranger, WrongOwner)
    .wrong(keys.market, elsewhere.keys.market, WrongMarket)
    .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
    .wrong(
        account,
        elsewhere.keys.margin_account(&owner, Put),
        WrongMarket,
    )
    .wrong(account, keys.margin_account(&owner, Call), WrongKind)
    .wrong(account, taker, ConstraintDuplicateMutableAccount)
    .wrong(
        taker,
        elsewhere.keys.margin_account(&stranger, Put),
        WrongMarket,
    )
    .wrong(taker, keys.margin_account(&stranger, Put), WrongOwner)
    .wrong(taker, keys.margin_account(&liquidator, Call), WrongKind)
    .wrong(puts.series, elsewhere.puts.series, WrongMarket)
    .wrong(puts.series, cast.other_calls.series, WrongKind)
    .wrong(puts.series, other.series, NoPosition)
    .wrong(keys.quote_mint, keys.base_mint, WrongMint)
    .wrong(keys.custody(Put), keys.custody(Call), WrongCustody)
    .wrong(keys.insurance(Put), keys.insurance(Call), WrongCustody)
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

pub fn leave(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, stranger) = (cast.owner.key(), cast.stranger.key());
    let left = walk
        .world
        .margin(&owner, Call)
        .expect("an account")
        .collateral;
    walk.world
        .withdraw(&cast.owner, Call, left)
        .expect("a flat account");
    let account = keys.margin_account(&owner, Call);
    let trial = Trial::new(
        "close_margin_account",
        ix::close_margin_account(&keys, &owner, Call),
    )
    .wrong(owner, stranger, WrongOwner)
    .wrong(account, keys.margin_account(&stranger, Call), WrongOwner);
    walk.step(trial);
    let trial = Trial::new(
        "open_margin_account",
        ix::open_margin_account(&keys, &owner, Call),
    )
    .wrong(owner, stranger, ConstraintSeeds)
    .wrong(keys.market, elsewhere.keys.market, ConstraintSeeds)
    .wrong(
        account,
        keys.margin_account(&stranger, Call),
        ConstraintSeeds,
    )
    .wrong(system_program::ID, token::ID, InvalidProgramId);
    walk.step(trial);
}
