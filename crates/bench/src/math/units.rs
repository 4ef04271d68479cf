//! Compute units on chain, beside the peer, against their budgets.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use math_bench::{Case, Op};
use serde::Serialize;

use super::cases;
use super::vm::Vm;

/// One function: ours, the peer's where it has it, and what the typical call may cost.
pub struct Measured {
    /// Its key in the report.
    pub key: &'static str,
    /// Its operation.
    pub ours: Op,
    /// The peer's.
    pub peer: Option<Op>,
    /// The most a typical call may cost.
    pub budget: u64,
}

/// The functions measured.
pub const FUNCTIONS: [Measured; 6] = [
    measured("cdf", Op::Cdf, Some(Op::PeerCdf), 120),
    measured("price", Op::Price, Some(Op::PeerPrice), 1_100),
    measured(
        "price_5_greeks",
        Op::PriceGreeks,
        Some(Op::PeerPriceGreeks),
        1_500,
    ),
    measured("all_8", Op::AllGreeks, None, 1_900),
    measured(
        "implied_vol",
        Op::ImpliedVol,
        Some(Op::PeerImpliedVol),
        3_500,
    ),
    measured("margin_grid_27", Op::Grid, Some(Op::PeerGrid), 15_000),
];

const fn measured(key: &'static str, ours: Op, peer: Option<Op>, budget: u64) -> Measured {
    Measured {
        key,
        ours,
        peer,
        budget,
    }
}

/// What the calls of one function cost.
#[derive(Clone, Copy, Serialize)]
pub struct Cost {
    /// Median over the cases.
    pub median: u64,
    /// The dearest case.
    pub worst: u64,
}

/// Costs by key.
#[derive(Default)]
pub struct Units {
    /// This project's.
    pub ours: BTreeMap<&'static str, Cost>,
    /// The peer's.
    pub peer: BTreeMap<&'static str, Cost>,
}

/// Runs every case of every function on chain; fails where the program and this machine disagree by a bit.
pub fn measure(vm: &mut Vm) -> Result<Units> {
    let mut units = Units::default();
    for function in &FUNCTIONS {
        let cases = cases_of(function);
        let fixed: Vec<Case> = cases.iter().map(cases::in_fixed).collect();
        let cost = cost(vm, function.ours, &fixed).context(function.key)?;
        units.ours.insert(function.key, cost);
        if let Some(peer) = function.peer {
            let cost = self::cost(vm, peer, &cases).context(function.key)?;
            units.peer.insert(function.key, cost);
        }
    }
    Ok(units)
}

/// The options; for an implied volatility, those whose call both libraries can invert.
pub fn cases_of(function: &Measured) -> Vec<Case> {
    let mut cases = cases::options();
    if function.key != "implied_vol" {
        return cases;
    }
    for case in &mut cases {
        case[5] = Op::PeerPrice.run(case)[0];
    }
    cases.retain(|case| {
        Op::PeerImpliedVol.run(case)[0] > 0 && Op::ImpliedVol.run(&cases::in_fixed(case))[0] > 0
    });
    cases
}

fn cost(vm: &mut Vm, op: Op, cases: &[Case]) -> Result<Cost> {
    let mut all = Vec::with_capacity(cases.len());
    for case in cases {
        let (units, output) = vm.run(op, case)?;
        ensure!(
            output == op.run(case) && output[0] != -1,
            "{op:?} differs on chain, or fails, for {case:?}"
        );
        all.push(units);
    }
    all.sort_unstable();
    let worst = *all.last().context("no case")?;
    Ok(Cost {
        median: all[all.len() / 2],
        worst,
    })
}

/// The functions over their budgets, as text.
pub fn over_budget(units: &Units) -> Vec<String> {
    FUNCTIONS
        .iter()
        .filter_map(|f| {
            let cost = units.ours.get(f.key)?;
            (cost.median > f.budget).then(|| format!("{}: {} of {}", f.key, cost.median, f.budget))
        })
        .collect()
}
