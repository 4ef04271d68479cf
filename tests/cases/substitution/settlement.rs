//! Expired series.

use anchor_lang::{error::ErrorCode::*, solana_program::system_program};
use anchor_spl::token;
use ballast::errors::BallastError::*;
use ballast_client::{instructions as ix, SeriesKeys};
use ballast_harness::{
    oracle::OraclePrint,
    setup::DOLLAR,
    support::{MINT_MISMATCH, OWNER_MISMATCH},
};
use option_risk::units::Kind::{Call, Put};

use super::{cast::ONE, clearing, trial::Trial, walk::Walk};
use crate::scenes::{expiry, reach_expiry};

pub fn walk(walk: &mut Walk) {
    let price = walk.world.market().risk.price - DOLLAR;
    reach_expiry(walk.world, walk.cast.puts.expiry_ts, price);
    let (cast, vault) = (walk.cast, walk.world.vault_state());
    let calls = SeriesKeys::derive(
        &walk.world.keys,
        Call,
        vault.sale.strike,
        vault.sale.expiry_ts,
    );
    settle_series(walk);
    for series in [&calls, &cast.other_puts, &cast.other_calls] {
        walk.world.settle_series(series).expect("a price");
    }
    settle_short(walk);
    settle_vault(walk, &calls);
    let stranger = cast.stranger.key();
    walk.world
        .settle_short(&stranger, &cast.other_puts)
        .expect("a payoff");
    clearing::settle_long(walk);
    for actor in [&cast.liquidator, &cast.stranger] {
        let account = walk.world.margin(&actor.key(), Put).expect("an account");
        if account.short_of(&cast.puts.series) > 0 {
            let key = actor.key();
            walk.world.settle_short(&key, &cast.puts).expect("a payoff");
        }
    }
    redeem_option(walk);
}

fn settle_series(walk: &mut Walk) {
    let (cast, keys) = (walk.cast, walk.world.keys);
    let trial = Trial::new("settle_series", ix::settle_series(&keys, &cast.puts))
        .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
        .wrong(cast.puts.series, cast.elsewhere.puts.series, WrongMarket);
    walk.step(trial);
}

fn settle_short(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, puts, other) = (cast.owner.key(), cast.puts, cast.other_puts);
    // The fund took the owner's short over.
    let (fund, account) = (keys.insurance_authority(), keys.backstop_account(Put));
    let trial = Trial::new("settle_short", ix::settle_short(&keys, &puts, &fund))
        .wrong(keys.market, elsewhere.keys.market, WrongMarket)
        .wrong(puts.series, elsewhere.puts.series, WrongMarket)
        .wrong(puts.series, other.series, WrongCustody)
        .wrong_pair(
            &[(puts.series, other.series), (puts.pool, other.pool)],
            NoPosition,
        )
        .wrong(
            account,
            elsewhere.keys.margin_account(&owner, Put),
            WrongMarket,
        )
        .wrong(account, keys.margin_account(&owner, Call), WrongKind)
        .wrong(keys.quote_mint, keys.base_mint, WrongMint)
        .wrong(keys.custody(Put), keys.custody(Call), WrongCustody)
        .wrong(
            keys.insurance_authority(),
            elsewhere.keys.insurance_authority(),
            ConstraintSeeds,
        )
        .wrong(keys.insurance(Put), keys.insurance(Call), WrongCustody)
        .wrong(
            keys.insurance(Put),
            elsewhere.keys.insurance(Put),
            WrongCustody,
        )
        .wrong(puts.pool, other.pool, WrongCustody)
        .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

fn settle_vault(walk: &mut Walk, calls: &SeriesKeys) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let other = cast.other_calls;
    let trial = Trial::new("settle_vault", ix::settle_vault(&keys, &vault, calls))
        .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
        .wrong(vault.vault, cast.elsewhere.vault.vault, WrongMarket)
        .wrong(vault.vault, cast.second_vault.vault, WrongCustody)
        .wrong(calls.series, other.series, WrongCustody)
        .wrong_pair(
            &[(calls.series, other.series), (calls.pool, other.pool)],
            WrongSeries,
        )
        .wrong(keys.base_mint, keys.quote_mint, WrongMint)
        .wrong(
            vault.base_account,
            cast.second_vault.base_account,
            WrongCustody,
        )
        .wrong(calls.pool, other.pool, WrongCustody)
        .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

fn redeem_option(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, stranger) = (cast.owner.key(), cast.stranger.key());
    let (puts, other) = (cast.puts, cast.other_puts);
    let source = puts.option_account(&owner);
    let trial = Trial::new(
        "redeem_option",
        ix::redeem_option(&keys, &puts, &owner, ONE / 100),
    )
    .wrong(owner, stranger, OWNER_MISMATCH)
    .wrong(keys.market, elsewhere.keys.market, WrongMarket)
    .wrong(puts.series, elsewhere.puts.series, WrongMarket)
    .wrong(puts.series, other.series, WrongMint)
    .wrong(puts.option_mint, other.option_mint, WrongMint)
    .wrong(source, puts.option_account(&stranger), OWNER_MISMATCH)
    .wrong(source, other.option_account(&owner), MINT_MISMATCH)
    .wrong(keys.quote_mint, keys.base_mint, WrongMint)
    .wrong(puts.pool, other.pool, WrongCustody)
    .wrong(
        keys.collateral_account(&owner, Put),
        keys.collateral_account(&owner, Call),
        MINT_MISMATCH,
    )
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

/// An expiry that nobody watched gets the first print after it.
pub fn pin(walk: &mut Walk) {
    let (cast, keys) = (walk.cast, walk.world.keys);
    let price = walk.world.market().risk.price;
    walk.world.tick(1, price).expect("a print");
    let expiry_ts = expiry(walk.world, 1);
    walk.world
        .create_series(Put, price / DOLLAR * DOLLAR, expiry_ts)
        .expect("a series");
    let wait = expiry_ts + 60 - walk.world.now();
    walk.world.advance(wait);
    let first = OraclePrint {
        prev_publish_ts: expiry_ts - 1,
        ..walk.world.feed.print(price, expiry_ts)
    };
    walk.world.publish(&first);
    let trial = Trial::new("pin_settlement", ix::pin_settlement(&keys, expiry_ts))
        .wrong(keys.market, cast.elsewhere.keys.market, OracleWrongFeed)
        .wrong(keys.oracle, cast.elsewhere.keys.oracle, OracleWrongFeed);
    walk.step(trial);
}
