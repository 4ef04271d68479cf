//! The stable price: its rate, its end, and that nobody's cranking matters.

use crate::common::{NOW, SPOT};
use option_risk::oracle::StablePrice;
use proptest::prelude::*;

const RATE: u32 = 50;

fn after(secs: i64, target: u64) -> u64 {
    StablePrice::new(SPOT, NOW)
        .at(target, RATE, NOW + secs)
        .price
}

#[test]
fn it_follows_at_half_a_percent_of_the_print_a_minute() {
    let (low, high) = (SPOT / 2, SPOT * 2);
    assert_eq!(after(60, high), SPOT + high / 200);
    assert_eq!(after(60, low), SPOT - low / 200);
    assert_eq!(after(600, low), SPOT - low / 20);
    assert_eq!(after(1, high), SPOT + high / 12_000);
}

#[test]
fn it_arrives_and_stays() {
    let target = SPOT + SPOT / 200;
    for secs in [60, 61, 10_000, i64::MAX - NOW] {
        assert_eq!(after(secs, target), target);
        assert_eq!(after(secs, SPOT), SPOT);
    }
    let lower = SPOT - SPOT / 1_000;
    assert_eq!(after(60, lower), lower);
}

/// At 100 and one bps a minute it moves 100 of a unit's 600,000 parts in a second.
#[test]
fn parts_of_a_unit_move_as_units_do() {
    let after_a_second = |price, parts| {
        let found = StablePrice {
            price,
            parts,
            ts: NOW,
        }
        .at(100, 1, NOW + 1);
        (found.price, found.parts)
    };
    assert_eq!(after_a_second(99, 599_800), (99, 599_900));
    assert_eq!(
        after_a_second(99, 599_950),
        (100, 0),
        "never past the print"
    );
    assert_eq!(after_a_second(100, 500_000), (100, 499_900));
    assert_eq!(after_a_second(100, 50), (100, 0));
}

#[test]
fn a_clock_that_stands_or_runs_back_changes_nothing() {
    let stable = StablePrice::new(SPOT, NOW);
    for now in [NOW, NOW - 1, i64::MIN] {
        assert_eq!(stable.at(1, RATE, now), stable);
    }
}

proptest! {
    /// Any split of the time into cranks gives the same price to the last part, and none overshoots.
    #[test]
    fn does_not_depend_on_cranking(
        from in 1u64..1 << 63,
        to in 1u64..1 << 63,
        shift in 0u32..50,
        rate in 5u32..=500,
        steps in proptest::collection::vec(0i64..2_000, 1..20),
    ) {
        let (from, to) = ((from >> shift).max(1), (to >> shift).max(1));
        let start = StablePrice::new(from, NOW);
        let (mut stepped, mut now) = (start, NOW);
        for step in steps {
            now += step;
            stepped = stepped.at(to, rate, now);
            prop_assert!((from.min(to)..=from.max(to)).contains(&stepped.price));
        }
        prop_assert_eq!(stepped, start.at(to, rate, now));
    }

    /// No input panics; the longer it takes the nearer it gets.
    #[test]
    fn is_total_and_monotone(from: u64, to: u64, rate: u32, a in 0i64..1 << 40, b in 0i64..1 << 40) {
        let start = StablePrice::new(from, NOW);
        let gap = |secs: i64| start.at(to, rate, NOW + secs).price.abs_diff(to);
        prop_assert!(gap(a.max(b)) <= gap(a.min(b)));
    }
}
