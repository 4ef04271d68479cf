//! First at the gate: a halt is over, and whoever acts first acts on what the others could not.
//!
//! In the grace only top-ups and closes act. Then a fifth of the limits is there for whoever comes, growing over ten
//! minutes; a liquidation needs a print of the last minute, and none older than another on record. What remains: until
//! somebody records the newer print, the older one of that minute may be acted on, for a fifth of the window. The
//! guardian opens nothing sooner than a grace, and hides no crash.

use ballast::errors::BallastError::*;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup, World,
};
use option_risk::{
    breaker::{Reason, Stage},
    units::Kind,
};

use crate::{
    ledger::{closed_secs, show, stage, worth},
    scenes::{
        bad_price, halt, plenty, reach_ramp, rich_writer, short_at_limit, Short, START_PRICE,
    },
    support::{on_both, on_both_with, refuses},
};

/// Ten contracts a minute at most.
fn capped() -> Setup {
    let mut setup = Setup::default();
    setup.market.liquidation.cap_contracts_per_window = 10 * SOL;
    setup
}

fn short_of(world: &mut World, scene: &Short) -> u64 {
    let account = world
        .margin(&scene.writer.key(), scene.series.kind)
        .unwrap();
    account.short_of(&scene.series.series)
}

/// Every second of the ramp's first minute somebody takes whatever the limit gives.
#[test]
fn the_first_minute_gives_a_fifth_and_its_growth_however_greedy() {
    on_both_with(&capped(), |world| {
        let scene = short_at_limit(world, Kind::Put);
        let (owner, greedy) = (scene.writer.key(), &scene.liquidator);
        halt(world);
        world.advance(1);
        while stage(world) == Stage::Halted {
            refuses(world, BreakerHalted, |world| {
                world.liquidate(greedy, &owner, &scene.series, u64::MAX)
            });
            world.tick(60, 150 * DOLLAR).unwrap();
        }
        // The grace: everybody waits, but whoever is sick may top up.
        world.deposit(&scene.writer, &owner, Kind::Put, 1).unwrap();
        refuses(world, BreakerGrace, |world| {
            world.liquidate(greedy, &owner, &scene.series, u64::MAX)
        });
        reach_ramp(world);
        let before = short_of(world, &scene);
        (world.liquidate(greedy, &owner, &scene.series, u64::MAX)).unwrap();
        let whole = world.market().liquidation_throughput().unwrap();
        assert_eq!(before - short_of(world, &scene), whole / 5);
        let mut most = whole;
        for _ in 0..59 {
            world.tick(1, 150 * DOLLAR).unwrap();
            let _ = world.liquidate(greedy, &owner, &scene.series, u64::MAX);
            most = most.max(world.market().liquidation_throughput().unwrap());
        }
        let taken = before - short_of(world, &scene);
        println!("{taken} of {whole} contract atoms in the first minute");
        // 20% and 59 of 600 seconds of the other 80%.
        assert!(taken <= most * 2_787 / 10_000, "{taken} of {most}");
        assert!(taken > whole / 5);
    });
}

/// All of the ramp: no more than its limits add up to, a third less than in the open market.
#[test]
fn the_ramp_as_a_whole_gives_its_share() {
    on_both_with(&capped(), |world| {
        let scene = short_at_limit(world, Kind::Put);
        let owner = scene.writer.key();
        halt(world);
        reach_ramp(world);
        let before = short_of(world, &scene);
        let mut most = 0;
        for _ in 0..10 {
            most = most.max(world.market().liquidation_throughput().unwrap());
            for _ in 0..6 {
                let _ = world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX);
                world.tick(10, 150 * DOLLAR).unwrap();
            }
        }
        let taken = before - short_of(world, &scene);
        println!("{taken} of {} contract atoms in ten minutes", 10 * most);
        let bound = 10 * most * 64 / 100;
        assert!(taken <= bound, "{taken} of {most} a minute");
        // Greedy enough to meet it.
        assert!(taken > bound * 9 / 10, "{taken} of {bound}");
    });
}

/// The price has come back, but nobody has said so yet: the last print of the halt is a minute old.
#[test]
fn a_stale_print_takes_a_fifth_at_most_and_nothing_once_a_newer_is_shown() {
    for (age, newer_first) in [(61, false), (60, false), (60, true)] {
        on_both_with(&capped(), |world| {
            let scene = short_at_limit(world, Kind::Put);
            let (owner, racer) = (scene.writer.key(), &scene.liquidator);
            halt(world);
            world.hold(360, 60, 150 * DOLLAR).unwrap();
            reach_ramp(world);
            let last = world.now();
            let shown = |world: &mut World| show(world, 150 * DOLLAR, world.now() - last);
            world.advance(age);
            if newer_first {
                show(world, START_PRICE, 1);
                world.observe().unwrap();
            }
            shown(world);
            let had = short_of(world, &scene);
            let race = |world: &mut World| world.liquidate(racer, &owner, &scene.series, u64::MAX);
            if age > 60 {
                refuses(world, OracleStale, race);
                return;
            }
            if newer_first {
                refuses(world, AccountHealthy, race);
                return;
            }
            race(world).unwrap();
            let taken = had - short_of(world, &scene);
            world.set_price(START_PRICE);
            world.observe().unwrap();
            let whole = world.market().liquidation_throughput().unwrap();
            // Marked at the price that was true all along, the racer has gained what the owner lost, less the fee.
            let gained = worth(world, &[racer], &scene.series) - i128::from(plenty(Kind::Put));
            println!("{taken} contract atoms at the print of a minute ago: {gained} quote atoms");
            assert!(taken <= 10 * SOL * 28 / 100, "{taken} of {whole}");
            assert!(
                gained > 0 && gained < i128::from(taken / 1_000) * 60,
                "{gained}"
            );
            refuses(world, AccountHealthy, race);
        });
    }
}

/// Paused and lifted at once, three times a day: each time a grace and a ramp, no sooner and no later.
#[test]
fn a_guardian_who_lifts_early_opens_no_sooner_than_a_grace() {
    on_both(|world| {
        let guardian = world.guardian.insecure_clone();
        let scene = short_at_limit(world, Kind::Put);
        let mut price = START_PRICE;
        while !world
            .health(&scene.writer.key(), Kind::Put)
            .is_liquidatable()
        {
            price -= DOLLAR;
            world.tick(1_800, price).unwrap();
        }
        let owner = scene.writer.key();
        for round in 1..=3 {
            price -= DOLLAR;
            world.tick(3_600, price).unwrap();
            world.pause(&guardian).unwrap();
            world.lift_pause(&guardian).unwrap();
            world.tick(119, price).unwrap();
            refuses(world, BreakerGrace, |world| {
                world.liquidate(&scene.liquidator, &owner, &scene.series, SOL)
            });
            world.tick(1, price).unwrap();
            (world.liquidate(&scene.liquidator, &owner, &scene.series, SOL / 10)).unwrap();
            assert_eq!(closed_secs(world), 120 * round);
        }
        world.tick(3_600, price).unwrap();
        refuses(world, PausesSpent, |world| world.pause(&guardian));
    });
}

/// Nor does the guardian lift the breaker's own halt, or cover a crash with a pause.
#[test]
fn a_guardian_neither_lifts_a_halt_nor_hides_a_crash() {
    on_both(|world| {
        let guardian = world.guardian.insecure_clone();
        world.hold(1_200, 60, START_PRICE).unwrap();
        world.pause(&guardian).unwrap();
        world.tick(30, 150 * DOLLAR).unwrap();
        assert_eq!(world.market().risk.breaker.trip_count, 0);
        world.lift_pause(&guardian).unwrap();
        // The first print after it is read against what was before the pause.
        world.tick(30, 150 * DOLLAR).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!((breaker.trip_count, breaker.stage()), (1, Stage::Halted));
        assert_ne!(breaker.reason(), Reason::Guardian);
        refuses(world, NoPause, |world| world.lift_pause(&guardian));
        refuses(world, HaltRunning, |world| world.pause(&guardian));
    });
}

/// Whoever uses the grace to top up is there first: at the gate there is nothing to take.
#[test]
fn a_top_up_in_the_grace_comes_before_every_liquidator() {
    on_both(|world| {
        let scene = short_at_limit(world, Kind::Put);
        let (owner, price) = (scene.writer.key(), bad_price(Kind::Put) - 5 * DOLLAR);
        let other = rich_writer(world, Kind::Put);
        world.tick(60, price).unwrap();
        assert_eq!(stage(world), Stage::Halted);
        while stage(world) == Stage::Halted {
            world.tick(30, price).unwrap();
        }
        let health = world.health(&owner, Kind::Put);
        // And a little for what two minutes may change.
        let missing = health.maintenance.required * 101 / 100 - health.collateral;
        world.deposit(&other, &owner, Kind::Put, missing).unwrap();
        reach_ramp(world);
        refuses(world, AccountHealthy, |world| {
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
    });
}
