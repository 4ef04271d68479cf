//! The ring keeps an hour, forgets the rest, and widens a window over a gap.

use crate::common::NOW;
use option_risk::ring::{PriceRing, Print, BUCKETS};
use option_risk::RiskError;
use proptest::prelude::*;

const WINDOW: u32 = 900;

fn ring(prints: &[(i64, u64)]) -> PriceRing {
    let mut ring = PriceRing::default();
    for (ts, price) in prints {
        ring.record(*ts, *price).unwrap();
    }
    ring
}

#[test]
fn an_empty_ring_has_no_extremes() {
    let ring = PriceRing::default();
    assert_eq!(ring.extremes(0, WINDOW), Ok(None));
    assert_eq!(ring.last(), None);
}

#[test]
fn refusals_are_specific_and_change_nothing() {
    let mut ring = ring(&[(1_000, 5)]);
    let before = ring;
    assert_eq!(ring.record(999, 5), Err(RiskError::OutOfOrder));
    assert_eq!(ring.record(1_001, 0), Err(RiskError::ZeroPrice));
    assert_eq!(ring.extremes(999, WINDOW), Err(RiskError::OutOfOrder));
    assert_eq!(ring.extremes(1_000, 0), Err(RiskError::EmptyWindow));
    assert_eq!(ring, before);
}

#[test]
fn a_minute_shares_a_bucket() {
    let ring = ring(&[(60, 10), (90, 30), (119, 20), (120, 25)]);
    assert_eq!(ring.len, 2);
    let first = ring.buckets[0];
    assert_eq!(
        (first.high, first.low, first.close, first.last_ts),
        (30, 10, 20, 119)
    );
}

#[test]
fn the_head_is_the_newest_minute_however_often_the_ring_has_turned() {
    let prints: Vec<_> = (0..200)
        .map(|minute| (minute * 60, 100 + minute as u64))
        .collect();
    let ring = ring(&prints);
    assert_eq!(ring.len, BUCKETS as u64);
    assert_eq!(ring.buckets[ring.head as usize].close, 299);
}

#[test]
fn two_prints_of_one_second_both_count() {
    let ring = ring(&[(60, 10), (60, 30), (60, 20)]);
    let extremes = ring.extremes(60, WINDOW).unwrap().unwrap();
    assert_eq!((extremes.high, extremes.low), (30, 10));
}

#[test]
fn a_gap_widens_the_window() {
    let ring = ring(&[(0, 100), (600, 90)]);
    // 5,000 s after the last print: it alone is the reference.
    let extremes = ring.extremes(5_600, WINDOW).unwrap().unwrap();
    assert_eq!((extremes.high, extremes.low), (90, 90));
    assert_eq!(extremes.effective_window_secs, 5_000);
    assert_eq!((extremes.observations, extremes.before), (0, None));
}

#[test]
fn the_print_before_the_window_is_told_apart() {
    let ring = ring(&[(0, 100), (5_000, 90), (5_100, 95)]);
    let extremes = ring.extremes(5_200, WINDOW).unwrap().unwrap();
    assert_eq!((extremes.high, extremes.low), (95, 90));
    assert_eq!(extremes.effective_window_secs, u64::from(WINDOW));
    assert_eq!(extremes.before, Some(Print { ts: 0, price: 100 }));
}

#[test]
fn a_straddling_bucket_counts_in_full() {
    // The bucket from 60 has prints on both sides of a window that starts at 100.
    let ring = ring(&[(61, 200), (110, 100)]);
    let extremes = ring.extremes(1_000, WINDOW).unwrap().unwrap();
    assert_eq!(
        (extremes.high, extremes.low, extremes.observations),
        (200, 100, 1)
    );
}

#[test]
fn a_print_at_the_start_of_the_window_is_inside() {
    let ring = ring(&[(61, 200), (110, 100)]);
    let extremes = ring.extremes(1_010, WINDOW).unwrap().unwrap();
    assert_eq!((extremes.high, extremes.observations), (200, 1));
    let extremes = ring.extremes(1_011, WINDOW).unwrap().unwrap();
    assert_eq!((extremes.high, extremes.observations), (100, 0));
}

#[test]
fn negative_times_fall_into_their_own_minutes() {
    let ring = ring(&[(-61, 5), (-60, 6), (-1, 7), (0, 8)]);
    assert_eq!(ring.len, 3);
    assert_eq!(ring.buckets[1].start_ts, -60);
}

#[test]
fn the_clock_extremes_do_not_panic() {
    let mut ring = ring(&[(i64::MIN, 5)]);
    ring.record(i64::MAX, 6).unwrap();
    let extremes = ring.extremes(i64::MAX, u32::MAX).unwrap().unwrap();
    assert_eq!((extremes.high, extremes.low), (6, 6));
}

proptest! {
    /// Against a plain list of prints: a window's extremes lie between those of its own prints and those of its
    /// minutes, and the ring never forgets a print of the last hour.
    #[test]
    fn agrees_with_a_list(
        steps in proptest::collection::vec((0i64..400, 1u64..1_000_000), 1..400),
        ahead in 0i64..2_000,
        window in 1u32..3_600,
    ) {
        let mut ring = PriceRing::default();
        let mut prints = Vec::new();
        let mut ts = NOW;
        for (step, price) in steps {
            ts += step;
            ring.record(ts, price).unwrap();
            prints.push((ts, price));
        }
        let now = ts + ahead;
        let start = now - i64::from(window);
        let extremes = ring.extremes(now, window).unwrap().unwrap();
        let since = |from: i64| prints.iter().filter(move |(ts, _)| *ts >= from).map(|(_, price)| *price);
        if ts < start {
            prop_assert_eq!(extremes.effective_window_secs, ahead as u64);
            prop_assert_eq!(Some(extremes.high), prints.last().map(|(_, price)| *price));
        } else {
            let minute = start - start.rem_euclid(60);
            prop_assert!(extremes.high >= since(start).max().unwrap());
            prop_assert!(extremes.high <= since(minute).max().unwrap());
            prop_assert!(extremes.low <= since(start).min().unwrap());
            prop_assert!(extremes.low >= since(minute).min().unwrap());
        }
        prop_assert!(ring.len <= BUCKETS as u64);
    }
}

#[test]
fn a_restarted_ring_knows_only_what_came_since() {
    let mut ring = ring(&[(0, 100), (60, 200), (120, 150)]);
    ring.restart(180, 120).unwrap();
    ring.record(200, 110).unwrap();
    let found = ring.extremes(240, 3_600).unwrap().unwrap();
    assert_eq!((found.high, found.low, found.before), (120, 110, None));
    assert_eq!(ring.restart(300, 0), Err(RiskError::ZeroPrice));
}
