//! Distances from a window's extreme, in both directions and over gaps.

use crate::common::sensing::T;
use crate::common::YEAR;
use option_math::Vol;
use option_risk::breaker::{read, Direction, Reading};
use option_risk::ring::PriceRing;
use option_risk::RiskError;
use proptest::prelude::*;

const SIGMA_BPS: u32 = 8_000;

fn ring(prints: &[(i64, u64)]) -> PriceRing {
    let mut ring = PriceRing::default();
    for (ts, price) in prints {
        ring.record(T + ts, *price).unwrap();
    }
    ring
}

fn reading(ring: &PriceRing, price: u64, after: i64) -> Reading {
    read(ring, price, T + after, Vol::from_bps(SIGMA_BPS)).unwrap()
}

/// Deviations (x 1000) of a relative move over `secs`.
fn z_milli(size: f64, secs: f64) -> f64 {
    1_000.0 * size / (0.8 * (secs / YEAR as f64).sqrt())
}

fn is_near(found: u64, expected: f64) -> bool {
    (found as f64 - expected).abs() <= 1.0
}

#[test]
fn a_fall_is_measured_from_the_high() {
    let found = reading(&ring(&[(0, 10_000), (60, 9_900), (120, 9_800)]), 9_400, 180);
    assert_eq!(
        (found.fifteen().move_bps, found.fifteen().direction),
        (600, Direction::Down)
    );
    assert!(is_near(found.fifteen().z_milli, z_milli(0.06, 900.0)));
    assert!(is_near(found.sixty().z_milli, z_milli(0.06, 3_600.0)));
}

#[test]
fn a_rise_is_measured_from_the_low() {
    let found = reading(&ring(&[(0, 10_000), (60, 10_100)]), 10_700, 180);
    assert_eq!(
        (found.fifteen().move_bps, found.fifteen().direction),
        (700, Direction::Up)
    );
    assert_eq!(
        (found.sixty().move_bps, found.sixty().direction),
        (700, Direction::Up)
    );
    assert!(is_near(found.fifteen().z_milli, z_milli(0.07, 900.0)));
}

#[test]
fn windows_differ_by_what_they_still_hold() {
    let prints = [(0, 10_000), (1_500, 9_500), (1_800, 9_400)];
    let found = reading(&ring(&prints), 9_300, 2_000);
    assert_eq!(found.sixty().move_bps, 700);
    // The 15-minute window has forgotten the high; over the gap the move is the larger, but the time too.
    assert!(is_near(found.fifteen().z_milli, z_milli(0.07, 2_000.0)));
}

#[test]
fn a_gap_does_not_dampen_a_fall_after_it() {
    // Half an hour of silence, then 6% in two minutes: the fall is read over 15 minutes, not over the silence.
    let found = reading(&ring(&[(0, 10_000), (1_800, 10_000)]), 9_400, 1_920);
    assert!(is_near(found.fifteen().z_milli, z_milli(0.06, 900.0)));
    assert_eq!(found.fifteen().move_bps, 600);
}

#[test]
fn a_gap_before_the_window_is_no_sudden_move() {
    // 9% over two hours of silence, then calm.
    let found = reading(&ring(&[(0, 10_000), (7_200, 9_100)]), 9_100, 7_260);
    assert!(is_near(found.fifteen().z_milli, z_milli(0.09, 7_260.0)));
}

/// Where no window holds a print the last one is the reference, over the time since.
#[test]
fn a_move_over_a_silence_is_read_over_all_of_it() {
    let found = reading(&ring(&[(0, 10_000)]), 9_000, 7_200);
    for window in found.windows {
        assert!(is_near(window.z_milli, z_milli(0.1, 7_200.0)), "{window:?}");
        assert_eq!(window.move_bps, 1_000);
    }
}

#[test]
fn every_window_has_its_own_length() {
    let found = reading(&ring(&[(0, 10_000)]), 9_500, 60);
    let z = |secs: f64| z_milli(0.05, secs);
    for (window, secs) in found.windows.iter().zip([300, 900, 3_600]) {
        assert_eq!((window.secs, window.move_bps), (secs, 500));
        assert!(is_near(window.z_milli, z(f64::from(secs))));
    }
}

#[test]
fn minutes_with_a_print_are_counted_with_the_present_one() {
    let ring = ring(&[(0, 10), (300, 10), (330, 10), (420, 10)]);
    let buckets = |after| reading(&ring, 10, after).windows.map(|w| w.buckets);
    assert_eq!(buckets(425), [2, 3, 3]);
    assert_eq!(buckets(480), [3, 4, 4]);
    assert_eq!(buckets(1_300), [1, 2, 4]);
    assert_eq!(buckets(10_000), [1, 1, 1]);
}

/// Prices of any magnitude keep a millionth part.
#[test]
fn no_feed_is_too_fine_or_too_coarse() {
    for unit in [1, 1_000_000, 1_000_000_000_000, 1 << 48] {
        let found = reading(
            &ring(&[(0, 10_000 * unit), (60, 9_900 * unit)]),
            9_300 * unit,
            61,
        );
        assert_eq!(found.fifteen().move_bps, 700);
        assert!(is_near(found.fifteen().z_milli, z_milli(0.07, 900.0)));
    }
}

#[test]
fn nothing_to_compare_with_reads_nothing() {
    for found in [
        reading(&PriceRing::default(), 5, 0),
        reading(&ring(&[(0, 5)]), 5, 1),
    ] {
        for window in found.windows {
            assert_eq!((window.z_milli, window.move_bps), (0, 0));
            assert_eq!((window.direction, window.buckets), (Direction::None, 1));
        }
    }
}

#[test]
fn refusals_are_specific() {
    let ring = ring(&[(0, 5)]);
    let sigma = Vol::from_bps(SIGMA_BPS);
    assert_eq!(read(&ring, 0, T, sigma), Err(RiskError::ZeroPrice));
    assert_eq!(read(&ring, 5, T - 1, sigma), Err(RiskError::OutOfOrder));
}

#[test]
fn without_volatility_any_move_is_infinitely_rare() {
    let found = read(&ring(&[(0, 10_000)]), 9_999, T + 1, Vol::ZERO).unwrap();
    assert_eq!(
        (found.fifteen().z_milli, found.fifteen().move_bps),
        (u64::MAX, 1)
    );
    // As rare as the move from before the gap: the window's own extreme is what is read.
    let gap = ring(&[(0, 10_000), (7_200, 9_900)]);
    let found = read(&gap, 9_801, T + 7_260, Vol::ZERO).unwrap();
    assert_eq!(found.fifteen().move_bps, 100);
}

proptest! {
    /// Any feed prices (positive i64) and any later clock give a reading, larger for a larger fall.
    #[test]
    fn is_total_and_monotone(first in 1u64..1 << 63, a in 1u64..1 << 63, b in 1u64..1 << 63, after in 0i64..1 << 40) {
        let ring = ring(&[(0, first)]);
        let (low, high) = (a.min(b).min(first), a.max(b).min(first));
        let (deep, shallow) = (reading(&ring, low, after), reading(&ring, high, after));
        prop_assert!(deep.fifteen().z_milli >= shallow.fifteen().z_milli);
        prop_assert!(deep.fifteen().move_bps >= shallow.fifteen().move_bps);
        prop_assert!(deep.sixty().z_milli <= deep.fifteen().z_milli);
        prop_assert!(deep.fifteen().z_milli <= deep.five().z_milli);
        reading(&ring, a.max(b), after);
    }
}
