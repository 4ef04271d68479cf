//! The strike a vault sells: its delta under the skew, its distance from the money, the grid; and its expiry.

use crate::common::{week, DAY, FRIDAY, SPOT};
use option_math::{Vol, Years, I64F64};
use option_risk::sale::{pick, strike_for_delta, Pick, SaleParams, SaleView};
use option_risk::schedule::ScheduleParams;
use option_risk::units::Kind;
use option_risk::valuation::{sensitivity, Terms};
use option_risk::vol::Skew;
use option_risk::{Result, RiskError};
use proptest::prelude::*;

const DOLLAR: u64 = 100_000_000;
fn view(spot: u64, vol_bps: u32) -> SaleView {
    SaleView {
        spot,
        now: FRIDAY,
        mark_vol: Vol::from_bps(vol_bps),
        skew: Skew::FLAT,
    }
}

fn strike(kind: Kind, spot: u64, vol_bps: u32) -> Result<u64> {
    strike_for_delta(kind, &view(spot, vol_bps), week(), &SaleParams::default())
}

/// Absolute delta of a strike at the volatility which the skew gives it.
fn delta(kind: Kind, view: &SaleView, strike: u64, years: Years) -> I64F64 {
    let vol = view.skew.skewed(view.mark_vol, view.spot, strike).unwrap();
    let spot = view.spot;
    let terms = Terms {
        kind,
        spot,
        strike,
        years,
        vol,
    };
    sensitivity(&terms).unwrap().delta.abs()
}

#[test]
fn a_ten_delta_weekly_option() {
    // exp(1.2815516 x 0.8 x sqrt(7/365) + 0.32 x 7/365) = 1.15966; 173.95 snaps up to 174.
    assert_eq!(strike(Kind::Call, SPOT, 8_000), Ok(174 * DOLLAR));
    // exp(-0.141986 + 0.006137) = 0.87298; 130.9 snaps down to 130.
    assert_eq!(strike(Kind::Put, SPOT, 8_000), Ok(130 * DOLLAR));
}

#[test]
fn a_skew_moves_the_strike_to_where_options_are_dearer() {
    let with = |kind, slope_bps, curvature_bps| {
        let skew = Skew {
            slope_bps,
            curvature_bps,
        };
        let view = SaleView {
            skew,
            ..view(SPOT, 8_000)
        };
        let fine = SaleParams {
            tick: 1,
            ..SaleParams::default()
        };
        strike_for_delta(kind, &view, week(), &fine).unwrap() / (DOLLAR / 100)
    };
    let cents = [
        (Kind::Call, 0, 0, 17_394),
        (Kind::Call, -2_000, 0, 17_317),
        (Kind::Call, 2_000, 0, 17_477),
        (Kind::Call, 0, 5_000, 17_424),
        (Kind::Call, -2_000, 5_000, 17_345),
        (Kind::Put, 0, 0, 13_094),
        (Kind::Put, -2_000, 0, 13_047),
        (Kind::Put, 2_000, 0, 13_139),
        (Kind::Put, 0, 5_000, 13_078),
        (Kind::Put, -2_000, 5_000, 13_030),
    ];
    // Roots of delta(K, 0.8 x (1 + slope k + curvature k^2)) = 0.1 at k = ln(K / 150), mpmath at 60 digits: in cents.
    for (kind, slope, curvature, expected) in cents {
        let found = with(kind, slope, curvature);
        assert!(
            found.abs_diff(expected) <= 1,
            "{kind:?} {slope} {curvature}: {found} for {expected}"
        );
    }
}

#[test]
fn strikes_keep_their_distance_from_the_price() {
    // 1% out of $150 is 151.50 and 148.50, snapped outwards.
    assert_eq!(strike(Kind::Call, SPOT, 1), Ok(152 * DOLLAR));
    assert_eq!(strike(Kind::Put, SPOT, 1), Ok(148 * DOLLAR));
    // 1,010,001.01 and 990,000.99 on the finest grid.
    let fine = SaleParams {
        tick: 1,
        ..SaleParams::default()
    };
    let at = |kind, vol| strike_for_delta(kind, &view(1_000_001, vol), week(), &fine);
    assert_eq!(at(Kind::Call, 1), Ok(1_010_002));
    assert_eq!(at(Kind::Put, 1), Ok(990_000));
    // 1,500,001.5 and 500,000.5, inwards.
    assert_eq!(at(Kind::Call, 40_000), Ok(1_500_001));
    assert_eq!(at(Kind::Put, 60_000), Ok(500_001));
    // 50% out at the most: 225 and 75; a price between ticks is snapped past it.
    assert_eq!(strike(Kind::Call, SPOT, 40_000), Ok(225 * DOLLAR));
    assert_eq!(strike(Kind::Put, SPOT, 60_000), Ok(75 * DOLLAR));
    assert_eq!(strike(Kind::Call, SPOT + 1, 40_000), Ok(226 * DOLLAR));
    assert_eq!(strike(Kind::Put, SPOT - 3, 60_000), Ok(74 * DOLLAR));
}

#[test]
fn a_strike_is_a_tick_away_from_spot_at_least() {
    let params = SaleParams {
        min_otm_bps: 0,
        ..SaleParams::default()
    };
    let at = |kind, spot| strike_for_delta(kind, &view(spot, 1), week(), &params);
    assert_eq!(at(Kind::Call, SPOT), Ok(151 * DOLLAR));
    assert_eq!(at(Kind::Call, SPOT + 1), Ok(152 * DOLLAR));
    assert_eq!(at(Kind::Put, SPOT), Ok(149 * DOLLAR));
    assert_eq!(at(Kind::Put, SPOT - 1), Ok(148 * DOLLAR));
}

#[test]
fn strikes_that_cannot_be_are_refused() {
    assert_eq!(strike(Kind::Put, DOLLAR, 8_000), Err(RiskError::NoStrike));
    assert_eq!(strike(Kind::Put, 1, 8_000), Err(RiskError::NoStrike));
    for kind in Kind::ALL {
        assert_eq!(strike(kind, 0, 8_000), Err(RiskError::ZeroPrice));
        let params = SaleParams {
            tick: 0,
            ..SaleParams::default()
        };
        let found = strike_for_delta(kind, &view(SPOT, 8_000), week(), &params);
        assert_eq!(found, Err(RiskError::InvalidParameter("tick")));
    }
    assert_eq!(
        strike(Kind::Call, u64::MAX, 8_000),
        Err(RiskError::Overflow)
    );
    let params = SaleParams {
        tick: u64::MAX,
        ..SaleParams::default()
    };
    let wide = |kind| strike_for_delta(kind, &view(SPOT, 8_000), week(), &params);
    assert_eq!(wide(Kind::Call), Err(RiskError::Overflow));
    assert_eq!(wide(Kind::Put), Err(RiskError::NoStrike));
}

#[test]
fn a_pick_is_the_schedules_expiry_and_its_strike() {
    let (schedule, params) = (ScheduleParams::default(), SaleParams::default());
    let at = |now| {
        let view = SaleView {
            now,
            ..view(SPOT, 8_000)
        };
        pick(Kind::Call, &view, &schedule, &params)
    };
    assert_eq!(
        at(FRIDAY),
        Ok(Pick {
            strike: 174 * DOLLAR,
            expiry_ts: FRIDAY + 7 * DAY,
        })
    );
    // Four days late it is ten days to the expiry after: 1.2815516 x 0.13242 + 0.32 x 10 / 365 = 0.17848, 179.3 dollars.
    assert_eq!(
        at(FRIDAY + 4 * DAY),
        Ok(Pick {
            strike: 180 * DOLLAR,
            expiry_ts: FRIDAY + 14 * DAY,
        })
    );
    assert_eq!(at(i64::MAX), Err(RiskError::Overflow));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// A flat strike's delta is no larger than the target, but where the greatest distance holds it.
    #[test]
    fn strikes_do_not_exceed_the_target_delta(
        spot in 1_000_000_000u64..1 << 45, vol in 2_000u32..30_000, target in 100u32..5_000,
    ) {
        let params = SaleParams { target_delta_bps: target, ..SaleParams::default() };
        let view = view(spot, vol);
        let most = I64F64::from_num(target) / 10_000 + I64F64::ONE / 1_000_000_000;
        let call = strike_for_delta(Kind::Call, &view, week(), &params).unwrap();
        prop_assert!(delta(Kind::Call, &view, call, week()) <= most || call >= spot + spot / 2);
        if let Ok(put) = strike_for_delta(Kind::Put, &view, week(), &params) {
            prop_assert!(delta(Kind::Put, &view, put, week()) <= most || put <= spot - spot / 2);
        }
    }

    /// Whatever the skew: on the grid, between both distances, at most a tick past the greater for the grid's sake; a put
    /// has none only where the grid has none.
    #[test]
    fn strikes_lie_on_the_grid_between_the_limits(
        put in any::<bool>(), spot in 1u64..1 << 45, vol in 1u32..60_000, target in 100u32..=5_000, secs in 3_600u64..1_209_600,
        slope_bps in -10_000i32..=10_000, curvature_bps in 0u32..=50_000,
        min_otm_bps in 0u32..=5_000, reach in 0u32..=7_500, tick in 1u64..1 << 32,
    ) {
        let max_otm_bps = (min_otm_bps + reach).clamp(500, 7_500);
        let params = SaleParams { target_delta_bps: target, min_otm_bps, max_otm_bps, tick, ..SaleParams::default() };
        prop_assert_eq!(params.validate(), Ok(()));
        let view = SaleView { skew: Skew { slope_bps, curvature_bps }, ..view(spot, vol) };
        let kind = if put { Kind::Put } else { Kind::Call };
        let found = strike_for_delta(kind, &view, Years::from_secs(secs), &params);
        let (least, most) = (u64::from(min_otm_bps), u64::from(max_otm_bps));
        let distance = |bps: u64| u128::from(spot) * u128::from(bps);
        let Ok(strike) = found else {
            prop_assert_eq!(found, Err(RiskError::NoStrike));
            // The nearest put allowed is below the first tick, or the target lies there.
            prop_assert!(put && spot - (distance(most) / 10_000) as u64 <= 2 * tick + spot.min(2 * tick));
            return Ok(());
        };
        prop_assert!(strike > 0 && strike.is_multiple_of(tick));
        prop_assert_eq!(strike > spot, !put);
        let away = u128::from(strike.abs_diff(spot));
        prop_assert!(away >= u128::from(tick));
        prop_assert!(away * 10_000 >= distance(least));
        // A rounding of the distance, and up to a tick to the grid; or two from a spot between ticks.
        prop_assert!(away < distance(most) / 10_000 + 1 + u128::from(tick) || away < 2 * u128::from(tick));
    }
}
