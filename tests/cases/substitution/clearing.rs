//! Deposited options and liquidation auctions.

use anchor_lang::{error::ErrorCode::*, solana_program::system_program};
use anchor_spl::token;
use ballast::errors::BallastError::*;
use ballast_client::instructions as ix;
use ballast_harness::{
    setup::DOLLAR,
    support::{INSUFFICIENT_FUNDS, MINT_MISMATCH, OWNER_MISMATCH},
};
use option_risk::units::Kind::{Call, Put};

use super::{cast::ONE, trial::Trial, walk::Walk};

/// The liquidator deposits options, takes half out again, and keeps the rest to their settlement.
pub fn deposit_options(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (holder, stranger) = (cast.liquidator.key(), cast.stranger.key());
    let (options, other) = (cast.other_puts, cast.puts);
    walk.world
        .write(&cast.stranger, &options, 2 * ONE)
        .expect("a short");
    walk.world
        .transfer_options(&cast.stranger, &cast.liquidator, &options, ONE)
        .expect("options");
    let [create, deposit] = ix::deposit_option(&keys, &options, &holder, ONE)
        .try_into()
        .expect("two instructions");
    walk.world
        .send(&[create], &[&cast.liquidator.wallet])
        .expect("an account");
    let (account, custody) = (
        keys.margin_account(&holder, Put),
        options.option_account(&keys.market),
    );
    let accounts = |trial: Trial| {
        trial
            .wrong(holder, stranger, WrongOwner)
            .wrong(keys.market, elsewhere.keys.market, WrongMarket)
            .wrong(
                account,
                elsewhere.keys.margin_account(&stranger, Put),
                WrongMarket,
            )
            .wrong(account, keys.margin_account(&stranger, Put), WrongOwner)
            .wrong(options.series, elsewhere.puts.series, WrongMarket)
            .wrong(options.series, other.series, WrongMint)
            .wrong(options.option_mint, other.option_mint, WrongMint)
            .wrong(
                custody,
                options.option_account(&stranger),
                ConstraintTokenOwner,
            )
            .wrong(token::ID, system_program::ID, InvalidProgramId)
    };
    let (source, wrong_mint) = (
        options.option_account(&holder),
        other.option_account(&holder),
    );
    let trial = accounts(Trial::new("deposit_option", deposit))
        .wrong(account, keys.margin_account(&holder, Call), WrongKind)
        .wrong(source, options.option_account(&stranger), OWNER_MISMATCH)
        .wrong(source, wrong_mint, INSUFFICIENT_FUNDS);
    walk.step(trial);
    let withdraw = ix::withdraw_option(&keys, &options, &holder, ONE / 2);
    let trial = accounts(Trial::new("withdraw_option", withdraw))
        .wrong(account, keys.margin_account(&holder, Call), NoPosition)
        .free(keys.oracle)
        .wrong(source, wrong_mint, MINT_MISMATCH);
    walk.step(trial);
}

/// The holder writes what it has deposited: the two cancel.
pub fn net(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (holder, stranger) = (cast.liquidator.key(), cast.stranger.key());
    let (options, other) = (cast.other_puts, cast.puts);
    walk.world
        .write(&cast.liquidator, &options, ONE / 4)
        .expect("a short");
    let account = keys.margin_account(&holder, Put);
    let trial = Trial::new("net_position", ix::net_position(&keys, &options, &holder))
        .wrong(keys.market, elsewhere.keys.market, WrongMarket)
        .wrong(
            account,
            elsewhere.keys.margin_account(&stranger, Put),
            WrongMarket,
        )
        .wrong(account, keys.margin_account(&holder, Call), NoPosition)
        .wrong(account, keys.margin_account(&stranger, Put), NoPosition)
        .wrong(options.series, elsewhere.puts.series, WrongMarket)
        .wrong(options.series, other.series, WrongMint)
        .wrong(options.option_mint, other.option_mint, WrongMint)
        .wrong(
            options.option_account(&keys.market),
            options.option_account(&stranger),
            ConstraintTokenOwner,
        )
        .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

/// The owner, under water, is flagged; topped up; and flagged again once that is gone.
pub fn flag(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let owner = cast.owner.key();
    let account = keys.margin_account(&owner, Put);
    let accounts = |trial: Trial, of_nobody: u32| {
        trial
            .wrong(keys.market, elsewhere.keys.market, WrongMarket)
            .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
            .wrong(
                account,
                elsewhere.keys.margin_account(&owner, Put),
                WrongMarket,
            )
            .wrong(account, keys.margin_account(&owner, Call), of_nobody)
    };
    let flag = Trial::new("flag_account", ix::flag_account(&keys, &owner, Put));
    walk.step(accounts(flag, AccountHealthy.into()));
    let health = walk.world.health(&owner, Put);
    let missing = health.maintenance.required - health.collateral;
    walk.world
        .deposit(&cast.owner, &owner, Put, missing)
        .expect("a top-up");
    let unflag = Trial::new("unflag_account", ix::unflag_account(&keys, &owner, Put));
    walk.step(accounts(unflag, NotFlagged.into()));
    while !walk.world.health(&owner, Put).is_liquidatable() {
        let price = walk.world.market().risk.price - 2 * DOLLAR;
        walk.world.tick(3_600, price).expect("a print");
    }
}

/// Options of the owner's own series, in a stranger's hand, are burned against the owner's short.
pub fn burn(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, holder, other_holder) =
        (cast.owner.key(), cast.stranger.key(), cast.liquidator.key());
    let (puts, other) = (cast.puts, cast.other_puts);
    let account = keys.margin_account(&owner, Put);
    let (source, destination) = (
        puts.option_account(&holder),
        keys.collateral_account(&holder, Put),
    );
    let trial = Trial::new(
        "liquidate_with_options",
        ix::liquidate_with_options(&keys, &puts, &holder, &owner, ONE / 10, 0),
    )
    .wrong(holder, other_holder, OWNER_MISMATCH)
    .wrong(keys.market, elsewhere.keys.market, WrongMarket)
    .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
    .wrong(
        account,
        elsewhere.keys.margin_account(&owner, Put),
        WrongMarket,
    )
    .wrong(account, keys.margin_account(&owner, Call), WrongKind)
    .wrong(puts.series, elsewhere.puts.series, WrongMarket)
    .wrong(puts.series, other.series, WrongMint)
    .wrong(puts.option_mint, other.option_mint, WrongMint)
    .wrong(source, puts.option_account(&owner), OWNER_MISMATCH)
    .wrong(source, other.option_account(&holder), MINT_MISMATCH)
    .wrong(keys.quote_mint, keys.base_mint, WrongMint)
    .wrong(keys.custody(Put), keys.custody(Call), WrongCustody)
    .wrong(
        keys.custody(Put),
        keys.insurance(Put),
        ConstraintDuplicateMutableAccount,
    )
    .wrong(
        destination,
        keys.collateral_account(&holder, Call),
        MINT_MISMATCH,
    )
    .wrong(keys.insurance(Put), keys.insurance(Call), WrongCustody)
    .wrong(
        keys.insurance(Put),
        elsewhere.keys.insurance(Put),
        WrongCustody,
    )
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

/// The options that the liquidator kept are redeemed into its account.
pub fn settle_long(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (holder, owner) = (cast.liquidator.key(), cast.owner.key());
    let (options, other) = (cast.other_puts, cast.puts);
    let account = keys.margin_account(&holder, Put);
    let custody = options.option_account(&keys.market);
    let trial = Trial::new("settle_long", ix::settle_long(&keys, &options, &holder))
        .wrong(keys.market, elsewhere.keys.market, WrongMarket)
        .wrong(options.series, elsewhere.puts.series, WrongMarket)
        .wrong(options.series, other.series, WrongMint)
        .wrong(
            account,
            elsewhere.keys.margin_account(&owner, Put),
            WrongMarket,
        )
        .wrong(account, keys.margin_account(&holder, Call), WrongKind)
        .wrong(account, keys.margin_account(&owner, Put), NoPosition)
        .wrong(options.option_mint, other.option_mint, WrongMint)
        .wrong(
            custody,
            options.option_account(&holder),
            ConstraintTokenOwner,
        )
        .wrong(keys.quote_mint, keys.base_mint, WrongMint)
        .wrong(keys.custody(Put), keys.custody(Call), WrongCustody)
        .wrong(keys.custody(Put), keys.insurance(Put), WrongCustody)
        .wrong(options.pool, other.pool, WrongCustody)
        .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}
