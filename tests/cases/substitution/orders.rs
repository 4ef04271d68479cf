//! Hedges that cross, buy-backs, orders that are over, and fees: a vault of puts beside that of calls.

use anchor_lang::{error::ErrorCode::*, solana_program::system_program};
use anchor_spl::token;
use ballast::errors::BallastError::*;
use ballast_client::{instructions as ix, SeriesKeys, VaultKeys};
use ballast_harness::{
    setup::USDC,
    support::{MINT_MISMATCH, OWNER_MISMATCH},
    world::fee_recipient,
    Setup,
};
use option_risk::units::Kind;

use super::{cast::ONE, sale, trial::Trial, walk::Walk};
use crate::scenes::START_PRICE;

/// The vault of puts, and what it has sold.
pub struct Puts {
    pub vault: VaultKeys,
    pub series: SeriesKeys,
}

/// A vault of puts that has sold some, wants base, and has too much gamma for its liking.
pub fn sell_puts(walk: &mut Walk) -> Puts {
    let mut params = Setup::default().vault;
    params.hedge.target_delta_bps = 3_000;
    params.buyback.max_gamma_bps = 1;
    let vault = (walk.world)
        .create_vault(3, Kind::Put, params)
        .expect("a vault");
    let series = walk.within(vault, sell_to_both);
    Puts { vault, series }
}

/// A round up to the end of its sale, from which the owner and the stranger buy.
fn sell_to_both(walk: &mut Walk) -> SeriesKeys {
    let cast = walk.cast;
    (walk.world.queue_deposit(&cast.owner, 5_000 * USDC)).expect("a deposit");
    walk.world.roll_round().expect("a roll");
    walk.world.claim_shares(&cast.owner, 0).expect("shares");
    let series = walk.world.start_sale().expect("assets");
    sale::buy_option(walk, &series, 10 * ONE);
    (walk.world.buy(&cast.stranger, &series, 10 * ONE, u64::MAX)).expect("an offer");
    walk.world.hold(601, 60, START_PRICE).expect("prints");
    walk.world.end_sale(&series).expect("an end");
    series
}

pub fn cross(walk: &mut Walk, puts: &Puts) {
    let (cast, keys, seller) = (walk.cast, walk.world.keys, walk.world.vault);
    let (elsewhere, other, buyer) = (&cast.elsewhere, cast.second_vault, puts.vault);
    walk.world.tick(10, START_PRICE).expect("a print");
    let twice = [
        (buyer.vault, seller.vault),
        (buyer.base_account, seller.base_account),
        (buyer.quote_account, seller.quote_account),
    ];
    let trial = Trial::new("cross_hedges", ix::cross_hedges(&keys, &seller, &buyer))
        .wrong(keys.market, elsewhere.keys.market, WrongMarket)
        .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
        .wrong(seller.vault, elsewhere.vault.vault, WrongMarket)
        .wrong(seller.vault, other.vault, WrongCustody)
        .wrong(buyer.vault, elsewhere.vault.vault, WrongMarket)
        .wrong(buyer.vault, other.vault, WrongCustody)
        .wrong_pair(&twice, ConstraintDuplicateMutableAccount)
        .wrong(keys.base_mint, keys.quote_mint, WrongMint)
        .wrong(keys.quote_mint, keys.base_mint, WrongMint)
        .wrong(seller.base_account, other.base_account, WrongCustody)
        .wrong(seller.quote_account, other.quote_account, WrongCustody)
        .wrong(buyer.base_account, other.base_account, WrongCustody)
        .wrong(buyer.quote_account, other.quote_account, WrongCustody)
        .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

pub fn buy_back(walk: &mut Walk, puts: &Puts) {
    open_buyback(walk, puts);
    fill_buyback(walk, puts);
    close_orders(walk, puts);
}

fn open_buyback(walk: &mut Walk, puts: &Puts) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, puts.vault);
    let (elsewhere, other) = (&cast.elsewhere, cast.second_vault);
    walk.world.tick(10, START_PRICE).expect("a print");
    let trial = Trial::new("open_buyback", ix::open_buyback(&keys, &vault))
        .wrong(keys.market, elsewhere.keys.market, WrongMarket)
        .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
        .wrong(vault.vault, elsewhere.vault.vault, WrongMarket)
        .wrong(vault.vault, other.vault, WrongStage);
    walk.step(trial);
}

fn fill_buyback(walk: &mut Walk, puts: &Puts) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, puts.vault);
    let (elsewhere, second, other) = (&cast.elsewhere, cast.second_vault, cast.other_puts);
    let (owner, stranger, series) = (cast.owner.key(), cast.stranger.key(), puts.series);
    let (source, home) = (
        series.option_account(&owner),
        keys.collateral_account(&owner, Kind::Put),
    );
    let trial = Trial::new(
        "fill_buyback",
        ix::fill_buyback(&keys, &vault, &series, &owner, ONE, 1),
    )
    .wrong(owner, stranger, OWNER_MISMATCH)
    .wrong(keys.market, elsewhere.keys.market, WrongMarket)
    .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
    .wrong(vault.vault, elsewhere.vault.vault, WrongMarket)
    .wrong(vault.vault, second.vault, WrongCustody)
    .wrong(series.series, other.series, WrongMint)
    .wrong_pair(
        &[
            (series.series, other.series),
            (series.option_mint, other.option_mint),
        ],
        WrongSeries,
    )
    .wrong(series.option_mint, other.option_mint, WrongMint)
    .wrong(keys.quote_mint, keys.base_mint, WrongMint)
    .wrong(vault.quote_account, second.quote_account, WrongCustody)
    .wrong(source, series.option_account(&stranger), OWNER_MISMATCH)
    .wrong(source, other.option_account(&owner), MINT_MISMATCH)
    .wrong(
        home,
        keys.collateral_account(&owner, Kind::Call),
        MINT_MISMATCH,
    )
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

fn close_orders(walk: &mut Walk, puts: &Puts) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, puts.vault);
    walk.world.hold(301, 60, START_PRICE).expect("prints");
    let trial = Trial::new("close_orders", ix::close_orders(&keys, &vault))
        .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
        .wrong(vault.vault, cast.elsewhere.vault.vault, WrongMarket)
        .wrong(vault.vault, cast.second_vault.vault, NoStaleOrder);
    walk.step(trial);
}

/// The premium was a gain, and the round is rolled.
pub fn claim_fees(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (owner, other) = (cast.owner.key(), cast.second_vault);
    let recipient = fee_recipient();
    let admin = cast.admin.insecure_clone();
    let payer = solana_signer::Signer::pubkey(&admin);
    let mut claim = ix::claim_fees(&keys, &vault, &payer, &recipient);
    let instruction = claim.pop().expect("the claim itself");
    walk.world.send(&claim, &[]).expect("a share account");
    let trial = Trial::new("claim_fees", instruction)
        .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
        .wrong(vault.vault, other.vault, WrongMint)
        .wrong(vault.share_mint, other.share_mint, WrongMint)
        .wrong(vault.share_escrow, other.share_escrow, WrongCustody)
        .wrong(
            vault.share_account(&recipient),
            vault.share_account(&owner),
            WrongOwner,
        )
        .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}
