//! Prices and Greeks against mpmath over wide, tiny-vol, short-dated, long-dated and deep inputs.

use std::collections::BTreeMap;

use crate::common::rows;
use crate::errors::{excess, inputs, outputs, scales, NAMES};
use crate::OPTIONS;
use option_math::{
    price, price_and_greeks, strike_from_delta, CallPut, MathError, OptionInputs, Price, I64F64,
};

const PRICE_BOUND: f64 = 1e-17;
const GREEK_BOUND: f64 = 1e-17;
const SECOND_ORDER_BOUND: f64 = 5e-17;

#[test]
fn prices_and_greeks_are_within_their_bounds() {
    let mut worst: BTreeMap<&str, [f64; 13]> = BTreeMap::new();
    let mut count = 0;
    for (regime, row) in rows(OPTIONS) {
        let got = outputs(&row).unwrap();
        let [call, put, ..] = got.map(Price);
        assert_eq!(price(&inputs(&row)), Ok(CallPut { call, put }));
        assert_eq!(price_and_greeks(&inputs(&row)).unwrap().1.gamma, got[4]);
        let scales = scales(&row);
        let errors = worst.entry(regime).or_default();
        for i in 0..13 {
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
    assert!(count >= 5_000, "vectors are missing");
    for errors in worst.values() {
        assert!(errors[..2].iter().all(|e| *e <= PRICE_BOUND));
        assert!(errors[2..10].iter().all(|e| *e <= GREEK_BOUND));
        assert!(errors[10..].iter().all(|e| *e <= SECOND_ORDER_BOUND));
    }
}

#[test]
fn the_strike_of_a_delta_has_that_delta() {
    let mut worst = 0f64;
    let mut count = 0;
    for (_, row) in rows(OPTIONS).filter(|(regime, _)| *regime == "wide" || *regime == "deep") {
        let i = inputs(&row);
        for delta in [0.05, 0.1, 0.25, 0.5, 0.75, 0.9].map(I64F64::from_num) {
            let strike = match strike_from_delta(i.spot, delta, i.years, i.vol, i.rate) {
                Err(MathError::StrikeOutOfDomain) => continue,
                found => found.unwrap(),
            };
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
