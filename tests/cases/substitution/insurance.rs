//! The insurance fund.

use anchor_lang::{error::ErrorCode::*, prelude::Pubkey, solana_program::system_program};
use anchor_spl::token;
use ballast::errors::BallastError::*;
use ballast_client::instructions as ix;
use ballast_harness::{
    setup::DOLLAR,
    support::{MINT_MISMATCH, OWNER_MISMATCH},
};
use option_risk::units::Kind::{Call, Put};

use super::{trial::Trial, walk::Walk};

/// The fund is added to, and its margin account opened.
pub fn fund(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, stranger) = (cast.owner.key(), cast.stranger.key());
    let source = keys.collateral_account(&owner, Put);
    let trial = Trial::new(
        "fund_insurance",
        ix::fund_insurance(&keys, &owner, Put, 1_000),
    )
    .wrong(owner, stranger, OWNER_MISMATCH)
    .wrong(keys.market, elsewhere.keys.market, WrongCustody)
    .wrong(keys.quote_mint, keys.base_mint, WrongMint)
    .wrong(
        source,
        keys.collateral_account(&stranger, Put),
        OWNER_MISMATCH,
    )
    .wrong(source, keys.collateral_account(&owner, Call), MINT_MISMATCH)
    .wrong(keys.insurance(Put), keys.custody(Put), WrongCustody)
    .wrong(keys.insurance(Put), keys.insurance(Call), WrongCustody)
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
    let backstop = keys.backstop_account(Put);
    let trial = Trial::new("open_backstop", ix::open_backstop(&keys, &owner, Put))
        .free(owner)
        .wrong(keys.market, elsewhere.keys.market, ConstraintSeeds)
        .wrong(keys.insurance_authority(), stranger, ConstraintSeeds)
        .wrong(
            backstop,
            keys.margin_account(&stranger, Put),
            ConstraintSeeds,
        )
        .wrong(system_program::ID, token::ID, InvalidProgramId);
    walk.step(trial);
    let authority = keys.insurance_authority();
    walk.world.margins.push((authority, Put));
}

/// A price at which the owner is worth nothing: the fund takes over.
pub fn backstop(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let (owner, stranger) = (cast.owner.key(), cast.stranger.key());
    let (puts, other) = (cast.puts, cast.other_puts);
    let mut price = walk.world.market().risk.price;
    loop {
        let health = walk.world.health(&owner, Put);
        if health.is_insolvent() {
            break;
        }
        price -= 2 * DOLLAR;
        walk.world.tick(3_600, price).expect("a print");
    }
    let (account, fund) = (keys.margin_account(&owner, Put), keys.backstop_account(Put));
    let trial = Trial::new(
        "backstop_account",
        ix::backstop_account(&keys, &puts, &owner),
    )
    .wrong(keys.market, elsewhere.keys.market, WrongMarket)
    .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
    .wrong(
        account,
        elsewhere.keys.margin_account(&owner, Put),
        WrongMarket,
    )
    .wrong(account, keys.margin_account(&owner, Call), WrongKind)
    .wrong(account, fund, ConstraintDuplicateMutableAccount)
    .wrong(
        keys.insurance_authority(),
        elsewhere.keys.insurance_authority(),
        ConstraintSeeds,
    )
    .wrong(
        fund,
        elsewhere.keys.margin_account(&owner, Put),
        WrongMarket,
    )
    .wrong(fund, keys.margin_account(&stranger, Put), WrongOwner)
    .wrong(puts.series, elsewhere.puts.series, WrongMarket)
    .wrong(puts.series, other.series, NoPosition);
    walk.step(trial);
}

/// What the fund's account has left goes to the fund.
pub fn sweep(walk: &mut Walk) {
    let (cast, keys, elsewhere) = (walk.cast, walk.world.keys, &walk.cast.elsewhere);
    let owner = cast.owner.key();
    let fund = keys.backstop_account(Put);
    // The fund's account is flat; somebody leaves it something.
    let authority: Pubkey = keys.insurance_authority();
    walk.world
        .deposit(&cast.owner, &authority, Put, 1_000)
        .expect("a deposit");
    let trial = Trial::new("sweep_backstop", ix::sweep_backstop(&keys, Put))
        .wrong(keys.market, elsewhere.keys.market, ConstraintSeeds)
        .wrong(
            authority,
            elsewhere.keys.insurance_authority(),
            ConstraintSeeds,
        )
        .wrong(
            fund,
            elsewhere.keys.margin_account(&owner, Put),
            WrongMarket,
        )
        .wrong(fund, keys.margin_account(&owner, Put), WrongOwner)
        .wrong(keys.quote_mint, keys.base_mint, WrongMint)
        .wrong(keys.custody(Put), keys.custody(Call), WrongCustody)
        .wrong(keys.insurance(Put), keys.insurance(Call), WrongCustody)
        .wrong(
            keys.insurance(Put),
            keys.custody(Put),
            ConstraintDuplicateMutableAccount,
        )
        .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}
