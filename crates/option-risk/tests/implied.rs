//! The implied mark: where sales move it, how fast it goes, when it has jumped; and its skew.

use crate::common::{HOUR, NOW, SPOT};
use option_math::Vol;
use option_risk::vol::{ImpliedMark, ImpliedParams, Skew};
use option_risk::RiskError;
use proptest::prelude::*;

fn params() -> ImpliedParams {
    ImpliedParams::default()
}

fn start(bps: u32) -> ImpliedMark {
    ImpliedMark::new(Vol::from_bps(bps), NOW).unwrap()
}

fn cleared(from: u32, to: u32, contracts: u64) -> ImpliedMark {
    let mut mark = start(from);
    let vol = Vol::from_bps(to);
    mark.clear(&params(), vol, contracts, NOW).unwrap();
    mark
}

fn bps(vol: Vol) -> f64 {
    vol.0.to_num::<f64>() * 10_000.0
}

fn is_near(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 0.001
}

#[test]
fn a_sale_moves_the_target_by_its_size() {
    let weight = params().weight_contracts;
    for (contracts, share) in [(weight, 0.5), (3 * weight, 0.75), (weight / 9, 0.1)] {
        let mark = cleared(8_000, 12_000, contracts);
        let arrived = mark.at(&params(), NOW + 1_000 * HOUR);
        assert!(is_near(bps(arrived), 8_000.0 + 4_000.0 * share));
    }
    assert_eq!(cleared(8_000, 12_000, 0), start(8_000));
}

/// What nobody bought weighs ten times what somebody did, and only ever lowers the target.
#[test]
fn a_sale_that_finds_no_buyers_lowers_the_target() {
    let weight = params().weight_contracts;
    let passed = |vol, contracts| {
        let mut mark = start(8_000);
        let vol = Vol::from_bps(vol);
        mark.pass(&params(), vol, contracts, NOW).unwrap();
        mark
    };
    for (contracts, share) in [
        (weight / 10, 0.5),
        (3 * weight / 10, 0.75),
        (weight / 90, 0.1),
    ] {
        let arrived = passed(7_200, contracts).at(&params(), NOW + 1_000 * HOUR);
        assert!(is_near(bps(arrived), 8_000.0 - 800.0 * share));
    }
    assert_eq!(passed(8_000, weight), start(8_000));
    assert_eq!(passed(12_000, weight), start(8_000));
    assert_eq!(passed(7_200, 0), start(8_000));
    // That nobody buys is no jump, however far the target falls.
    let far = passed(3_000, weight);
    assert_eq!(far.jump_bps(&params(), Vol::ZERO, NOW), 0);
    // So many that the weight is nothing beside them.
    let all = passed(7_200, u64::MAX).at(&params(), NOW + 1_000 * HOUR);
    assert!((bps(all) - 7_200.0).abs() < 0.01);
}

#[test]
fn the_mark_follows_five_points_an_hour_both_ways() {
    let big = 1_000 * params().weight_contracts;
    for (to, sign) in [(12_000, 1.0), (4_000, -1.0)] {
        let mark = cleared(8_000, to, big);
        for hours in 0..8 {
            let found = mark.at(&params(), NOW + hours * HOUR);
            assert!(is_near(bps(found), 8_000.0 + sign * 500.0 * hours as f64));
        }
        let end = mark.at(&params(), i64::MAX);
        assert!((bps(end) - f64::from(to)).abs() < 5.0, "and no further");
        assert_eq!(mark.at(&params(), NOW - 1), mark.at(&params(), NOW));
    }
}

#[test]
fn a_jump_is_measured_until_it_is_accepted_or_followed() {
    let weight = params().weight_contracts;
    let mut mark = cleared(8_000, 12_000, weight);
    assert_eq!(mark.jump_bps(&params(), Vol::ZERO, NOW), 2_500);
    // The anchor has gone half of the 20 points after two hours.
    let later = mark.jump_bps(&params(), Vol::ZERO, NOW + 2 * HOUR);
    assert!((1_110..=1_112).contains(&later), "{later}");
    assert_eq!(mark.jump_bps(&params(), Vol::ZERO, NOW + 4 * HOUR), 0);
    let before = mark.at(&params(), NOW + HOUR);
    mark.accept(NOW);
    assert_eq!(mark.jump_bps(&params(), Vol::ZERO, NOW), 0);
    assert_eq!(mark.at(&params(), NOW + HOUR), before, "the mark goes on");
    // What the market has realised already is no news; a fall is measured from where the anchor was.
    let mark = cleared(8_000, 12_000, weight);
    assert_eq!(mark.jump_bps(&params(), Vol::from_bps(10_000), NOW), 0);
    assert_eq!(mark.jump_bps(&params(), Vol::from_bps(50_000), NOW), 0);
    let half_known = mark.jump_bps(&params(), Vol::from_bps(9_000), NOW);
    assert!((1_110..=1_112).contains(&half_known), "{half_known}");
    assert_eq!(
        cleared(8_000, 4_000, weight).jump_bps(&params(), Vol::from_bps(50_000), NOW),
        2_500
    );
    assert_eq!(
        cleared(8_000, 4_000, weight).jump_bps(&params(), Vol::ZERO, NOW),
        2_500
    );
    assert_eq!(
        cleared(0, 4_000, weight).jump_bps(&params(), Vol::ZERO, NOW),
        u32::MAX
    );
}

#[test]
fn refusals_are_specific_and_change_nothing() {
    let mut mark = start(8_000);
    let negative = Vol(-Vol::from_bps(1).0);
    let overflow = Err(RiskError::Overflow);
    assert_eq!(mark.clear(&params(), negative, 1, NOW), overflow);
    assert_eq!(mark.pass(&params(), negative, 1, NOW), overflow);
    assert_eq!(mark, start(8_000));
    assert_eq!(ImpliedMark::new(negative, NOW), Err(RiskError::Overflow));
}

#[test]
fn the_skew_is_a_parabola_between_half_and_twice() {
    let mark = Vol::from_bps(8_000);
    let at = |slope_bps, curvature_bps, strike| {
        let skew = Skew {
            slope_bps,
            curvature_bps,
        };
        bps(skew.skewed(mark, SPOT, strike).unwrap())
    };
    let k = 1.2f64.ln();
    let strike = SPOT / 10 * 12;
    assert!(is_near(at(-2_000, 0, strike), 8_000.0 * (1.0 - 0.2 * k)));
    assert!(is_near(at(2_000, 0, strike), 8_000.0 * (1.0 + 0.2 * k)));
    let bend = 1.0 - 0.2 * k + 1.5 * k * k;
    assert!(is_near(at(-2_000, 15_000, strike), 8_000.0 * bend));
    assert!(is_near(at(-2_000, 15_000, SPOT), 8_000.0));
    assert!(is_near(at(10_000, 0, SPOT / 100), 4_000.0));
    assert!(is_near(at(0, 50_000, SPOT * 100), 16_000.0));
    assert_eq!(Skew::FLAT.skewed(mark, SPOT, SPOT * 2), Ok(mark));
}

#[test]
fn a_skew_needs_prices() {
    let skew = Skew {
        slope_bps: 1,
        curvature_bps: 0,
    };
    let mark = Vol::from_bps(8_000);
    assert_eq!(skew.skewed(mark, 0, 1), Err(RiskError::ZeroPrice));
    assert!(matches!(skew.skewed(mark, 1, 0), Err(RiskError::Math(_))));
}

proptest! {
    /// Clearing nothing at any moments in between leaves no trace: the mark is a function of sales and time.
    #[test]
    fn does_not_depend_on_cranking(
        sales in proptest::collection::vec((0i64..40_000, 1_000u32..30_000, 1u64..1 << 44), 1..10),
        cranks in proptest::collection::vec(0i64..40_000, 0..10),
        ask in 0i64..400_000,
    ) {
        let (mut quiet, mut busy) = (start(8_000), start(8_000));
        let mut now = NOW;
        for (gap, bps, contracts) in sales {
            for crank in cranks.iter().filter(|crank| **crank < gap) {
                busy.clear(&params(), Vol::from_bps(bps), 0, now + crank).unwrap();
                busy.jump_bps(&params(), Vol::ZERO, now + crank);
            }
            now += gap;
            for mark in [&mut quiet, &mut busy] {
                mark.clear(&params(), Vol::from_bps(bps), contracts, now).unwrap();
            }
        }
        prop_assert_eq!(quiet.at(&params(), now + ask), busy.at(&params(), now + ask));
    }

    /// Between any two moments it moves no faster than its slew, and between any two sales it stays between them.
    #[test]
    fn is_slewed_and_bounded(
        sales in proptest::collection::vec((0i64..40_000, 1_000u32..30_000, 1u64..1 << 44), 1..10),
    ) {
        let mut mark = start(8_000);
        let (mut now, mut last) = (NOW, 8_000.0);
        for (gap, sold, contracts) in sales {
            let here = bps(mark.at(&params(), now + gap));
            prop_assert!((here - last).abs() <= 500.0 * gap as f64 / HOUR as f64 + 0.001);
            prop_assert!((1_000.0 - 0.001..=30_000.001).contains(&here));
            now += gap;
            last = here;
            mark.clear(&params(), Vol::from_bps(sold), contracts, now).unwrap();
        }
    }

    /// No input panics, and no strike costs more than twice the mark.
    #[test]
    fn skewing_is_total(slope_bps: i32, curvature_bps: u32, spot in 1u64..1 << 63, strike in 1u64..1 << 63) {
        let skew = Skew { slope_bps, curvature_bps };
        let found = skew.skewed(Vol::from_bps(8_000), spot, strike).unwrap();
        prop_assert!((3_999.99..=16_000.01).contains(&bps(found)));
    }
}
