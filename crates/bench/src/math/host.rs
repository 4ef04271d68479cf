//! Nanoseconds on this machine, beside the peer and a crate in floating point: the best of many rounds.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use math_bench::{Case, Op};
use serde::Serialize;

use super::cases::{in_fixed, options, PEER_ONE};

const ROUNDS: u32 = 200;

/// Nanoseconds a call.
#[derive(Serialize)]
pub struct Nanos {
    ours: f64,
    peer: Option<f64>,
    float: Option<f64>,
}

impl Nanos {
    /// Ours, the peer's and the floating-point crate's, as text.
    pub fn cells(&self) -> [String; 3] {
        let text = |x: Option<f64>| x.map_or("-".into(), |x| format!("{x:.0}"));
        [text(Some(self.ours)), text(self.peer), text(self.float)]
    }
}

/// By function.
pub fn measure() -> BTreeMap<&'static str, Nanos> {
    let cases = options();
    let fixed: Vec<Case> = cases.iter().map(in_fixed).collect();
    let floats: Vec<[f64; 5]> = cases.iter().map(in_float).collect();
    let op = |op: Op, cases: &[Case]| best(cases, |case| op.run(case)[0]);
    BTreeMap::from([
        (
            "cdf",
            Nanos {
                ours: op(Op::Cdf, &fixed),
                peer: Some(op(Op::PeerCdf, &cases)),
                float: None,
            },
        ),
        (
            "price",
            Nanos {
                ours: op(Op::Price, &fixed),
                peer: Some(op(Op::PeerPrice, &cases)),
                float: Some(best(&floats, |&[s, k, t, v, r]| {
                    black_scholes::call(s, k, r, v, t) + black_scholes::put(s, k, r, v, t)
                })),
            },
        ),
        (
            "price_5_greeks",
            Nanos {
                ours: op(Op::PriceGreeks, &fixed),
                peer: Some(op(Op::PeerPriceGreeks, &cases)),
                float: Some(best(&floats, float_greeks)),
            },
        ),
        (
            "all_8",
            Nanos {
                ours: op(Op::AllGreeks, &fixed),
                peer: None,
                float: None,
            },
        ),
    ])
}

fn float_greeks(&[s, k, t, v, r]: &[f64; 5]) -> f64 {
    let prices = black_scholes::call(s, k, r, v, t) + black_scholes::put(s, k, r, v, t);
    let greeks = black_scholes::call_delta(s, k, r, v, t)
        + black_scholes::call_gamma(s, k, r, v, t)
        + black_scholes::call_vega(s, k, r, v, t)
        + black_scholes::call_theta(s, k, r, v, t)
        + black_scholes::call_rho(s, k, r, v, t);
    prices + greeks
}

fn in_float(case: &Case) -> [f64; 5] {
    let [s, k, t, v, r, _] = case.map(|x| x as f64 / PEER_ONE as f64);
    [s, k, t, v, r]
}

/// Nanoseconds a call in the best round.
fn best<C, T>(cases: &[C], f: impl Fn(&C) -> T) -> f64 {
    let round = || {
        let start = Instant::now();
        for case in cases {
            black_box(f(black_box(case)));
        }
        start.elapsed().as_nanos() as f64 / cases.len() as f64
    };
    (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min)
}
