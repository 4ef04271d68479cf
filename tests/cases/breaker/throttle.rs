//! Throttle: half the flow, stressed margin, free hedges against the move.

use ballast::errors::BallastError::*;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup, World,
};
use option_risk::{
    breaker::{Action, Direction, Limit, Permission, Reason, Stage},
    units::Kind,
};

use crate::{
    scenes::{near_series, rich_writer, short_at_limit, START_PRICE, WRITTEN},
    support::{on_both, on_both_with, refuses},
};

fn stage(world: &mut World) -> Stage {
    let now = world.now();
    let market = world.market();
    market.risk.breaker.stage_at(&market.params.breaker, now)
}

/// A move of 4.5% in a minute: rare, but less than a halt asks for.
fn shock(world: &mut World, direction: Direction) -> u64 {
    let price = match direction {
        Direction::Up => START_PRICE + 9 * DOLLAR,
        _ => START_PRICE - 9 * DOLLAR,
    };
    world.hold(1_200, 60, START_PRICE).unwrap();
    world.tick(60, price).unwrap();
    price
}

#[test]
fn a_rare_move_throttles_in_either_direction_and_wears_off_by_the_clock() {
    for direction in [Direction::Up, Direction::Down] {
        on_both(|world| {
            let price = shock(world, direction);
            let breaker = world.market().risk.breaker;
            assert_eq!(breaker.stage(), Stage::Throttle);
            assert_eq!(breaker.reason(), Reason::Fifteen);
            assert_eq!(breaker.direction(), direction);
            // The move stays within the quarter-hour's window, and holds the stage up.
            world.hold(840, 60, price).unwrap();
            assert_eq!(stage(world), Stage::Throttle);
            world.hold(1_920, 60, price).unwrap();
            assert_eq!(stage(world), Stage::Normal);
        });
    }
}

#[test]
fn the_table_of_permissions_in_throttle() {
    on_both(|world| {
        shock(world, Direction::Down);
        let (market, now) = (world.market(), world.now());
        let permission =
            |action| (market.risk.breaker).permission(&market.params.breaker, action, now);
        let allowed = |limit| Permission::Allowed { limit };
        let full = allowed(Limit::Share(10_000));
        for (action, expected) in [
            (Action::WithdrawCollateral, full),
            (Action::WriteOption, full),
            (Action::StartSale, full),
            (Action::BuyOption, full),
            (Action::HedgeAgainstMove, allowed(Limit::Free)),
            (Action::HedgeWithMove, allowed(Limit::Share(5_000))),
            (Action::Liquidate, allowed(Limit::Share(5_000))),
        ] {
            assert_eq!(permission(action), expected, "{action:?}");
        }
    });
}

/// New risk is held to the stressed initial margin, on chain as in the client.
#[test]
fn writing_costs_more_in_throttle() {
    on_both(|world| {
        let series = near_series(world, Kind::Put);
        let writer = rich_writer(world, Kind::Put);
        world.write(&writer, &series, WRITTEN).unwrap();
        let calm = world.health(&writer.key(), Kind::Put).initial.required;
        shock(world, Direction::Up);
        let stressed = world.health(&writer.key(), Kind::Put).initial.required;
        // The price moved away from the strike, and still more is asked for.
        assert!(stressed > calm, "{stressed} after {calm}");
        let health = world.health(&writer.key(), Kind::Put);
        let spare = health.collateral - stressed;
        refuses(world, InsufficientMargin, |world| {
            world.withdraw(&writer, Kind::Put, spare + 1)
        });
        world.withdraw(&writer, Kind::Put, spare).unwrap();
    });
}

/// Half of the window's throughput, and no more.
#[test]
fn liquidation_has_half_its_throughput_in_throttle() {
    let mut setup = Setup::default();
    setup.market.liquidation.cap_contracts_per_window = 20 * SOL;
    on_both_with(&setup, |world| {
        let scene = short_at_limit(world, Kind::Put);
        world.hold(1_200, 60, START_PRICE).unwrap();
        // In steps that throttle and do not halt.
        let mut price = START_PRICE;
        while !world
            .health(&scene.writer.key(), Kind::Put)
            .is_liquidatable()
        {
            price -= 4 * DOLLAR;
            world.hold(1_020, 60, price).unwrap();
            assert_ne!(stage(world), Stage::Halted);
        }
        // The hour before it is quiet, or the move would be one of 10% in an hour.
        world.hold(3_660, 60, price).unwrap();
        world.tick(60, price - 9 * DOLLAR).unwrap();
        assert_eq!(stage(world), Stage::Throttle);
        let owner = scene.writer.key();
        let before = world.margin(&owner, Kind::Put).unwrap();
        world
            .liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
            .unwrap();
        let after = world.margin(&owner, Kind::Put).unwrap();
        let series = scene.series.series;
        let taken = before.short_of(&series) - after.short_of(&series);
        assert_eq!(taken, 10 * SOL);
        refuses(world, FlowLimit, |world| {
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
    });
}

/// Too few minutes with a print: nobody knows what happened in between.
#[test]
fn a_thin_ring_throttles_until_it_has_filled() {
    let mut setup = Setup::default();
    setup.market.breaker.min_buckets15 = 3;
    setup.market.breaker.throttle_secs = 60;
    on_both_with(&setup, |world| {
        world.tick(7_200, START_PRICE).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(breaker.stage(), Stage::Throttle);
        assert_eq!(breaker.reason(), Reason::ThinRing);
        world.hold(240, 60, START_PRICE).unwrap();
        assert_eq!(stage(world), Stage::Normal);
    });
}

/// With the day's halts spent, what would have been a halt throttles.
#[test]
fn a_third_crash_of_the_day_throttles() {
    on_both(|world| {
        let mut price = START_PRICE;
        for crash in 0..3 {
            world.hold(3_600, 60, price).unwrap();
            price = price * 88 / 100;
            world.tick(60, price).unwrap();
            let breaker = world.market().risk.breaker;
            let expected = if crash < 2 {
                Stage::Halted
            } else {
                Stage::Throttle
            };
            assert_eq!(breaker.stage(), expected);
        }
        assert_eq!(world.market().risk.breaker.reason(), Reason::HaltsSpent);
    });
}
