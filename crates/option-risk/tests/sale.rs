//! Sales: the strike grid, the auction in volatility, the premium, the calendar.

use option_math::{Vol, Years, I64F64};
use option_risk::calendar::{is_on_calendar, next_expiry, validate_expiry, years_to};
use option_risk::sale::{premium_up, sale_vol, strike_for_delta, SaleParams};
use option_risk::units::{Kind, Scale};
use option_risk::valuation::{call_delta, liability_up, unit_value, Terms};
use option_risk::RiskError;
use proptest::prelude::*;

const SOL: Scale = Scale {
    base_decimals: 9,
    quote_decimals: 6,
    price_exponent: -8,
};
const SPOT: u64 = 15_000_000_000;
const DAY: i64 = 86_400;

fn week() -> Years {
    Years::from_secs(7 * 86_400)
}

fn terms(kind: Kind, strike: u64, vol: Vol) -> Terms {
    Terms {
        kind,
        spot: SPOT,
        strike,
        years: week(),
        vol,
    }
}

fn strike(kind: Kind, spot: u64, vol: Vol) -> Result<u64, RiskError> {
    strike_for_delta(kind, spot, week(), vol, &SaleParams::default())
}

#[test]
fn a_ten_delta_weekly_call() {
    // exp(1.2815516 x 0.8 x sqrt(7/365) + 0.32 x 7/365) = 1.15966; 173.95 snaps up to 174.
    assert_eq!(
        strike(Kind::Call, SPOT, Vol::from_bps(8_000)),
        Ok(17_400_000_000)
    );
    // exp(-0.141986 + 0.006137) = 0.87298; 130.9 snaps down to 130.
    assert_eq!(
        strike(Kind::Put, SPOT, Vol::from_bps(8_000)),
        Ok(13_000_000_000)
    );
}

#[test]
fn a_strike_is_a_tick_away_from_spot_at_least() {
    let calm = Vol::from_bps(1);
    assert_eq!(strike(Kind::Call, SPOT, calm), Ok(15_100_000_000));
    assert_eq!(strike(Kind::Call, SPOT + 1, calm), Ok(15_200_000_000));
    assert_eq!(strike(Kind::Put, SPOT, calm), Ok(14_900_000_000));
    assert_eq!(strike(Kind::Put, SPOT - 1, calm), Ok(14_800_000_000));
}

#[test]
fn strikes_that_cannot_be_are_refused() {
    let vol = Vol::from_bps(8_000);
    assert_eq!(
        strike(Kind::Put, 100_000_000, vol),
        Err(RiskError::NoStrike)
    );
    assert_eq!(strike(Kind::Call, 0, vol), Err(RiskError::ZeroPrice));
    assert_eq!(strike(Kind::Call, u64::MAX, vol), Err(RiskError::Overflow));
    let params = SaleParams {
        tick: 0,
        ..SaleParams::default()
    };
    let found = strike_for_delta(Kind::Call, SPOT, week(), vol, &params);
    assert_eq!(found, Err(RiskError::InvalidParameter("tick")));
}

#[test]
fn the_auction_falls_from_start_to_end_and_is_over() {
    let asked = |elapsed| {
        let vol = sale_vol(Vol::from_bps(10_000), elapsed, &SaleParams::default()).unwrap();
        vol.map(|vol| (vol.0.to_num::<f64>() * 1e9).round() / 1e9)
    };
    assert_eq!(asked(0), Some(1.5));
    assert_eq!(asked(300), Some(1.2));
    assert_eq!(asked(600), Some(0.9));
    assert_eq!(asked(601), None);
}

#[test]
fn a_premium_has_a_minimum() {
    let params = SaleParams::default();
    let near = terms(Kind::Call, SPOT, Vol::from_bps(8_000));
    let value = unit_value(Kind::Call, SPOT, SPOT, week(), near.vol).unwrap();
    let expected = (value * 1_000_000_000).ceil().to_num::<u64>();
    assert_eq!(
        premium_up(&near, 1_000_000_000, &SOL, &params),
        Ok(expected)
    );
    let far = terms(Kind::Call, SPOT * 10, Vol::from_bps(8_000));
    assert_eq!(
        premium_up(&far, 1_000_000_000, &SOL, &params),
        Ok(1_000_000)
    );
    assert_eq!(premium_up(&far, 1, &SOL, &params), Ok(1));
    // Ten puts at $15: coverage $150, a thousandth of it.
    let put = terms(Kind::Put, SPOT / 10, Vol::from_bps(8_000));
    assert_eq!(premium_up(&put, 10_000_000_000, &SOL, &params), Ok(150_000));
}

#[test]
fn expiries_are_at_eight() {
    // 2023-11-14 22:13:20 UTC.
    let now = 1_700_000_000;
    let expiry = next_expiry(now, 7).unwrap();
    assert_eq!(expiry, 1_700_640_000);
    assert!(is_on_calendar(expiry) && !is_on_calendar(expiry + 1));
    assert_eq!(next_expiry(expiry, 0), Ok(expiry));
    assert_eq!(next_expiry(expiry, 1), Ok(expiry + DAY));
    assert_eq!(next_expiry(i64::MAX, 1), Err(RiskError::Overflow));
}

#[test]
fn expiries_have_a_nearest_and_a_furthest() {
    let expiry = 1_700_640_000;
    let from = |days: i64| validate_expiry(expiry, expiry - days, 1, 30);
    assert_eq!(from(DAY), Ok(()));
    assert_eq!(from(DAY - 1), Err(RiskError::ExpiryTooSoon));
    assert_eq!(from(30 * DAY), Ok(()));
    assert_eq!(from(30 * DAY + 1), Err(RiskError::ExpiryTooFar));
    assert_eq!(
        validate_expiry(expiry + 60, 0, 1, 30),
        Err(RiskError::OffCalendar)
    );
    assert_eq!(
        validate_expiry(expiry, i64::MIN, 1, 30),
        Err(RiskError::ExpiryTooFar)
    );
}

#[test]
fn time_to_an_expiry_never_runs_negative() {
    assert_eq!(years_to(100, 101), Years::ZERO);
    assert_eq!(years_to(i64::MIN, i64::MAX), Years::ZERO);
    assert_eq!(years_to(31_536_000, 0).0, I64F64::ONE);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The strike is on the grid, out of the money, and its delta is no larger than the target.
    #[test]
    fn strikes_do_not_exceed_the_target_delta(
        spot in 1_000_000_000u64..1 << 45, vol in 2_000u32..30_000, target in 100u32..5_000,
    ) {
        let params = SaleParams { target_delta_bps: target, ..SaleParams::default() };
        let vol = Vol::from_bps(vol);
        let delta = |strike| call_delta(&Terms { kind: Kind::Call, spot, strike, years: week(), vol }).unwrap();
        let target = I64F64::from_num(target) / 10_000;
        let slack = I64F64::ONE / 1_000_000_000;
        let call = strike_for_delta(Kind::Call, spot, week(), vol, &params).unwrap();
        prop_assert!(call.is_multiple_of(params.tick) && call >= spot + params.tick);
        prop_assert!(delta(call) <= target + slack);
        if let Ok(put) = strike_for_delta(Kind::Put, spot, week(), vol, &params) {
            prop_assert!(put.is_multiple_of(params.tick) && put > 0 && put + params.tick <= spot);
            prop_assert!(I64F64::ONE - delta(put) <= target + slack);
        }
    }

    /// A premium never falls short of the value, in parts it never costs less, and it falls as the auction runs.
    #[test]
    fn premiums_favour_the_vault(
        put in any::<bool>(), a in 0u64..1 << 40, b in 0u64..1 << 40, percent in 50u64..200,
        early in 0u64..600, later in 0u64..=600,
    ) {
        let (early, later) = (early.min(later), early.max(later));
        let params = SaleParams::default();
        let kind = if put { Kind::Put } else { Kind::Call };
        let strike = SPOT / 100 * percent;
        let at = |elapsed| {
            let vol = sale_vol(Vol::from_bps(8_000), elapsed, &params).unwrap().unwrap();
            terms(kind, strike, vol)
        };
        let premium = |elapsed, contracts| premium_up(&at(elapsed), contracts, &SOL, &params).unwrap();
        let coverage = SOL.coverage_up(kind, a, strike).unwrap();
        prop_assert!(premium(early, a) >= liability_up(&at(early), coverage).unwrap());
        prop_assert!(premium(early, a) + premium(early, b) >= premium(early, a + b));
        prop_assert!(premium(early, a) + 1 >= premium(later, a));
        prop_assert!(premium(early, a) <= coverage.max(1));
    }

    #[test]
    fn the_next_expiry_is_the_first(now in -(1i64 << 40)..1 << 40, tenor in 0u32..100) {
        let expiry = next_expiry(now, tenor).unwrap();
        let ahead = expiry - now - i64::from(tenor) * DAY;
        prop_assert!(is_on_calendar(expiry) && (0..DAY).contains(&ahead));
    }

    /// Values lie in 0..=1 and obey put-call parity.
    #[test]
    fn values_are_fractions_in_parity(percent in 10u64..1_000, secs in 0u64..31_536_000, vol in 1u32..30_000) {
        let strike = SPOT / 100 * percent;
        let of = |kind| unit_value(kind, SPOT, strike, Years::from_secs(secs), Vol::from_bps(vol)).unwrap();
        let (call, put) = (of(Kind::Call), of(Kind::Put));
        prop_assert!((I64F64::ZERO..=I64F64::ONE).contains(&call));
        prop_assert!((I64F64::ZERO..=I64F64::ONE).contains(&put));
        let ratio = I64F64::from_num(strike) / I64F64::from_num(SPOT);
        let gap = call - put * ratio - (I64F64::ONE - ratio);
        prop_assert!(gap.abs() < I64F64::ONE / 1_000_000_000 * ratio.max(I64F64::ONE));
    }
}
