//! Protocol, market, series.

use anchor_lang::{error::ErrorCode::*, solana_program::system_program};
use anchor_spl::token;
use ballast::{errors::BallastError::*, state::Cluster};
use ballast_client::{address, instructions as ix, SeriesKeys, VaultKeys};
use ballast_harness::{setup::DOLLAR, world::fee_recipient, Setup};
use option_risk::units::Kind;
use solana_signer::Signer;

use super::{attempt::Refusal, cast::market_of_feed, trial::Trial, walk::Walk};
use crate::scenes::{expiry, START_PRICE};

pub fn walk(walk: &mut Walk) {
    initialize_protocol(walk);
    create_market(walk);
    create_vault(walk);
    for (kind, dollars) in [(Kind::Call, 290), (Kind::Put, 170)] {
        create_series(walk, kind, dollars * DOLLAR);
    }
    observe(walk);
    refresh_book(walk);
}

fn initialize_protocol(walk: &mut Walk) {
    let (stranger, owner) = (walk.cast.stranger.key(), walk.cast.owner.key());
    let protocol = address::protocol(&stranger);
    let trial = Trial::new(
        "initialize_protocol",
        ix::initialize_protocol(&stranger, &stranger, &stranger, Cluster::Public),
    )
    .wrong(stranger, owner, ConstraintSeeds)
    .wrong(protocol, address::protocol(&owner), ConstraintSeeds)
    .wrong(system_program::ID, token::ID, InvalidProgramId);
    walk.step(trial);
}

fn create_market(walk: &mut Walk) {
    let admin = walk.cast.admin.pubkey();
    let (home, stranger) = (walk.world.keys, walk.cast.stranger.key());
    let keys = market_of_feed(walk.world, 61);
    let params = Setup::default().market;
    let mut create = ix::create_market(&keys, &admin, keys.oracle.to_bytes(), params);
    let instruction = create.pop().expect("the market's own instruction");
    walk.world
        .send(&create, &[&walk.cast.admin])
        .expect("token accounts");
    let mut trial = Trial::new("create_market", instruction)
        .wrong(admin, stranger, WrongAuthority)
        .wrong(
            keys.protocol,
            walk.cast.strangers_protocol(),
            ConstraintSeeds,
        )
        .wrong(keys.market, home.market, ConstraintSeeds)
        .wrong(keys.base_mint, keys.quote_mint, ConstraintSeeds)
        .wrong(keys.quote_mint, keys.base_mint, ConstraintSeeds)
        .wrong(keys.oracle, home.oracle, OracleWrongFeed)
        .wrong(
            keys.insurance_authority(),
            home.insurance_authority(),
            ConstraintSeeds,
        )
        .wrong(token::ID, system_program::ID, InvalidProgramId)
        .wrong(system_program::ID, token::ID, InvalidProgramId);
    for kind in Kind::ALL {
        trial = trial
            .wrong(keys.custody(kind), home.custody(kind), ConstraintTokenOwner)
            .wrong(
                keys.insurance(kind),
                home.insurance(kind),
                ConstraintTokenOwner,
            );
    }
    walk.step(trial);
}

fn create_vault(walk: &mut Walk) {
    let (cast, keys) = (walk.cast, walk.world.keys);
    let (admin, stranger) = (cast.admin.pubkey(), cast.stranger.key());
    let (vault, other) = (VaultKeys::derive(&keys, 2, Kind::Call), cast.second_vault);
    let params = Setup::default().vault;
    let mut create = ix::create_vault(&keys, &vault, &admin, &fee_recipient(), params);
    let instruction = create.pop().expect("the vault's own instruction");
    walk.world
        .send(&create, &[&cast.admin])
        .expect("token accounts");
    let strangers = [
        (admin, stranger),
        (keys.protocol, cast.strangers_protocol()),
    ];
    let trial = Trial::new("create_vault", instruction)
        .wrong(admin, stranger, WrongAuthority)
        .wrong(keys.protocol, cast.strangers_protocol(), WrongAuthority)
        .wrong_pair(&strangers, WrongProtocol)
        .wrong(keys.market, cast.elsewhere.keys.market, ConstraintSeeds)
        .wrong(vault.vault, other.vault, ConstraintSeeds)
        .wrong(vault.share_mint, other.share_mint, ConstraintSeeds)
        .wrong_as(vault.share_escrow, other.share_escrow, Refusal::MISSING)
        .wrong(keys.base_mint, keys.quote_mint, WrongMint)
        .wrong(keys.quote_mint, keys.base_mint, WrongMint)
        .wrong(vault.base_account, other.base_account, ConstraintTokenOwner)
        .wrong(
            vault.quote_account,
            other.quote_account,
            ConstraintTokenOwner,
        )
        .wrong(token::ID, system_program::ID, InvalidProgramId)
        .wrong(
            anchor_spl::associated_token::ID,
            system_program::ID,
            InvalidProgramId,
        )
        .wrong(system_program::ID, token::ID, InvalidProgramId);
    walk.step(trial);
}

fn create_series(walk: &mut Walk, kind: Kind, strike: u64) {
    let (cast, keys) = (walk.cast, walk.world.keys);
    let admin = cast.admin.pubkey();
    let expiry_ts = expiry(walk.world, 7);
    let series = SeriesKeys::derive(&keys, kind, strike, expiry_ts);
    let mut create = ix::create_series(&keys, &series, &admin);
    let instruction = create.pop().expect("the series' own instruction");
    walk.world.send(&create, &[]).expect("a pool");
    let other_kind = match kind {
        Kind::Call => Kind::Put,
        Kind::Put => Kind::Call,
    };
    let other = cast.other_calls;
    let trial = Trial::new("create_series", instruction)
        .free(admin)
        .wrong(keys.market, cast.elsewhere.keys.market, ConstraintSeeds)
        .wrong(series.series, other.series, ConstraintSeeds)
        .wrong(series.option_mint, other.option_mint, ConstraintSeeds)
        .wrong(
            keys.collateral_mint(kind),
            keys.collateral_mint(other_kind),
            ConstraintAssociated,
        )
        .wrong(series.pool, other.pool, ConstraintTokenOwner)
        .wrong(token::ID, system_program::ID, InvalidProgramId)
        .wrong(system_program::ID, token::ID, InvalidProgramId);
    walk.step(trial);
}

fn observe(walk: &mut Walk) {
    let (home, other) = (walk.world.keys, walk.cast.elsewhere.keys);
    walk.world.advance(10);
    walk.world.set_price(START_PRICE);
    let trial = Trial::new("observe", ix::observe(&home))
        .wrong(home.market, other.market, OracleWrongFeed)
        .wrong(home.oracle, other.oracle, OracleWrongFeed);
    walk.step(trial);
}

fn refresh_book(walk: &mut Walk) {
    let (cast, home) = (walk.cast, walk.world.keys);
    let (puts, elsewhere) = (cast.puts, &cast.elsewhere);
    let trial = Trial::new("refresh_book", ix::refresh_book(&home, &[puts.series]))
        .wrong(home.market, elsewhere.keys.market, WrongMarket)
        .wrong(puts.series, elsewhere.puts.series, WrongMarket)
        .wrong(puts.series, home.market, AccountDiscriminatorMismatch)
        .wrong(puts.series, puts.option_mint, AccountOwnedByWrongProgram);
    walk.step(trial);
}
