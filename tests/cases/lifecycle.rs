//! One complete life: deposit, sell calls, crash, halt, reopen, liquidate, settle, withdraw.

use ballast::{
    errors::BallastError,
    oracle::OracleKind,
    state::{Amounts, Stage},
};
use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Actor, Setup, World,
};
use option_risk::{breaker, units::Kind};

use crate::{
    scenes,
    support::{on_both, on_both_with, refused},
};

/// Everybody who takes part.
struct Cast {
    depositor: Actor,
    buyer: Actor,
    writer: Actor,
    liquidator: Actor,
    filler: Actor,
}

#[test]
fn whole_path() {
    on_both(whole_life);
}

#[test]
fn whole_path_with_a_receiver_oracle() {
    let setup = Setup {
        oracle: OracleKind::Receiver,
        ..Setup::default()
    };
    on_both_with(&setup, whole_life);
}

#[test]
fn whole_path_with_token_2022_mints() {
    let setup = Setup {
        base_program: anchor_spl::token_2022::ID,
        quote_program: anchor_spl::token_2022::ID,
        ..Setup::default()
    };
    on_both_with(&setup, whole_life);
}

fn whole_life(world: &mut World) {
    let cast = Cast {
        depositor: world.actor(1_000 * SOL, 0).unwrap(),
        buyer: world.actor(1_000 * SOL, 0).unwrap(),
        writer: world.actor(0, 100_000 * USDC).unwrap(),
        liquidator: world.actor(0, 1_000_000 * USDC).unwrap(),
        filler: world.actor(1_000 * SOL, 1_000_000 * USDC).unwrap(),
    };
    let calls = sell_calls(world, &cast);
    let puts = write_puts(world, &cast, calls.expiry_ts);
    crash(world, &cast, &puts);
    reopen(world, &cast, &puts);
    settle(world, &cast, &calls, &puts);
    leave(world, &cast);
}

fn sell_calls(world: &mut World, cast: &Cast) -> SeriesKeys {
    world.queue_deposit(&cast.depositor, 1_000 * SOL).unwrap();
    world.roll_round().unwrap();
    world.claim_shares(&cast.depositor, 0).unwrap();
    assert_eq!(world.shares(&cast.depositor.key()), 1_000 * SOL * 1_000);
    let calls = world.start_sale().unwrap();
    world
        .buy(&cast.buyer, &calls, 500 * SOL, 100 * SOL)
        .unwrap();
    world.hold(660, 60, 200 * DOLLAR).unwrap();
    world.end_sale(&calls).unwrap();
    let vault = world.vault_state();
    assert_eq!(vault.stage, Stage::Live);
    assert!(vault.book.premium_total > 0);
    assert_eq!(world.options(&cast.buyer.key(), &calls), 500 * SOL);
    calls
}

/// A put writer goes to the limit, and no further.
fn write_puts(world: &mut World, cast: &Cast, expiry_ts: i64) -> SeriesKeys {
    let puts = world
        .create_series(Kind::Put, 190 * DOLLAR, expiry_ts)
        .unwrap();
    let (writer, liquidator) = (&cast.writer, &cast.liquidator);
    world
        .open_margin(liquidator, Kind::Put, 1_000_000 * USDC)
        .unwrap();
    world
        .open_margin(writer, Kind::Put, 100_000 * USDC)
        .unwrap();
    world.write(writer, &puts, 100 * SOL).unwrap();
    let required = world.health(&writer.key(), Kind::Put).initial.required;
    world
        .withdraw(writer, Kind::Put, 100_000 * USDC - required)
        .unwrap();
    refused(
        world.withdraw(writer, Kind::Put, 1),
        BallastError::InsufficientMargin,
    );
    refused(
        world.liquidate(liquidator, &writer.key(), &puts, SOL),
        BallastError::AccountHealthy,
    );
    puts
}

/// The crash trips the breaker inside the liquidation, which is deferred.
fn crash(world: &mut World, cast: &Cast, puts: &SeriesKeys) {
    for step in 1..=6 {
        world.tick(60, (200 - step) * DOLLAR).unwrap();
    }
    scenes::crash(world);
    let writer = cast.writer.key();
    let before = world.margin(&writer, Kind::Put).unwrap().collateral;
    world
        .liquidate(&cast.liquidator, &writer, puts, 100 * SOL)
        .unwrap();
    let after = world.margin(&writer, Kind::Put).unwrap().collateral;
    assert_eq!(after, before);
    let market = world.market();
    assert_eq!(market.risk.breaker.stage(), breaker::Stage::Halted);
    assert_eq!(market.risk.breaker.trip_count, 1);
    refused(
        world.liquidate(&cast.liquidator, &writer, puts, 100 * SOL),
        BallastError::BreakerHalted,
    );
    refused(world.open_hedge(), BallastError::BreakerHalted);
}

/// Grace, then the liquidation goes through, and the vault sells what its calls no longer offset.
fn reopen(world: &mut World, cast: &Cast, puts: &SeriesKeys) {
    let writer = cast.writer.key();
    while world.market().risk.breaker.stage() == breaker::Stage::Halted {
        world.tick(30, 150 * DOLLAR).unwrap();
    }
    refused(
        world.liquidate(&cast.liquidator, &writer, puts, 100 * SOL),
        BallastError::BreakerGrace,
    );
    scenes::reach_ramp(world);
    assert!(world.health(&writer, Kind::Put).is_liquidatable());
    world
        .liquidate(&cast.liquidator, &writer, puts, 100 * SOL)
        .unwrap();
    assert!(!world.health(&writer, Kind::Put).is_liquidatable());
    let taken_over = world.margin(&cast.liquidator.key(), Kind::Put).unwrap();
    assert!(taken_over.short_of(&puts.series) > 0);

    world.open_hedge().unwrap();
    world.fill_hedge(&cast.filler, u64::MAX, u64::MAX).unwrap();
    assert!(world.vault_state().book.assets.quote > 0);
}

fn settle(world: &mut World, cast: &Cast, calls: &SeriesKeys, puts: &SeriesKeys) {
    scenes::reach_expiry(world, puts.expiry_ts, 160 * DOLLAR);
    world.settle_series(puts).unwrap();
    world.settle_series(calls).unwrap();
    assert_eq!(world.series_state(puts).settlement_price, 160 * DOLLAR);
    refused(
        world.redeem(&cast.writer, puts, 100 * SOL),
        BallastError::PoolIncomplete,
    );
    for actor in [&cast.writer, &cast.liquidator] {
        let account = world.margin(&actor.key(), Kind::Put).unwrap();
        if account.short_of(&puts.series) > 0 {
            world.settle_short(&actor.key(), puts).unwrap();
        }
    }
    world.settle_vault(calls).unwrap();
    let wallet = world.wallet(&cast.writer.key(), Kind::Put);
    world.redeem(&cast.writer, puts, 100 * SOL).unwrap();
    assert_eq!(
        world.wallet(&cast.writer.key(), Kind::Put) - wallet,
        3_000 * USDC
    );
    world.redeem(&cast.buyer, calls, 500 * SOL).unwrap();
}

fn leave(world: &mut World, cast: &Cast) {
    for actor in [&cast.writer, &cast.liquidator] {
        let left = world.margin(&actor.key(), Kind::Put).unwrap().collateral;
        if left > 0 {
            world.withdraw(actor, Kind::Put, left).unwrap();
        }
        world.close_margin(actor, Kind::Put).unwrap();
    }
    let shares = world.shares(&cast.depositor.key());
    world.queue_withdrawal(&cast.depositor, shares).unwrap();
    world.roll_round().unwrap();
    world.claim_withdrawal(&cast.depositor, 1).unwrap();
    let vault = world.vault_state();
    assert_eq!(vault.book.claimable, Amounts::default());
    assert!(world.wallet(&cast.depositor.key(), Kind::Call) > 0);
    let share_mint = world.vault.share_mint;
    assert_eq!(world.supply(&share_mint), 0);
}
