//! `ballast backtest-margin`: the same writers under two margin policies.

use std::path::Path;

use predicates::prelude::*;
use serde_json::Value;

use crate::{
    recorded::recorded,
    run::{json, number, run},
    synthetic::File,
};

const COMMAND: &str = "backtest-margin";
const POLICIES: [&str; 2] = ["dynamic", "fixed"];

/// An hour of calm at 200, a third down in twenty minutes, half of it back in forty, an hour more.
fn crash() -> File {
    let calm = |bar: usize| 200.0 + (bar % 2) as f64 / 5.0;
    let mut path: Vec<f64> = (0..60).map(calm).collect();
    path.extend((1..=20).map(|bar| 200.0 - 3.3 * f64::from(bar)));
    path.extend((1..=40).map(|bar| 134.0 + 0.8 * f64::from(bar)));
    path.extend([166.0; 60]);
    File::through(60, &path)
}

fn report(prices: &Path, arguments: &[&str]) -> Value {
    json(COMMAND, prices, &[arguments, &["--writers", "48"]].concat())
}

fn of(report: &Value, policy: &str, field: &str) -> f64 {
    number(report, &format!("/policies/{policy}/{field}"))
}

/// Every token is somewhere, and the sums are sums.
fn balances(report: &Value) {
    for policy in POLICIES {
        for mint in ["base", "quote"] {
            let books =
                |field: &str| number(report, &format!("/conservation/{policy}/{mint}/{field}"));
            assert_eq!(books("minted"), books("found"), "{policy} {mint}");
            assert!(books("held") >= books("owed"), "{policy} {mint}");
            // Rounding dust, an atom a payoff at most.
            assert!(books("held") - books("owed") <= 200.0, "{policy} {mint}");
        }
        let of = |field| of(report, policy, field);
        let refused = of("refused_halted") + of("refused_grace") + of("refused_flow_limit");
        let other = of("refused_other") + of("deferred");
        assert_eq!(of("attempted"), of("liquidations") + refused + other);
        assert!(of("bad_debt_atoms") >= of("insurance_paid_atoms"));
        assert!(of("bad_debt_atoms") <= of("payoff_atoms"));
        assert!(of("liquidated_writers") <= of("liquidations"));
    }
}

#[test]
fn a_crash_under_both_policies() {
    let file = crash();
    let found = report(&file.path, &[]);
    balances(&found);
    for policy in POLICIES {
        let of = |field| of(&found, policy, field);
        assert!(of("liquidations") > 0.0 && of("liquidated_contracts") > 0.0);
        assert!(of("bonus_atoms") > 0.0);
        assert!(of("trips") > 0.0 && of("refused_halted") > 0.0, "{policy}");
        assert!(of("insurance_start") > 0.0);
    }
    // New risk is asked for more, and a spike hardly moves what is on.
    assert!(of(&found, "dynamic", "posted_atoms") > of(&found, "fixed", "posted_atoms"));
    let vol = |name: &str| of(&found, "dynamic", name);
    assert!(vol("maintenance_vol/peak") < vol("maintenance_vol/start") + 0.05);
    assert!(vol("initial_vol/peak") > vol("initial_vol/start") + 0.5);
    let pinned = |name: &str| of(&found, "fixed", name);
    assert_eq!(pinned("initial_vol/peak"), pinned("initial_vol/start"));
    assert_eq!(found, report(&file.path, &[]), "a second run is another");
}

#[test]
fn with_the_same_collateral_the_fixed_policy_starts_level() {
    let file = crash();
    let (plain, level) = (
        report(&file.path, &[]),
        report(&file.path, &["--equal-collateral"]),
    );
    balances(&level);
    assert_eq!(plain["policies"]["dynamic"], level["policies"]["dynamic"]);
    let cover =
        |found, policy| of(found, policy, "posted_atoms") / of(found, policy, "coverage_atoms");
    assert!(cover(&level, "fixed") > cover(&plain, "fixed"));
}

#[test]
fn without_insurance_the_holders_bear_what_is_missing() {
    let found = report(&crash().path, &["--insurance", "0"]);
    balances(&found);
    for policy in POLICIES {
        let of = |field| of(&found, policy, field);
        assert_eq!(of("insurance_start"), 0.0);
        assert_eq!(of("haircut") > 0.0, of("worst_haircut_bps") > 0.0);
        assert_eq!(
            of("haircut") > 0.0,
            of("bad_debt_atoms") > of("insurance_paid_atoms")
        );
    }
}

#[test]
fn in_calm_nobody_is_liquidated() {
    let calm: Vec<f64> = (0..120)
        .map(|bar| 200.0 + (bar % 3) as f64 / 10.0)
        .collect();
    let found = report(&File::through(60, &calm).path, &[]);
    balances(&found);
    for policy in POLICIES {
        let of = |field| of(&found, policy, field);
        for field in [
            "flagged",
            "liquidations",
            "bad_debt_atoms",
            "haircut",
            "trips",
        ] {
            assert_eq!(of(field), 0.0, "{policy} {field}");
        }
        assert!(of("written_contracts") > 0.0);
    }
}

#[test]
fn the_page_has_both_policies_and_the_books() {
    let page = run(COMMAND, &crash().path, &["--writers", "16", "--quiet"]).success();
    let said = |text| predicate::str::contains(text);
    page.stdout(said("dynamic").and(said("fixed")))
        .stdout(said("16 writers of calls and puts"))
        .stdout(said("refused in halts").and(said("insurance after")))
        .stdout(said("conservation, fixed:"));
}

#[test]
fn what_cannot_be_run_is_told_in_one_line() {
    let file = crash();
    for (arguments, code, why) in [
        (["--writers", "0"], 2, "invalid value '0'"),
        (["--fixed-range", "5"], 2, "invalid value '5'"),
        (["--json", "no/such/folder/out.json"], 1, "cannot write"),
    ] {
        let one_line = predicate::function(|text: &str| text.trim_end().lines().count() == 1);
        run(COMMAND, &file.path, &arguments)
            .code(code)
            .stdout("")
            .stderr(one_line.and(predicate::str::contains(why)));
    }
    run(COMMAND, Path::new("nowhere.csv"), &[])
        .code(1)
        .stderr(predicate::str::contains("cannot open nowhere.csv"));
}

/// 10 October 2025: two hundred writers.
#[test]
fn a_recorded_crash() {
    let Some(file) = recorded("sol_usdtperp_1m_2025-10-10") else {
        return;
    };
    let found = json(COMMAND, &file, &["--writers", "200"]);
    balances(&found);
    assert!(of(&found, "dynamic", "refused_halted") > 0.0);
    assert!(of(&found, "dynamic", "bad_debt_atoms") <= of(&found, "fixed", "bad_debt_atoms"));
}
