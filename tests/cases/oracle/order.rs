//! Which print counts: the newest, one a second, young enough, and none where none is needed.

use anchor_lang::prelude::Pubkey;
use ballast::errors::BallastError::*;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Account,
};
use option_risk::units::Kind;

use super::{faults::show, rejected::counts_a_refusal};
use crate::{
    scenes::{bad_price, disarmed, rich_writer, selling, short_at_limit, START_PRICE},
    support::{assert_unchanged, on_both, on_both_with, refuses, snapshot},
};

/// An older print is refused as an observation, and no reason to refuse anything else: the market goes on at the newer.
#[test]
fn an_older_print_changes_nothing_and_stops_nobody() {
    on_both_with(&disarmed(), |world| {
        let scene = short_at_limit(world, Kind::Put);
        world.tick(60, bad_price(Kind::Put)).unwrap();
        world.advance(5);
        let mut print = world.feed.print(START_PRICE, world.now());
        print.publish_ts = world.market().risk.publish_ts - 1;
        world.publish(&print);
        counts_a_refusal(world, OracleOutOfOrder);
        let owner = scene.writer.key();
        world
            .liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
            .unwrap();
        assert_eq!(world.market().risk.price, bad_price(Kind::Put));
    });
}

/// Who trades with a vault does not choose among recent prints: ten seconds is the bound, and passes.
#[test]
fn a_trade_with_a_vault_needs_a_young_print() {
    on_both(|world| {
        let sold = selling(world, SOL);
        world.tick(60, START_PRICE).unwrap();
        world.advance(10);
        world.buy(&sold.buyer, &sold.calls, SOL, u64::MAX).unwrap();
        world.advance(1);
        refuses(world, OracleStale, |world| {
            world.buy(&sold.buyer, &sold.calls, SOL, u64::MAX)
        });
        world.hold(601, 60, START_PRICE).unwrap();
        world.end_sale(&sold.calls).unwrap();
        world.open_hedge().unwrap();
        world.advance(10);
        world.fill_hedge(&sold.buyer, SOL, u64::MAX).unwrap();
        world.advance(1);
        refuses(world, OracleStale, |world| {
            world.fill_hedge(&sold.buyer, SOL, u64::MAX)
        });
    });
}

/// One print a second: the first one stands.
#[test]
fn a_second_print_of_the_same_second_changes_nothing() {
    on_both_with(&disarmed(), |world| {
        world.tick(60, START_PRICE + DOLLAR).unwrap();
        let before = snapshot(world);
        world.observe().unwrap();
        world.set_price(START_PRICE + 2 * DOLLAR);
        world.observe().unwrap();
        assert_unchanged(world, &before);
        assert_eq!(world.market().risk.price, START_PRICE + DOLLAR);
    });
}

/// Collateral that nothing stands against does not need the oracle.
#[test]
fn a_flat_account_withdraws_with_a_dead_oracle() {
    on_both_with(&disarmed(), |world| {
        let writer = rich_writer(world, Kind::Put);
        let held = world.margin(&writer.key(), Kind::Put).unwrap().collateral;
        show(world, Account::new(Pubkey::default(), vec![]));
        world.withdraw(&writer, Kind::Put, held).unwrap();
        world.close_margin(&writer, Kind::Put).unwrap();
    });
}
