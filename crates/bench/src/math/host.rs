//! Nanoseconds on this machine, beside the peer and a crate in floating point: criterion's mean and its confidence.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;

use anyhow::Result;
use math_bench::{Case, Op};
use serde::Serialize;

use super::cases::{in_fixed, PEER_ONE};
use super::stopwatch::{Estimate, Stopwatch};
use super::units::{cases_of, Measured, FUNCTIONS};

/// Nanoseconds a call.
#[derive(Serialize)]
pub struct Nanos {
    ours: Estimate,
    peer: Option<Estimate>,
    float: Option<Estimate>,
}

impl Nanos {
    /// Ours, the peer's and the floating-point crate's, as text.
    pub fn cells(&self) -> [String; 3] {
        let text = |x: &Option<Estimate>| x.as_ref().map_or("-".into(), Estimate::cell);
        [self.ours.cell(), text(&self.peer), text(&self.float)]
    }
}

/// By function; criterion's files go to `folder`.
pub fn measure(folder: &Path) -> Result<BTreeMap<&'static str, Nanos>> {
    let mut stopwatch = Stopwatch::new(folder);
    FUNCTIONS
        .iter()
        .map(|function| Ok((function.key, nanos(&mut stopwatch, function)?)))
        .collect()
}

fn nanos(stopwatch: &mut Stopwatch, function: &Measured) -> Result<Nanos> {
    let cases = cases_of(function);
    let fixed: Vec<Case> = cases.iter().map(in_fixed).collect();
    let floats: Vec<[f64; 5]> = cases.iter().map(in_float).collect();
    let mut time = |of: &str, round: &dyn Fn()| {
        let name = format!("{}_{of}", function.key);
        stopwatch.time(&name, cases.len(), round)
    };
    let peer = function.peer.map(|op| time("peer", &|| run(op, &cases)));
    let float = float_reference(function.key).map(|f| time("float", &|| run_float(f, &floats)));
    Ok(Nanos {
        ours: time("ours", &|| run(function.ours, &fixed))?,
        peer: peer.transpose()?,
        float: float.transpose()?,
    })
}

fn run(op: Op, cases: &[Case]) {
    for case in cases {
        black_box(op.run(black_box(case)));
    }
}

fn run_float(f: fn(&[f64; 5]) -> f64, cases: &[[f64; 5]]) {
    for case in cases {
        black_box(f(black_box(case)));
    }
}

/// What the crate in floating point has of a function.
fn float_reference(key: &str) -> Option<fn(&[f64; 5]) -> f64> {
    match key {
        "price" => Some(float_prices),
        "price_5_greeks" => Some(float_greeks),
        _ => None,
    }
}

fn float_prices(&[s, k, t, v, r]: &[f64; 5]) -> f64 {
    black_scholes::call(s, k, r, v, t) + black_scholes::put(s, k, r, v, t)
}

fn float_greeks(case: &[f64; 5]) -> f64 {
    let &[s, k, t, v, r] = case;
    float_prices(case)
        + black_scholes::call_delta(s, k, r, v, t)
        + black_scholes::call_gamma(s, k, r, v, t)
        + black_scholes::call_vega(s, k, r, v, t)
        + black_scholes::call_theta(s, k, r, v, t)
        + black_scholes::call_rho(s, k, r, v, t)
}

fn in_float(case: &Case) -> [f64; 5] {
    let [s, k, t, v, r, _] = case.map(|x| x as f64 / PEER_ONE as f64);
    [s, k, t, v, r]
}
