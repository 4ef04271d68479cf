//! Who and what cannot be liquidated.

use anchor_lang::error::ErrorCode;
use ballast::errors::BallastError::*;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    World,
};
use option_risk::units::Kind;

use super::measure::{liquidate, under_water};
use crate::{
    scenes::{
        bad_price, disarmed, near_series, rich_writer, short_at_limit, write_to_limit, START_PRICE,
        WRITTEN,
    },
    support::{on_both_for_each_kind, on_both_with, refuses, refuses_with},
};

#[test]
fn a_healthy_account_is_left_alone() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        for max_contracts in [1, WRITTEN, u64::MAX] {
            refuses(world, AccountHealthy, |world| {
                let owner = scene.writer.key();
                world.liquidate(&scene.liquidator, &owner, &scene.series, max_contracts)
            });
        }
    });
}

#[test]
fn an_account_made_healthy_is_left_alone_again() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        liquidate(world, &scene, u64::MAX);
        refuses(world, AccountHealthy, |world| {
            let owner = scene.writer.key();
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
    });
}

#[test]
fn a_top_up_ends_the_right_to_liquidate() {
    on_both_with(&disarmed(), |world| {
        let scene = under_water(world, Kind::Put);
        let owner = scene.writer.key();
        let health = world.health(&owner, Kind::Put);
        let missing = health.maintenance.required - health.collateral;
        world
            .deposit(&scene.liquidator, &owner, Kind::Put, missing)
            .unwrap();
        refuses(world, AccountHealthy, |world| {
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
    });
}

#[test]
fn a_liquidator_must_be_able_to_bear_it() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        let all = world
            .margin(&scene.liquidator.key(), kind)
            .unwrap()
            .collateral;
        world.withdraw(&scene.liquidator, kind, all).unwrap();
        let owner = scene.writer.key();
        refuses(world, LiquidatorUnhealthy, |world| {
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
        world
            .deposit(&scene.liquidator, &scene.liquidator.key(), kind, all)
            .unwrap();
        liquidate(world, &scene, u64::MAX);
    });
}

#[test]
fn nobody_liquidates_themselves() {
    on_both_with(&disarmed(), |world| {
        let scene = under_water(world, Kind::Put);
        let owner = scene.writer.key();
        // Anchor refuses one account in two places.
        refuses_with(
            world,
            ErrorCode::ConstraintDuplicateMutableAccount.into(),
            |world| world.liquidate(&scene.writer, &owner, &scene.series, u64::MAX),
        );
    });
}

#[test]
fn only_a_series_of_the_account_can_be_taken() {
    on_both_with(&disarmed(), |world| {
        let scene = under_water(world, Kind::Put);
        let expiry_ts = scene.series.expiry_ts;
        let other = world
            .create_series(Kind::Put, 180 * DOLLAR, expiry_ts)
            .unwrap();
        let owner = scene.writer.key();
        refuses(world, NoPosition, |world| {
            world.liquidate(&scene.liquidator, &owner, &other, u64::MAX)
        });
    });
}

#[test]
fn an_expired_series_is_settled_not_liquidated() {
    on_both_with(&disarmed(), |world| {
        let scene = under_water(world, Kind::Put);
        let to_expiry = scene.series.expiry_ts - world.now();
        world.tick(to_expiry, bad_price(Kind::Put)).unwrap();
        let owner = scene.writer.key();
        refuses(world, SeriesExpired, |world| {
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
    });
}

#[test]
fn the_throughput_cap_holds_per_window() {
    let mut setup = disarmed();
    setup.market.liquidation.cap_contracts_per_window = 5 * SOL;
    on_both_with(&setup, |world| {
        let scene = short_at_limit(world, Kind::Put);
        world.tick(60, 150 * DOLLAR).unwrap();
        let owner = scene.writer.key();
        let short = |world: &mut World| {
            let account = world.margin(&owner, Kind::Put).unwrap();
            account.short_of(&scene.series.series)
        };
        let mut left = WRITTEN;
        for _ in 0..3 {
            // The cap, less what volatility and the loop gain take of it.
            let whole = world.market().liquidation_throughput().unwrap();
            assert!((SOL..5 * SOL).contains(&whole), "{whole}");
            liquidate(world, &scene, SOL);
            liquidate(world, &scene, u64::MAX);
            left -= whole;
            assert_eq!(short(world), left);
            refuses(world, FlowLimit, |world| {
                world.liquidate(&scene.liquidator, &owner, &scene.series, 1)
            });
            world.tick(60, 150 * DOLLAR).unwrap();
        }
    });
}

/// A short whose own options are in the account is nothing to take. Whoever asks for no more than the window has left is
/// told that, and not to wait for the next one.
#[test]
fn what_is_netted_cannot_be_taken() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let series = near_series(world, kind);
        let netted = (world.create_series(kind, START_PRICE, series.expiry_ts)).unwrap();
        let (writer, liquidator) = (rich_writer(world, kind), rich_writer(world, kind));
        world.write(&writer, &netted, SOL).unwrap();
        world.deposit_options(&writer, &netted, SOL).unwrap();
        write_to_limit(world, &writer, &series, WRITTEN);
        world.tick(60, bad_price(kind)).unwrap();
        let owner = writer.key();
        assert!(world.health(&owner, kind).is_liquidatable());
        let whole = world.market().liquidation_throughput().unwrap();
        for max_contracts in [SOL, whole] {
            refuses(world, NothingToLiquidate, |world| {
                world.liquidate(&liquidator, &owner, &netted, max_contracts)
            });
        }
    });
}
