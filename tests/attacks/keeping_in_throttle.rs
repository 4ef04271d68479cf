//! Keeping a market throttled: by withholding prints so that the ring is thin, by wide prints, by options written to
//! oneself.
//!
//! Throttle stops nobody: liquidation has half its limits and new risk is held to stressed margin. A thin ring is over
//! at the third minute with a print, and Throttle half an hour after the last thin one, if a single observer watches.
//! What remains: a wide print each half-hour, if the oracle publishes them; and open interest near the money, which
//! costs margin and nothing else, since options that one person holds both sides of count as if sellers hedged them.

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
    ledger::{closed_secs, enter, show_wide, stage},
    scenes::{expiry, near_series, rich, rich_writer, START_PRICE, WRITTEN},
    support::{on_both_with, refuses},
};

/// Three minutes with a print in a quarter of an hour, as on localnet.
fn watchful() -> Setup {
    let mut setup = Setup::default();
    setup.market.breaker.min_buckets15 = 3;
    setup
}

fn throttled_until(world: &mut World) -> i64 {
    world.market().risk.breaker.throttle_until_ts
}

/// Two prints a quarter-hour for six hours; then a minute's print.
#[test]
fn a_thin_ring_is_over_at_the_third_minute_and_throttle_half_an_hour_later() {
    on_both_with(&watchful(), |world| {
        for _ in 0..45 {
            world.tick(480, START_PRICE).unwrap();
            assert_eq!(stage(world), Stage::Throttle);
        }
        assert_eq!(world.market().risk.breaker.reason(), Reason::ThinRing);
        // A quarter of an hour of silence: nothing of the attacker's helps the observer.
        world.advance(900);
        let mut last_thin = 0;
        for _ in 0..2 {
            world.tick(60, START_PRICE).unwrap();
            last_thin = world.now();
            assert_eq!(throttled_until(world), last_thin + 1_800);
        }
        world.tick(60, START_PRICE).unwrap();
        assert_eq!(throttled_until(world), last_thin + 1_800);
        world.hold(1_739, 60, START_PRICE).unwrap();
        assert_eq!(stage(world), Stage::Throttle);
        world.tick(1, START_PRICE).unwrap();
        assert_eq!(stage(world), Stage::Normal);
        assert_eq!(closed_secs(world), 0);
    });
}

/// Whoever withholds cannot undo what a single observer records: the market stays as it is.
#[test]
fn one_observer_a_minute_keeps_the_ring_full() {
    on_both_with(&watchful(), |world| {
        world.hold(3_600, 60, START_PRICE).unwrap();
        assert_eq!(stage(world), Stage::Normal);
        // One in five minutes will do.
        world.hold(7_200, 300, START_PRICE).unwrap();
        assert_eq!(stage(world), Stage::Normal);
        world.hold(960, 480, START_PRICE).unwrap();
        assert_eq!(stage(world), Stage::Throttle);
    });
}

/// Against an observer who records a print a minute: Throttle for as long as wide prints come, and half an hour more.
#[test]
fn a_wide_print_each_half_hour_throttles_for_as_long_as_it_is_published() {
    on_both_with(&watchful(), |world| {
        world.hold(3_600, 60, START_PRICE).unwrap();
        let mut last_wide = 0;
        for _ in 0..8 {
            world.advance(30);
            show_wide(world, START_PRICE);
            world.observe().unwrap();
            last_wide = world.now();
            world.tick(30, START_PRICE).unwrap();
            world.hold(29 * 60, 60, START_PRICE).unwrap();
            assert_eq!(stage(world), Stage::Throttle);
        }
        assert_eq!(throttled_until(world), last_wide + 1_800);
        world.tick(60, START_PRICE).unwrap();
        assert_eq!(stage(world), Stage::Normal);
        assert_eq!(
            (world.market().risk.breaker.trip_count, closed_secs(world)),
            (0, 0)
        );
    });
}

/// Everything goes on in a market that somebody keeps throttled.
#[test]
fn nobody_is_stopped_in_throttle() {
    on_both_with(&watchful(), |world| {
        let (depositor, buyer) = (rich(world), rich(world));
        let writer = rich_writer(world, Kind::Put);
        let puts = near_series(world, Kind::Put);
        world.tick(3_600, START_PRICE).unwrap();
        assert_eq!(stage(world), Stage::Throttle);
        world.write(&writer, &puts, WRITTEN).unwrap();
        let health = world.health(&writer.key(), Kind::Put);
        let spare = health.collateral - health.initial.required;
        refuses(world, InsufficientMargin, |world| {
            world.withdraw(&writer, Kind::Put, spare + 1)
        });
        world.withdraw(&writer, Kind::Put, spare).unwrap();
        enter(world, &depositor, 1_000 * SOL);
        let calls = world.start_sale().unwrap();
        world.buy(&buyer, &calls, 100 * SOL, u64::MAX).unwrap();
        world.tick(601, START_PRICE).unwrap();
        world.end_sale(&calls).unwrap();
        world.open_hedge().unwrap();
        world.fill_hedge(&buyer, SOL, u64::MAX).unwrap();
        world.close_short(&writer, &puts, WRITTEN).unwrap();
        let shares = world.shares(&depositor.key());
        world.queue_withdrawal(&depositor, shares).unwrap();
        assert_eq!(stage(world), Stage::Throttle);
    });
}

/// At the money and a day from expiry, at the depth of localnet: what it takes to have a loop gain of 0.7, all of it
/// written to oneself.
#[test]
fn options_written_to_oneself_throttle_at_the_price_of_their_margin() {
    on_both_with(&watchful(), |world| {
        world.hold(1_200, 60, START_PRICE).unwrap();
        let expiry_ts = expiry(world, 0);
        let calls = world
            .create_series(Kind::Call, START_PRICE, expiry_ts)
            .unwrap();
        let (mut attackers, mut locked, mut contracts) = (Vec::new(), 0, 0);
        let gain = |world: &mut World| {
            // What was written in this very slot is not in the book.
            world.tick(1, START_PRICE).unwrap();
            world.refresh_book(&[calls]).unwrap();
            let now = world.now();
            world.market().loop_gain_milli(now).unwrap()
        };
        while gain(world) <= 700 {
            let attacker = world.actor(20_000 * SOL, 0).unwrap();
            world
                .open_margin(&attacker, Kind::Call, 20_000 * SOL)
                .unwrap();
            world.write(&attacker, &calls, 20_000 * SOL).unwrap();
            locked += world.health(&attacker.key(), Kind::Call).initial.required;
            contracts += 20_000 * SOL;
            attackers.push(attacker);
        }
        println!(
            "{} contracts, {} base of margin",
            contracts / SOL,
            locked / SOL
        );
        world.tick(60, START_PRICE).unwrap();
        assert_eq!(world.market().risk.breaker.reason(), Reason::LoopGain);
        // At 200: three million in quote at least, of a depth of two million per 1%.
        assert!(locked > 15_000 * SOL, "{locked}");
        // It all comes back for nothing.
        for attacker in &attackers {
            world.close_short(attacker, &calls, 20_000 * SOL).unwrap();
            world.withdraw(attacker, Kind::Call, 20_000 * SOL).unwrap();
        }
        assert!(gain(world) < 100);
        world.hold(1_860, 60, START_PRICE + DOLLAR / 100).unwrap();
        assert_eq!(stage(world), Stage::Normal);
    });
}
