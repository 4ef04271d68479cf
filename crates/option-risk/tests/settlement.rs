//! Settlement: full and thin windows, holes, and prints after the price is fixed.

use crate::common::DAY;
use option_risk::settlement::{is_averaging, ExpirySlot, LATE_SECS, WINDOW_SECS};
use option_risk::RiskError;
use proptest::prelude::*;

const EXPIRY: i64 = 1_700_006_400;

fn settle(prints: &[(i64, u64)]) -> ExpirySlot {
    let mut slot = ExpirySlot::new(EXPIRY);
    for (ts, price) in prints {
        // The first one after the expiry follows one before it.
        let prev = if *ts > 0 { -1 } else { ts - 1 };
        slot.feed(EXPIRY + ts, *price, EXPIRY + prev).unwrap();
    }
    slot
}

#[test]
fn a_full_window_is_averaged_by_time() {
    // Half an hour of minutes at 100, the last ten of them at 130, and a spike at the expiry itself.
    let mut prints: Vec<_> = (-60..0)
        .map(|minute| (minute * 60, if minute >= -10 { 130 } else { 100 }))
        .collect();
    prints.push((0, 9_999));
    let slot = settle(&prints);
    assert_eq!(slot.settlement(), Some(110));
    assert_eq!(slot.covered_secs, WINDOW_SECS as u64);
}

#[test]
fn half_a_window_is_enough_and_less_is_not() {
    let half = |from: i64| -> Vec<_> {
        (from / 60..0)
            .map(|minute| (minute * 60, 100))
            .chain([(5, 200)])
            .collect()
    };
    assert_eq!(settle(&half(-900)).settlement(), Some(100));
    assert_eq!(settle(&half(-840)).settlement(), Some(200));
}

#[test]
fn a_print_holds_for_two_minutes_only() {
    let slot = settle(&[(-1_800, 100), (-600, 100), (1, 250)]);
    assert_eq!(slot.covered_secs, 240);
    assert_eq!(slot.settlement(), Some(250));
}

#[test]
fn nothing_counts_after_the_expiry() {
    let mut prints: Vec<_> = (-30..0).map(|minute| (minute * 60, 100)).collect();
    prints.extend([(-30, 190), (60, 500)]);
    let slot = settle(&prints);
    assert_eq!(slot.covered_secs, WINDOW_SECS as u64);
    // (1,770 x 100 + 30 x 190) / 1,800 = 101.5, rounded down.
    assert_eq!(slot.settlement(), Some(101));
}

#[test]
fn a_print_before_the_window_counts_from_its_start() {
    assert_eq!(settle(&[(-1_860, 100), (-1_700, 100)]).covered_secs, 60);
    assert_eq!(settle(&[(-5_000, 100), (-3_000, 100)]).covered_secs, 0);
}

#[test]
fn without_a_print_before_it_the_first_one_after_settles() {
    assert_eq!(settle(&[(30 * DAY, 77)]).settlement(), Some(77));
}

#[test]
fn a_print_at_the_expiry_settles() {
    let slot = settle(&[(-10, 70), (0, 80)]);
    assert_eq!(slot.settlement(), Some(80));
}

#[test]
fn refusals_are_specific_and_change_nothing() {
    let mut slot = settle(&[(-100, 70)]);
    let before = slot;
    assert_eq!(slot.feed(EXPIRY - 101, 70, 0), Err(RiskError::OutOfOrder));
    assert_eq!(slot.feed(EXPIRY - 99, 0, 0), Err(RiskError::ZeroPrice));
    assert_eq!(slot, before);
}

#[test]
fn the_largest_prices_do_not_overflow() {
    let prints: Vec<_> = (-1_800..=0).map(|ts| (ts, u64::MAX)).collect();
    assert_eq!(settle(&prints).settlement(), Some(u64::MAX));
}

/// Prints at the expiry and after it, each with the time of the one before.
fn fed(prints: &[(i64, u64, i64)]) -> ExpirySlot {
    let mut slot = ExpirySlot::new(EXPIRY);
    for (ts, price, prev) in prints {
        (slot.feed(EXPIRY + ts, *price, EXPIRY + prev)).unwrap();
    }
    slot
}

#[test]
fn an_unwatched_market_takes_the_first_print_only() {
    assert_eq!(fed(&[(40, 70, 39), (60, 80, 59)]).settlement(), None);
    assert_eq!(fed(&[(3, 70, -1), (4, 80, 3)]).settlement(), Some(70));
    let late = [(LATE_SECS - 1, 70, 0), (LATE_SECS, 80, LATE_SECS - 1)];
    assert_eq!(fed(&late).settlement(), Some(80));
}

#[test]
fn the_first_print_may_be_shown_later_and_no_other() {
    let mut slot = fed(&[(-500, 60, -501), (40, 70, 39)]);
    let mut pin = |ts: i64, price, prev: i64| slot.pin(EXPIRY + ts, price, EXPIRY + prev);
    for (ts, prev) in [(-1, -2), (1, 0), (40, 39)] {
        assert_eq!(pin(ts, 90, prev), Err(RiskError::NotFirstPrint));
    }
    assert_eq!(pin(0, 0, -1), Err(RiskError::ZeroPrice));
    assert_eq!(pin(2, 75, -3), Ok(75));
    assert_eq!(pin(2, 75, -3), Err(RiskError::PriceFixed));
}

#[test]
fn where_the_mean_counts_a_pin_fixes_that() {
    // Nineteen minutes at 100; the last print, at 700, holds for the minute up to the expiry.
    let mut minutes: Vec<_> = (-20..0).map(|minute| (minute * 60, 100, 0)).collect();
    minutes[19].1 = 700;
    let mut slot = fed(&minutes);
    // (1,140 x 100 + 60 x 700) / 1,200.
    assert_eq!(slot.pin(EXPIRY + 1, 500, EXPIRY - 1), Ok(130));
    assert_eq!(slot.settlement(), Some(130));
}

#[test]
fn prints_are_averaged_from_half_an_hour_before_the_expiry_and_not_at_it() {
    let averaged = [-1_801, -1_800, -1, 0].map(|ts| is_averaging(EXPIRY, EXPIRY + ts));
    assert_eq!(averaged, [false, true, true, false]);
}

proptest! {
    /// The mean lies between the prints, any later print changes nothing, and a repeated print changes nothing.
    #[test]
    fn is_fixed_once(
        prints in proptest::collection::vec((0i64..200, 1u64..1 << 60), 1..60),
        later in proptest::collection::vec((0i64..1_000_000, 0u64..), 0..10),
    ) {
        let (mut slot, mut doubled) = (ExpirySlot::new(EXPIRY), ExpirySlot::new(EXPIRY));
        let mut ts = EXPIRY - 2_500;
        for (step, price) in &prints {
            ts += step;
            slot.feed(ts, *price, ts - 1).unwrap();
            doubled.feed(ts, *price, ts - 1).unwrap();
            doubled.feed(ts, *price, ts - 1).unwrap();
        }
        slot.feed(EXPIRY + 7, 5, EXPIRY - 1).unwrap();
        doubled.feed(EXPIRY + 7, 5, EXPIRY - 1).unwrap();
        let fixed = slot.settlement().unwrap();
        prop_assert_eq!(Some(fixed), doubled.settlement());
        let least = prints.iter().map(|(_, price)| *price).min().unwrap().min(5);
        let most = prints.iter().map(|(_, price)| *price).max().unwrap();
        prop_assert!((least..=most).contains(&fixed));
        let before = slot;
        for (after, price) in later {
            prop_assert_eq!(slot.feed(EXPIRY + after, price, 0), Ok(false));
        }
        prop_assert_eq!(slot, before);
    }
}
