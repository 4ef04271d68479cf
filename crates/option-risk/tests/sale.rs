//! Sales: what may be locked, the auction in volatility, the premium, the calendar.

use crate::common::{week, CONTRACT, DAY, NOW, SOL, SPOT, YEAR};
use option_math::{Vol, Years, I64F64};
use option_risk::calendar::{is_on_calendar, next_expiry, validate_expiry, years_to};
use option_risk::sale::{
    least_lot, lockable_down, premium_up, sale_vol, split_premium, SaleParams,
};
use option_risk::units::{Kind, Scale};
use option_risk::valuation::{liability_up, unit_value, Terms};
use option_risk::RiskError;
use proptest::prelude::*;

fn terms(kind: Kind, strike: u64, vol: Vol) -> Terms {
    Terms {
        kind,
        spot: SPOT,
        strike,
        years: week(),
        vol,
    }
}

#[test]
fn nine_tenths_of_the_assets_may_be_sold_against() {
    let lockable =
        |kind, assets, strike| lockable_down(kind, assets, strike, &SOL, &SaleParams::default());
    assert_eq!(
        lockable(Kind::Call, 1_000_000_000_009, 0),
        Ok(900_000_000_008)
    );
    assert_eq!(lockable(Kind::Call, 1, SPOT), Ok(0));
    // $900 of $1,000 secure 6.66 puts at $135.
    assert_eq!(
        lockable(Kind::Put, 1_000_000_000, 13_500_000_000),
        Ok(6_666_666_666)
    );
    assert_eq!(lockable(Kind::Put, 1, 13_500_000_000), Ok(0));
    assert_eq!(lockable(Kind::Put, 1, 0), Err(RiskError::ZeroPrice));
    assert_eq!(lockable(Kind::Put, u64::MAX, 1), Err(RiskError::Overflow));
    assert_eq!(
        lockable(Kind::Call, u64::MAX, SPOT),
        Ok(16_602_069_666_338_596_453)
    );
    // A parameter out of bounds never locks more than there is.
    let odd = SaleParams {
        utilisation_bps: u32::MAX,
        ..SaleParams::default()
    };
    assert_eq!(lockable_down(Kind::Call, 77, SPOT, &SOL, &odd), Ok(77));
}

#[test]
fn a_premium_is_split_without_a_rest() {
    assert_eq!(split_premium(1_000_009, 1_000), Ok((900_009, 100_000)));
    assert_eq!(split_premium(9, 1_000), Ok((9, 0)));
    assert_eq!(split_premium(u64::MAX, u32::MAX), Ok((0, u64::MAX)));
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
    let expected = (value * i128::from(CONTRACT)).ceil().to_num::<u64>();
    assert_eq!(premium_up(&near, CONTRACT, &SOL, &params), Ok(expected));
    let far = terms(Kind::Call, SPOT * 10, Vol::from_bps(8_000));
    assert_eq!(premium_up(&far, CONTRACT, &SOL, &params), Ok(1_000_000));
    assert_eq!(premium_up(&far, 1, &SOL, &params), Ok(1));
    // Ten puts at $15: coverage $150, a thousandth of it.
    let put = terms(Kind::Put, SPOT / 10, Vol::from_bps(8_000));
    assert_eq!(premium_up(&put, 10_000_000_000, &SOL, &params), Ok(150_000));
}

#[test]
fn expiries_are_at_eight() {
    // 2023-11-14 22:13:20 UTC.
    let now = NOW;
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
    assert_eq!(years_to(YEAR as i64, 0).0, I64F64::ONE);
}

#[test]
fn a_lot_is_a_thousandth_or_what_is_left() {
    assert_eq!(least_lot(900_000_000_000, 900_000_000_000), 900_000_000);
    assert_eq!(least_lot(900_000_000_001, 900_000_000_000), 900_000_001);
    assert_eq!(least_lot(900_000_000_000, 7), 7);
    assert_eq!(least_lot(1, 1), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// What is locked covers its contracts and stays within the utilisation, in exact arithmetic and to the last contract;
    /// decimals and exponents of every sign.
    #[test]
    fn coverage_stays_within_utilisation(
        put in any::<bool>(), assets in any::<u64>(), strike in 1u64..1 << 48, utilisation_bps in 100u32..=10_000,
        base_decimals in 0u8..=18, quote_decimals in 0u8..=18, price_exponent in -12i32..=4,
    ) {
        let kind = if put { Kind::Put } else { Kind::Call };
        let params = SaleParams { utilisation_bps, ..SaleParams::default() };
        let scale = Scale { base_decimals, quote_decimals, price_exponent };
        let found = lockable_down(kind, assets, strike, &scale, &params);
        prop_assume!(found != Err(RiskError::Overflow));
        let contracts = found.unwrap();
        let within = |coverage: u64| u128::from(coverage) * 10_000 <= u128::from(assets) * u128::from(utilisation_bps);
        prop_assert!(within(scale.coverage_up(kind, contracts, strike).unwrap()));
        if let Ok(more) = scale.coverage_up(kind, contracts.saturating_add(1), strike) {
            prop_assert!(!within(more) || contracts == u64::MAX);
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
    fn values_are_fractions_in_parity(percent in 10u64..1_000, secs in 0u64..YEAR, vol in 1u32..30_000) {
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
