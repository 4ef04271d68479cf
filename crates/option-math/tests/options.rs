//! Prices and Greeks against mpmath over wide, tiny-vol, short-dated, long-dated and deep inputs.

mod common;

use std::collections::BTreeMap;

use common::{excess, rows};
use option_math::{
    price, price_and_greeks, strike_from_delta, OptionInputs, Price, Rate, Vol, Years, I64F64,
};

const VECTORS: &str = include_str!("vectors/options.csv");

fn inputs(row: &[I64F64]) -> OptionInputs {
    OptionInputs {
        spot: Price(row[0]),
        strike: Price(row[1]),
        years: Years(row[2]),
        vol: Vol(row[3]),
        rate: Rate(row[4]),
    }
}

/// What each output's error is a part of, and the part allowed.
fn scales(row: &[I64F64]) -> [f64; 10] {
    let [s, k, t, vol, r] = [0, 1, 2, 3, 4].map(|i| row[i].to_num::<f64>());
    let discounted = k * (-r * t).exp();
    let price = s.max(discounted);
    let v = vol * t.sqrt();
    // At v = 0 these Greeks are exactly 0, whatever the scale.
    let (gamma, decay) = if v > 0.0 {
        (1.0 / (s * v), s * vol / t.sqrt())
    } else {
        (1.0, 1.0)
    };
    let theta = decay + r.abs() * discounted;
    let rho = (t * (price + 0.01)).max(f64::MIN_POSITIVE);
    let vega = (s * t.sqrt()).max(f64::MIN_POSITIVE);
    [price, price, 1.0, 1.0, gamma, vega, theta, theta, rho, rho]
}

const NAMES: [&str; 10] = [
    "call",
    "put",
    "call delta",
    "put delta",
    "gamma",
    "vega",
    "call theta",
    "put theta",
    "call rho",
    "put rho",
];
const PRICE_BOUND: f64 = 1e-17;
const GREEK_BOUND: f64 = 1e-17;

#[test]
fn prices_and_greeks_are_within_their_bounds() {
    let mut worst: BTreeMap<&str, [f64; 10]> = BTreeMap::new();
    let mut count = 0;
    for (regime, row) in rows(VECTORS) {
        let (prices, g) = price_and_greeks(&inputs(&row)).unwrap();
        assert_eq!(price(&inputs(&row)), Ok(prices));
        let got = [
            prices.call.0,
            prices.put.0,
            g.call_delta,
            g.put_delta,
            g.gamma,
            g.vega,
            g.call_theta,
            g.put_theta,
            g.call_rho,
            g.put_rho,
        ];
        let scales = scales(&row);
        let errors = worst.entry(regime).or_default();
        for i in 0..10 {
            errors[i] = errors[i].max(excess(got[i], row[5 + i], scales[i]));
        }
        count += 1;
    }
    println!("{count} vectors; largest error beyond one output unit, by regime");
    for (i, name) in NAMES.iter().enumerate() {
        let parts: Vec<_> = worst
            .iter()
            .map(|(r, e)| format!("{r} {:.1e}", e[i]))
            .collect();
        println!("{name:>10}: {}", parts.join(", "));
    }
    assert!(count >= 3_000, "vectors are missing");
    for errors in worst.values() {
        assert!(errors[..2].iter().all(|e| *e <= PRICE_BOUND));
        assert!(errors[2..].iter().all(|e| *e <= GREEK_BOUND));
    }
}

#[test]
fn the_strike_of_a_delta_has_that_delta() {
    let mut worst = 0f64;
    let mut count = 0;
    for (_, row) in rows(VECTORS).filter(|(regime, _)| *regime == "wide" || *regime == "deep") {
        let i = inputs(&row);
        for delta in [0.05, 0.1, 0.25, 0.5, 0.75, 0.9].map(I64F64::from_num) {
            let strike = strike_from_delta(i.spot, delta, i.years, i.vol, i.rate).unwrap();
            // A strike of few units cannot carry the delta, a huge one has Greeks past the format.
            if !(1e-2..1e12).contains(&strike.0.to_num::<f64>()) {
                continue;
            }
            let (_, greeks) = price_and_greeks(&OptionInputs { strike, ..i }).unwrap();
            worst = worst.max(excess(greeks.call_delta, delta, 1.0));
            count += 1;
        }
    }
    println!("delta of the strike of a delta: {worst:.2e} over {count}");
    assert!(count > 5_000);
    assert!(worst <= 1e-15);
}
