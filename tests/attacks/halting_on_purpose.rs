//! Shutting the market by the choice of valid prints: wide ones, old ones, extremes of a moment, a dear purchase.
//!
//! Every cause draws on the same budget: two halts in 24 hours, of a quarter of an hour at most, with a grace of two
//! minutes each. So whoever controls every print that is posted shuts a market for 34 minutes a day by moves of the
//! price and for 14 by wide prints; a good print a minute takes the wide ones out of it. In between everybody can
//! leave.

use ballast::errors::BallastError::*;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    World,
};
use option_risk::{
    breaker::{Reason, Stage},
    units::Kind,
};

use crate::{
    ledger::{closed_secs, enter, mark, show, show_wide, stage},
    scenes::{near_series, rich, rich_writer, START_PRICE},
    support::{on_both, refuses},
};

const DAY: i64 = 86_400;

fn trips(world: &mut World) -> u64 {
    world.market().risk.breaker.trip_count
}

/// One and the same wide print, shown for as long as it counts.
#[test]
fn one_wide_print_halts_nothing_however_often_it_is_shown() {
    on_both(|world| {
        world.tick(60, START_PRICE).unwrap();
        world.advance(1);
        show_wide(world, START_PRICE);
        for _ in 0..12 {
            world.observe().unwrap();
            assert_eq!(stage(world), Stage::Throttle);
            world.advance(10);
        }
        assert_eq!(trips(world), 0);
        // Two of them, with nobody in between, do: a minute apart at least, three at most.
        for (gap, expected) in [(60, Stage::Throttle), (60, Stage::Halted)] {
            world.advance(gap);
            show_wide(world, START_PRICE);
            world.observe().unwrap();
            assert_eq!(stage(world), expected);
        }
        assert_eq!(world.market().risk.breaker.reason(), Reason::Confidence);
    });
}

/// Wide prints every fifty seconds, for two days, and no others.
#[test]
fn whoever_posts_only_wide_prints_shuts_a_market_for_fourteen_minutes_a_day() {
    on_both(|world| {
        let mut days = Vec::new();
        for _ in 0..2 {
            let (before, end) = (closed_secs(world), world.now() + DAY);
            while world.now() < end {
                world.advance(50);
                show_wide(world, START_PRICE);
                world.observe().unwrap();
            }
            days.push(closed_secs(world) - before);
        }
        assert_eq!(trips(world), 4);
        println!("shut for {days:?} seconds");
        assert_eq!(days, [840, 840]); // two halts of five minutes, two graces of two
    });
}

/// A good print a minute between them: the wide ones throttle and never halt.
#[test]
fn a_good_print_a_minute_keeps_wide_ones_from_halting() {
    on_both(|world| {
        let end = world.now() + DAY / 4;
        while world.now() < end {
            for _ in 0..2 {
                world.advance(20);
                show_wide(world, START_PRICE);
                world.observe().unwrap();
            }
            world.tick(20, START_PRICE).unwrap();
        }
        assert_eq!((trips(world), closed_secs(world)), (0, 0));
        assert_eq!(stage(world), Stage::Throttle);
    });
}

/// Extremes of a price that swings by 8% within minutes, one after the other: every print trips or extends.
#[test]
fn whoever_posts_only_extremes_shuts_a_market_for_34_minutes_a_day() {
    on_both(|world| {
        let (start, end) = (world.now(), world.now() + DAY);
        let mut longest = 0;
        let mut open_since = start;
        let mut high = false;
        while world.now() < end {
            high = !high;
            let price = if high { 216 * DOLLAR } else { START_PRICE };
            world.tick(30, price).unwrap();
            let shut = stage(world) == Stage::Halted;
            longest = longest.max(if shut { world.now() - open_since } else { 0 });
            open_since = if shut { open_since } else { world.now() };
        }
        let closed = closed_secs(world);
        println!("shut for {closed} s, {longest} s at a time");
        assert_eq!(trips(world), 2);
        assert!(closed <= 2 * (900 + 120), "{closed}");
        assert!(longest <= 900 + 30, "{longest}");
    });
}

/// A print of more than a minute ago, a quarter away: it throttles, and nobody acts on it. The way back is a move of
/// its own, by a print of now, and draws on the day's halts like any other.
#[test]
fn an_old_print_halts_nothing_but_the_way_back_from_it_does() {
    for (age, trips_at_once) in [(60, true), (61, false), (1_200, false)] {
        on_both(|world| {
            let writer = rich_writer(world, Kind::Put);
            let puts = near_series(world, Kind::Put);
            world.write(&writer, &puts, SOL).unwrap();
            world.hold(3_600, 60, START_PRICE).unwrap();
            world.advance(age + 60);
            show(world, 150 * DOLLAR, age);
            world.observe().unwrap();
            assert_eq!(trips(world), u64::from(trips_at_once));
            if !trips_at_once {
                assert_eq!(stage(world), Stage::Throttle);
                refuses(world, OracleStale, |world| world.write(&writer, &puts, SOL));
            }
            world.tick(1, START_PRICE).unwrap();
            assert_eq!((trips(world), stage(world)), (1, Stage::Halted));
        });
    }
}

/// Several prints of one second: the first one counts, and no second one can trip by it.
#[test]
fn of_two_prints_in_one_second_the_first_counts() {
    on_both(|world| {
        world.hold(600, 60, START_PRICE).unwrap();
        for price in [START_PRICE, 150 * DOLLAR, 260 * DOLLAR] {
            world.set_price(price);
            world.observe().unwrap();
        }
        world.advance(5);
        show(world, 150 * DOLLAR, 6); // older than the one on record
        world.observe().unwrap();
        assert_eq!((trips(world), stage(world)), (0, Stage::Normal));
    });
}

/// Half of a large vault bought at the highest price: implied volatility has jumped, and the market halts, once, at the
/// expense of whoever bought.
#[test]
fn a_halt_by_a_dear_purchase_is_paid_for() {
    on_both(|world| {
        let (depositor, attacker) = (rich(world), rich(world));
        enter(world, &depositor, 9_000 * SOL);
        let calls = world.start_sale().unwrap();
        let contracts = 5_000 * SOL;
        let (fair, before) = (
            mark(world, &calls, contracts),
            world.wallet(&attacker.key(), Kind::Call),
        );
        world.buy(&attacker, &calls, contracts, u64::MAX).unwrap();
        let paid = before - world.wallet(&attacker.key(), Kind::Call);
        let overpaid = paid - fair;
        world.tick(10, START_PRICE).unwrap();
        assert_eq!(world.market().risk.breaker.reason(), Reason::ImpliedVol);
        assert_eq!(stage(world), Stage::Halted);
        println!("{overpaid} base atoms over the mark, for five minutes");
        assert!(overpaid > 30 * SOL, "{overpaid}");
        world.hold(7_200, 60, START_PRICE).unwrap();
        assert_eq!(trips(world), 1);
        assert_eq!(closed_secs(world), 300 + 120);
    });
}
