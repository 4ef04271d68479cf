//! The breaker's life on the market: trips, bounds, reopening.

use ballast::errors::BallastError::*;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup, World,
};
use option_risk::{
    breaker::{BreakerState, Direction, Reason, Stage},
    units::Kind,
};

use crate::{
    scenes::{
        bad_price, crash, disarmed, halt, near_series, reach_ramp, rich_writer, selling,
        short_at_limit, START_PRICE,
    },
    support::{on_both, on_both_with, refuses},
};

fn breaker(world: &mut World) -> BreakerState {
    world.market().risk.breaker
}

/// Holds the price until the halt is over.
fn sit_out(world: &mut World) {
    let price = world.market().risk.price;
    while breaker(world).stage() == Stage::Halted {
        world.tick(30, price).unwrap();
    }
}

#[test]
fn a_jump_trips_in_either_direction() {
    for (price, direction) in [(150, Direction::Down), (260, Direction::Up)] {
        on_both(|world| {
            world.tick(60, START_PRICE).unwrap();
            world.tick(60, price * DOLLAR).unwrap();
            let state = breaker(world);
            assert_eq!(state.stage(), Stage::Halted);
            assert_eq!(state.direction(), direction);
            assert_eq!(state.reason(), Reason::Fifteen);
            assert_eq!(state.trip_price, price * DOLLAR);
            assert_eq!(state.halt_started_ts, world.now());
            assert_eq!(state.halt_until_ts, world.now() + 300);
            assert_eq!(state.trip_count, 1);
        });
    }
}

#[test]
fn a_move_under_the_least_does_not_trip() {
    on_both(|world| {
        world.tick(60, START_PRICE).unwrap();
        world.tick(60, START_PRICE / 10_000 * 9_401).unwrap();
        assert_eq!(breaker(world).stage(), Stage::Throttle);
        world.tick(60, START_PRICE / 10_000 * 9_399).unwrap();
        assert_eq!(breaker(world).stage(), Stage::Halted);
        assert_eq!(breaker(world).reason(), Reason::Five);
    });
}

/// A slide too slow for the quarter-hour is caught by the hour.
#[test]
fn a_slide_trips_the_hour() {
    on_both(|world| {
        let mut price = START_PRICE;
        while breaker(world).stage() != Stage::Halted {
            price -= price / 80;
            assert!(price > START_PRICE / 2, "no trip");
            world.tick(300, price).unwrap();
        }
        let state = breaker(world);
        assert_eq!(state.reason(), Reason::Sixty);
        assert_eq!(state.direction(), Direction::Down);
    });
}

#[test]
fn a_disarmed_breaker_never_trips() {
    on_both_with(&disarmed(), |world| {
        for price in [100, 300, 50, 400] {
            world.tick(60, price * DOLLAR).unwrap();
            assert_eq!(breaker(world).stage(), Stage::Normal);
        }
        assert_eq!(breaker(world).trip_count, 0);
    });
}

#[test]
fn a_halt_ends_within_its_bound_however_the_price_runs() {
    on_both(|world| {
        let mut price = 188 * DOLLAR;
        world.tick(60, price).unwrap();
        let started = world.now();
        while breaker(world).stage() == Stage::Halted {
            price -= price / 100;
            world.tick(30, price).unwrap();
            assert!(world.now() <= started + 900, "still halted");
        }
        let state = breaker(world);
        assert_eq!(state.halt_until_ts, started + 900); // every print extended it, to the bound
        assert_eq!(
            state.halted_secs_total as i64,
            state.halt_until_ts - started
        );
    });
}

/// A trip starts the price record anew: what has tripped once is not seen again.
#[test]
fn one_move_trips_once() {
    on_both(|world| {
        halt(world);
        let halted_until = breaker(world).halt_until_ts;
        world.tick(30, 150 * DOLLAR).unwrap();
        world.tick(30, 149 * DOLLAR).unwrap();
        assert_eq!(breaker(world).halt_until_ts, halted_until);
        assert_eq!(world.market().risk.ring.len, 2);
    });
}

/// The clock alone reopens: no print, no crank and no authority is needed.
#[test]
fn a_halt_ends_by_the_clock() {
    let setup = Setup::default();
    on_both_with(&setup, |world| {
        halt(world);
        let params = world.market().params.breaker;
        let halted_at = world.now();
        for (secs, stage) in [
            (299, Stage::Halted),
            (300, Stage::Reopening),
            (300 + 120 + 599, Stage::Reopening),
            (300 + 120 + 600, Stage::Normal),
        ] {
            let stage_then = breaker(world).stage_at(&params, halted_at + secs);
            assert_eq!(stage_then, stage, "after {secs} s");
        }
        // Open since a while: the stable price has followed.
        world.advance(3_600);
        world.set_price(150 * DOLLAR);
        let writer = rich_writer(world, Kind::Put);
        let series = near_series(world, Kind::Put);
        world.write(&writer, &series, SOL).unwrap();
        assert_eq!(breaker(world).stage(), Stage::Normal);
    });
}

#[test]
fn a_cooldown_separates_halts() {
    on_both(|world| {
        halt(world);
        sit_out(world);
        let ended = breaker(world).halt_until_ts;
        world.tick(60, 110 * DOLLAR).unwrap();
        assert_eq!(breaker(world).stage(), Stage::Reopening);
        assert_eq!(breaker(world).trip_count, 1);

        let until_cooled = ended + 1_800 - world.now();
        world.hold(until_cooled - 60, 60, 110 * DOLLAR).unwrap();
        world.tick(59, 80 * DOLLAR).unwrap();
        assert_eq!(breaker(world).trip_count, 1);
        world.tick(1, 60 * DOLLAR).unwrap();
        assert_eq!(breaker(world).trip_count, 2);
        assert_eq!(breaker(world).stage(), Stage::Halted);
    });
}

#[test]
fn a_day_has_two_halts_and_no_third() {
    on_both(|world| {
        let first = world.now() + 60;
        let mut price = 200;
        for trips in 1..=2 {
            price = price * 3 / 4;
            world.tick(60, price * DOLLAR).unwrap();
            assert_eq!(breaker(world).trip_count, trips);
            sit_out(world);
            world.hold(7_200, 60, price * DOLLAR).unwrap();
            assert_eq!(breaker(world).stage(), Stage::Normal);
        }
        price = price * 3 / 4;
        world.tick(60, price * DOLLAR).unwrap();
        assert_eq!(breaker(world).stage(), Stage::Throttle);
        assert_eq!(breaker(world).reason(), Reason::HaltsSpent);
        assert_eq!(breaker(world).trip_count, 2);

        // A day after the first, there is one again.
        let rest = first + 86_400 - world.now();
        world.hold(rest, 3_600, price * DOLLAR).unwrap();
        world.tick(60, price * 3 / 4 * DOLLAR).unwrap();
        assert_eq!(breaker(world).trip_count, 3);
    });
}

/// Liquidations come back with the ramp: a fifth of the limit, then more, then all of it.
#[test]
fn the_ramp_gives_the_limits_back() {
    let mut setup = Setup::default();
    setup.market.liquidation.cap_contracts_per_window = 10 * SOL;
    for kind in Kind::ALL {
        on_both_with(&setup, |world| {
            let scene = short_at_limit(world, kind);
            let owner = scene.writer.key();
            world.tick(60, deep_price(kind)).unwrap();
            world.advance(1);
            refuses(world, BreakerHalted, |world| {
                world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
            });
            sit_out(world);
            refuses(world, BreakerGrace, |world| {
                world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
            });
            reach_ramp(world);
            for percent in [20, 60, 100] {
                let short = |world: &mut World| {
                    let account = world.margin(&owner, kind).unwrap();
                    account.short_of(&scene.series.series)
                };
                let before = short(world);
                // Volatility and the loop gain have shrunk the whole of it.
                let whole = world.market().liquidation_throughput().unwrap();
                assert!((5 * SOL..10 * SOL).contains(&whole), "{whole}");
                world
                    .liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
                    .unwrap();
                assert_eq!(before - short(world), whole * percent / 100);
                world.tick(300, deep_price(kind)).unwrap();
            }
        });
    }
}

/// Far enough beyond [`bad_price`] that a few contracts do not help.
fn deep_price(kind: Kind) -> u64 {
    match kind {
        Kind::Call => bad_price(kind) + 20 * DOLLAR,
        Kind::Put => bad_price(kind) - 20 * DOLLAR,
    }
}

/// New risk is held to stressed margin until the market is normal again.
#[test]
fn margin_is_stressed_while_reopening() {
    let mut setup = Setup::default();
    setup.market.oracle.max_stable_divergence_bps = 3_000;
    on_both_with(&setup, |world| {
        let writer = rich_writer(world, Kind::Put);
        let series = near_series(world, Kind::Put);
        world.write(&writer, &series, 10 * SOL).unwrap();
        halt(world);
        reach_ramp(world);
        let stressed = world.health(&writer.key(), Kind::Put);
        let spare = stressed.collateral - stressed.initial.required;
        refuses(world, InsufficientMargin, |world| {
            world.withdraw(&writer, Kind::Put, spare + 1)
        });
        world.withdraw(&writer, Kind::Put, spare).unwrap();
        world.hold(600, 60, 150 * DOLLAR).unwrap();
        assert_eq!(breaker(world).stage(), Stage::Normal);
        let normal = world.health(&writer.key(), Kind::Put);
        assert!(normal.initial.required <= stressed.initial.required);
    });
}

/// The sale's clock stands still in a halt and in the grace after it: nobody could buy.
#[test]
fn a_halt_does_not_use_up_a_sale() {
    on_both(|world| {
        let scene = selling(world, SOL);
        let started = world.now();
        crash(world);
        world.observe().unwrap();
        sit_out(world);
        let halted = breaker(world).halted_secs_total as i64;
        assert!(halted >= 300);
        let grace = i64::from(world.market().params.breaker.grace_secs);
        let end = started + 600 + halted + grace;
        world.hold(end - world.now(), 60, 150 * DOLLAR).unwrap();
        refuses(world, SaleRunning, |world| world.end_sale(&scene.calls));
        world.tick(1, 150 * DOLLAR).unwrap();
        world.end_sale(&scene.calls).unwrap();
    });
}
