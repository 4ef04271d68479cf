//! The breaker under every clock: standing still, running backwards, jumping, and a ring that has come round.

use ballast::errors::BallastError::*;
use ballast_harness::setup::{DOLLAR, SOL};
use option_risk::{
    breaker::{Reason, Stage},
    ring::BUCKETS,
    units::Kind,
};

use crate::{
    scenes::{halt, near_series, rich_writer, START_PRICE},
    support::{assert_unchanged, on_both, refuses, snapshot},
};

#[test]
fn a_clock_that_stands_still_takes_one_print_and_keeps_the_halt() {
    on_both(|world| {
        halt(world);
        let before = snapshot(world);
        for price in [100, 150, 250] {
            world.set_price(price * DOLLAR);
            world.observe().unwrap();
        }
        assert_unchanged(world, &before);
    });
}

#[test]
fn a_clock_that_runs_backwards_neither_ends_nor_begins_anything() {
    on_both(|world| {
        halt(world);
        let halted = world.market().risk.breaker;
        let writer = rich_writer(world, Kind::Put);
        let series = near_series(world, Kind::Put);
        for back in [1, 60, 3_600, 86_400] {
            world.advance(-back);
            // Older than the print on record, which stands.
            world.set_price(200 * DOLLAR);
            world.observe().unwrap();
            refuses(world, BreakerHalted, |world| {
                world.write(&writer, &series, SOL)
            });
            assert_eq!(world.market().risk.breaker, halted);
            world.advance(back);
        }
        world.tick(300, 150 * DOLLAR).unwrap();
        assert_eq!(world.market().risk.breaker.stage(), Stage::Reopening);
    });
}

/// A year without a print: the halt is long over, and the first print is read over the year, not over a quarter of an
/// hour.
#[test]
fn a_clock_that_jumps_leaves_no_market_shut() {
    on_both(|world| {
        halt(world);
        world.tick(31_536_000, 100 * DOLLAR).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(breaker.stage(), Stage::Normal);
        assert_eq!(breaker.trip_count, 1);
        assert!(breaker.halted_secs_total <= 900);
        // And the breaker is awake again.
        world.hold(1_200, 60, 100 * DOLLAR).unwrap();
        world.tick(60, 80 * DOLLAR).unwrap();
        assert_eq!(world.market().risk.breaker.trip_count, 2);
    });
}

/// The ring holds a little more than an hour: it forgets what is older, and nothing younger.
#[test]
fn a_full_ring_forgets_the_oldest_minute_alone() {
    on_both(|world| {
        // High once, then a slope too slow for any window but the hour's.
        let minutes = BUCKETS as i64 + 40;
        world.tick(60, START_PRICE + 30 * DOLLAR).unwrap();
        world.hold(minutes * 60, 60, START_PRICE).unwrap();
        let ring = world.market().risk.ring;
        assert_eq!(ring.len, BUCKETS as u64);
        let highest = ring.buckets.iter().map(|bucket| bucket.high).max();
        assert_eq!(highest, Some(START_PRICE));
        let trips = world.market().risk.breaker.trip_count;
        // The window's extreme lies on both sides of the ring's seam.
        for minute in 1..=59 {
            world.tick(60, START_PRICE - minute * DOLLAR / 3).unwrap();
        }
        let breaker = world.market().risk.breaker;
        assert_eq!(breaker.trip_count, trips);
        world.tick(60, START_PRICE - 21 * DOLLAR).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(breaker.trip_count, trips + 1);
        assert_eq!(breaker.reason(), Reason::Sixty);
        assert_eq!(breaker.entry_move_bps, 1_050);
    });
}
