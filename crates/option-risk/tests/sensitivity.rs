//! Greeks of the vault's options, in base per contract.

use crate::common::{DAY, SPOT, YEAR};
use option_math::{Vol, Years, I64F64};
use option_risk::units::Kind;
use option_risk::valuation::{
    liability_down, liability_up, sensitivity, unit_value, Sensitivity, Terms,
};
use option_risk::RiskError;
use proptest::prelude::*;

/// Derivatives of the price taken numerically at 60 digits: `tools/generate_vectors.py`.
const VECTORS: &str = include_str!("vectors/sensitivity.csv");

fn terms(kind: Kind, spot: u64, strike: u64, secs: u64, vol_bps: u32) -> Terms {
    Terms {
        kind,
        spot,
        strike,
        years: Years::from_secs(secs),
        vol: Vol::from_bps(vol_bps),
    }
}

fn all(greeks: &Sensitivity) -> [I64F64; 4] {
    let Sensitivity {
        delta,
        gamma_per_pct,
        vega_per_point,
        theta_per_day,
    } = *greeks;
    [delta, gamma_per_pct, vega_per_point, theta_per_day]
}

#[test]
fn greeks_are_the_derivatives() {
    let mut most = [0f64; 4];
    let mut count = 0;
    for line in VECTORS.lines().skip(1) {
        let fields: Vec<i128> = line
            .split(',')
            .map(|field| field.parse().unwrap())
            .collect();
        let (spot, strike) = (fields[0] as u64, fields[1] as u64);
        let found = terms(Kind::Call, spot, strike, fields[2] as u64, fields[3] as u32);
        let found = all(&sensitivity(&found).unwrap());
        for (i, most) in most.iter_mut().enumerate() {
            let error = (found[i].to_bits() - fields[4 + i]) as f64 / 2f64.powi(64);
            *most = most.max(error.abs());
        }
        count += 1;
    }
    println!("errors of delta, gamma, vega, theta: {most:?}");
    assert_eq!(count, 200);
    for (error, bound) in most.into_iter().zip([1e-16, 1e-17, 1e-18, 1e-17]) {
        assert!(error < bound, "{most:?}");
    }
}

#[test]
fn at_its_expiry_an_option_is_the_base_or_nothing() {
    let half = I64F64::ONE / 2;
    for (strike, delta) in [
        (SPOT - 1, I64F64::ONE),
        (SPOT, half),
        (SPOT + 1, I64F64::ZERO),
    ] {
        let call = sensitivity(&terms(Kind::Call, SPOT, strike, 0, 8_000)).unwrap();
        let none = I64F64::ZERO;
        assert_eq!(all(&call), [delta, none, none, none], "at {strike}");
        let put = sensitivity(&terms(Kind::Put, SPOT, strike, 0, 8_000)).unwrap();
        assert_eq!(put.delta, delta - I64F64::ONE);
    }
}

#[test]
fn gamma_is_capped_where_it_grows_without_bound() {
    // A second before the expiry at the money: n(0) / (0.1 x 0.000178) / 100 is over 200.
    let found = sensitivity(&terms(Kind::Call, SPOT, SPOT, 1, 1_000)).unwrap();
    assert_eq!(found.gamma_per_pct, I64F64::ONE);
}

#[test]
fn prices_of_zero_are_refused() {
    for kind in Kind::ALL {
        for (spot, strike) in [(0, SPOT), (SPOT, 0)] {
            let terms = terms(kind, spot, strike, DAY as u64, 8_000);
            assert_eq!(sensitivity(&terms), Err(RiskError::ZeroPrice));
            assert_eq!(liability_down(&terms, 1), Err(RiskError::ZeroPrice));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// One base apart in delta, alike in all else, each with its sign.
    #[test]
    fn a_put_is_its_call_less_the_base(percent in 20u64..500, secs in 0..YEAR, vol in 100u32..30_000) {
        let of = |kind| sensitivity(&terms(kind, SPOT, SPOT / 100 * percent, secs, vol)).unwrap();
        let (call, put) = (of(Kind::Call), of(Kind::Put));
        prop_assert_eq!(call.delta - put.delta, I64F64::ONE);
        prop_assert_eq!(Sensitivity { delta: call.delta, ..put }, call);
        prop_assert!((I64F64::ZERO..=I64F64::ONE).contains(&call.delta));
        prop_assert!((I64F64::ZERO..=I64F64::ONE).contains(&call.gamma_per_pct));
        prop_assert!(call.vega_per_point >= 0 && call.theta_per_day <= 0);
    }

    /// Gamma is how fast the delta itself turns, and vega how fast the value follows it: `vega = sigma T gamma`,
    /// `theta = -sigma^2 gamma / 2`, each in its unit.
    #[test]
    fn greeks_agree_with_each_other(percent in 60u64..170, days in 1u64..60, vol in 3_000u32..20_000) {
        let secs = days * DAY as u64;
        let strike = SPOT / 100 * percent;
        let at = |spot| sensitivity(&terms(Kind::Call, spot, strike, secs, vol)).unwrap();
        let here = at(SPOT);
        let number = |x: I64F64| x.to_num::<f64>();
        let (sigma, years) = (f64::from(vol) / 1e4, days as f64 / 365.0);
        // A hundredth of a per cent up and down: off by h^2 / 6 of the third derivative, at most 2 / (sigma^2 T)^1.5 here.
        let step = SPOT / 10_000;
        let turned = number(at(SPOT + step).delta - at(SPOT - step).delta) * 50.0;
        let bound = 1e-8 / 6.0 / 100.0 * 2.0 / (sigma * years.sqrt()).powi(3);
        prop_assert!((turned - number(here.gamma_per_pct)).abs() < bound, "{} for {}", turned, here.gamma_per_pct);
        let gamma = number(here.gamma_per_pct) * 100.0;
        prop_assert!((number(here.vega_per_point) - sigma * years * gamma / 100.0).abs() < 1e-12);
        prop_assert!((number(here.theta_per_day) + sigma * sigma * gamma / 2.0 / 365.0).abs() < 1e-12);
    }

    /// What a buyer may pay and what a short owes are the same but for the last atom.
    #[test]
    fn liabilities_round_apart_by_an_atom(put in any::<bool>(), percent in 20u64..500, coverage in any::<u64>(), vol in 0u32..30_000) {
        let kind = if put { Kind::Put } else { Kind::Call };
        let at = terms(kind, SPOT, SPOT / 100 * percent, 7 * DAY as u64, vol);
        let (down, up) = (liability_down(&at, coverage).unwrap(), liability_up(&at, coverage).unwrap());
        let unit = unit_value(kind, at.spot, at.strike, at.years, at.vol).unwrap().to_bits() as u128;
        let exact = u128::from(coverage) * unit;
        prop_assert_eq!((u128::from(down), u128::from(up)), (exact >> 64, exact.div_ceil(1 << 64)));
    }
}
