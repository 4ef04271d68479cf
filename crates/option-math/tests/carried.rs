//! Merton and Black-76 against mpmath, whose Greeks are numerical derivatives of the price.

use std::collections::BTreeMap;

use crate::common::rows;
use crate::errors::{excess, inputs};
use crate::inputs::on_forward;
use option_math::{black_76, merton, CallPut, CarriedValuation, Greeks, MathError, Rate, I64F64};

const VECTORS: &str = include_str!("vectors/carried.csv");
const FIRST_ORDER_BOUND: f64 = 1e-17;
const SECOND_ORDER_BOUND: f64 = 5e-17;
const PARITY_BOUND: f64 = 3e-18;
const NAMES: [&str; 14] = [
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
    "vanna",
    "volga",
    "call charm",
    "put charm",
];

/// The three entry points of a row's model.
type Models = (
    Result<CallPut, MathError>,
    Result<(CallPut, Greeks), MathError>,
    Result<CarriedValuation, MathError>,
);

fn by_model(label: &str, row: &[I64F64]) -> Models {
    let inputs = inputs(row);
    if label.starts_with("merton") {
        let dividend = Rate(row[5]);
        return (
            merton::price(&inputs, dividend),
            merton::price_and_greeks(&inputs, dividend),
            merton::price_and_all_greeks(&inputs, dividend),
        );
    }
    let inputs = on_forward(&inputs);
    (
        black_76::price(&inputs),
        black_76::price_and_greeks(&inputs),
        black_76::price_and_all_greeks(&inputs),
    )
}

fn outputs(all: &CarriedValuation) -> [I64F64; 14] {
    let (g, second) = (all.greeks, all.second_order);
    [
        all.prices.call.0,
        all.prices.put.0,
        g.call_delta,
        g.put_delta,
        g.gamma,
        g.vega,
        g.call_theta,
        g.put_theta,
        g.call_rho,
        g.put_rho,
        second.vanna,
        second.volga,
        second.call_charm,
        second.put_charm,
    ]
}

/// What each output's error is a part of; a Greek that v = 0 makes exactly zero has the scale 1.
///
/// d1 is a difference of `ln(S/K)` and `(q - r) T` over v: a Greek has the errors of both, a price none of them.
fn scales(row: &[I64F64]) -> [f64; 14] {
    let [s, k, t, vol, r, q] = [0, 1, 2, 3, 4, 5].map(|i| row[i].to_num::<f64>());
    let factor = (-q * t).exp();
    let (held, paid) = (s * factor, k * (-r * t).exp());
    let (price, v) = (held.max(paid), vol * t.sqrt());
    let carries = r.abs() * paid + q.abs() * held;
    let rho = (t * (price + 0.01)).max(f64::MIN_POSITIVE);
    let [gamma, vega, theta, vanna, volga, charm] = if v == 0.0 {
        let charm = (factor * q.abs()).max(f64::MIN_POSITIVE);
        [1.0, 1.0, carries.max(f64::MIN_POSITIVE), 1.0, 1.0, charm]
    } else {
        let vega = held * t.sqrt();
        let theta = held * vol / t.sqrt() + carries;
        let charm = factor * (1.0 / t + (r - q).abs() / v + q.abs());
        [
            factor / (s * v),
            vega,
            theta,
            factor / vol,
            vega / vol,
            charm,
        ]
    };
    let cancelled = 1.0 + if v == 0.0 { 0.0 } else { (r - q).abs() * t / v };
    let of_d1 = [
        factor, factor, gamma, vega, theta, theta, rho, rho, vanna, volga, charm, charm,
    ];
    let mut scales = [price; 14];
    for (scale, greek) in scales[2..].iter_mut().zip(of_d1) {
        *scale = greek * cancelled;
    }
    scales
}

#[test]
fn prices_and_greeks_are_within_their_bounds() {
    let mut worst: BTreeMap<&str, [f64; 14]> = BTreeMap::new();
    let mut counts = BTreeMap::new();
    for (label, row) in rows(VECTORS) {
        let (prices, first, all) = by_model(label, &row);
        let all = all.unwrap();
        assert_eq!(prices, Ok(all.prices));
        assert_eq!(first, Ok((all.prices, all.greeks)));
        let (got, scales) = (outputs(&all), scales(&row));
        let errors = worst.entry(label).or_default();
        for i in 0..14 {
            errors[i] = errors[i].max(excess(got[i], row[6 + i], scales[i]));
        }
        *counts.entry(&label[..6]).or_insert(0) += 1;
    }
    for (i, name) in NAMES.iter().enumerate() {
        let parts: Vec<_> = (worst.iter())
            .map(|(r, e)| format!("{r} {:.1e}", e[i]))
            .collect();
        println!("{name:>10}: {}", parts.join(", "));
    }
    assert!(counts.len() == 2 && counts.values().all(|count| *count >= 600));
    for errors in worst.values() {
        assert!(errors[..10].iter().all(|e| *e <= FIRST_ORDER_BOUND));
        assert!(errors[10..].iter().all(|e| *e <= SECOND_ORDER_BOUND));
    }
}

#[test]
fn parity_is_that_of_the_present_values() {
    let mut worst = [0f64; 2];
    for (label, row) in rows(VECTORS) {
        let p = by_model(label, &row).0.unwrap();
        let [s, k, t, _, r, q] = [0, 1, 2, 3, 4, 5].map(|i| row[i].to_num::<f64>());
        let size = s * (-q * t).exp() + k * (-r * t).exp();
        let (got, want) = (p.call.0 - p.put.0, row[6] - row[7]);
        // Two units: each side of the vector is rounded, and each present value by half of one.
        let apart = (got - want).abs().saturating_sub(I64F64::DELTA);
        let worst = &mut worst[usize::from(label.starts_with("merton"))];
        *worst = worst.max(excess(apart, I64F64::ZERO, size));
    }
    println!("parity: black_76 {:.1e}, merton {:.1e}", worst[0], worst[1]);
    assert!(worst.iter().all(|e| *e <= PARITY_BOUND));
}
