//! Distances from a window's extreme, in both directions and over gaps.

use option_math::Vol;
use option_risk::breaker::{read, Direction, Reading};
use option_risk::ring::PriceRing;
use option_risk::RiskError;
use proptest::prelude::*;

const T: i64 = 1_700_000_040;
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
    1_000.0 * size / (0.8 * (secs / 31_536_000.0).sqrt())
}

fn is_near(found: u64, expected: f64) -> bool {
    (found as f64 - expected).abs() <= 1.0
}

#[test]
fn a_fall_is_measured_from_the_high() {
    let found = reading(&ring(&[(0, 10_000), (60, 9_900), (120, 9_800)]), 9_400, 180);
    assert_eq!(
        (found.move15_bps, found.direction15),
        (600, Direction::Down)
    );
    assert!(is_near(found.z15_milli, z_milli(0.06, 900.0)));
    assert!(is_near(found.z60_milli, z_milli(0.06, 3_600.0)));
}

#[test]
fn a_rise_is_measured_from_the_low() {
    let found = reading(&ring(&[(0, 10_000), (60, 10_100)]), 10_700, 180);
    assert_eq!((found.move15_bps, found.direction15), (700, Direction::Up));
    assert_eq!((found.move60_bps, found.direction60), (700, Direction::Up));
    assert!(is_near(found.z15_milli, z_milli(0.07, 900.0)));
}

#[test]
fn windows_differ_by_what_they_still_hold() {
    let prints = [(0, 10_000), (1_500, 9_500), (1_800, 9_400)];
    let found = reading(&ring(&prints), 9_300, 2_000);
    assert_eq!(found.move60_bps, 700);
    // The 15-minute window has forgotten the high; over the gap the move is the larger, but the time too.
    assert!(is_near(found.z15_milli, z_milli(0.07, 2_000.0)));
}

#[test]
fn a_gap_does_not_dampen_a_fall_after_it() {
    // Half an hour of silence, then 6% in two minutes: the fall is read over 15 minutes, not over the silence.
    let found = reading(&ring(&[(0, 10_000), (1_800, 10_000)]), 9_400, 1_920);
    assert!(is_near(found.z15_milli, z_milli(0.06, 900.0)));
    assert_eq!(found.move15_bps, 600);
}

#[test]
fn a_gap_before_the_window_is_no_sudden_move() {
    // 9% over two hours of silence, then calm.
    let found = reading(&ring(&[(0, 10_000), (7_200, 9_100)]), 9_100, 7_260);
    assert!(is_near(found.z15_milli, z_milli(0.09, 7_260.0)));
}

#[test]
fn nothing_to_compare_with_reads_nothing() {
    assert_eq!(reading(&PriceRing::default(), 5, 0), Reading::default());
    assert_eq!(reading(&ring(&[(0, 5)]), 5, 1), Reading::default());
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
    assert_eq!((found.z15_milli, found.move15_bps), (u64::MAX, 1));
}

proptest! {
    /// Any feed prices (positive i64) and any later clock give a reading, larger for a larger fall.
    #[test]
    fn is_total_and_monotone(first in 1u64..1 << 63, a in 1u64..1 << 63, b in 1u64..1 << 63, after in 0i64..1 << 40) {
        let ring = ring(&[(0, first)]);
        let (low, high) = (a.min(b).min(first), a.max(b).min(first));
        let (deep, shallow) = (reading(&ring, low, after), reading(&ring, high, after));
        prop_assert!(deep.z15_milli >= shallow.z15_milli);
        prop_assert!(deep.move15_bps >= shallow.move15_bps);
        prop_assert!(deep.z60_milli <= deep.z15_milli);
        reading(&ring, a.max(b), after);
    }
}
