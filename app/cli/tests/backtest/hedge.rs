//! `ballast backtest-hedge`: the same vault, gated and free.

use std::path::Path;

use predicates::prelude::*;
use serde_json::Value;

use crate::{
    recorded::recorded,
    run::{json, number, run},
    synthetic::File,
};

const COMMAND: &str = "backtest-hedge";

/// Half an hour of calm at 200, a quarter down in ten minutes, half of it back in twenty, half an hour more.
fn crash() -> File {
    let mut path: Vec<f64> = (0..30)
        .map(|bar| 200.0 + f64::from(bar % 2) / 5.0)
        .collect();
    path.extend((1..=10).map(|bar| 200.0 - 5.0 * f64::from(bar)));
    path.extend((1..=20).map(|bar| 150.0 + 1.25 * f64::from(bar)));
    path.extend([175.0; 30]);
    File::through(60, &path)
}

fn of(report: &Value, run: &str, field: &str) -> f64 {
    number(report, &format!("/runs/{run}/{field}"))
}

fn balances(report: &Value) {
    for run in ["product", "free"] {
        for mint in ["base", "quote"] {
            let books = |field: &str| of(report, run, &format!("{mint}/{field}"));
            assert_eq!(books("minted"), books("found"), "{run} {mint}");
            assert!(books("held") >= books("owed"), "{run} {mint}");
        }
        let sum = |field: &str| of(report, run, &format!("whole_file/{field}"));
        let fills = report["runs"][run]["fills"].as_array().expect("fills");
        assert_eq!(fills.len() as f64, sum("fills"));
        let base: f64 = fills.iter().map(|fill| number(fill, "/base")).sum();
        let parts = sum("base_with_move") + sum("base_against_move") + sum("base_after_no_move");
        assert!((base - parts).abs() < 1e-6, "{run}");
        assert!(sum("tracking_mean") <= sum("tracking_max"));
    }
}

#[test]
fn the_gate_sells_less_into_a_fall_and_tracks_worse() {
    let file = crash();
    let report = json(COMMAND, &file.path, &[]);
    balances(&report);
    let both = |field: &str| {
        let [product, free] = ["product", "free"].map(|run| of(&report, run, field));
        (product, free)
    };
    let (product, free) = both("around_low/base_sold_with_move");
    assert!(product < free / 10.0, "{product} against {free}");
    let (product, free) = both("whole_file/tracking_mean");
    assert!(product > free, "{product} against {free}");
    let (product, free) = both("whole_file/gain_at_low");
    assert!(product < free, "{product} against {free}");
    let (product, free) = both("whole_file/refused_halted");
    assert!(product > 0.0 && free == 0.0);
    assert!(of(&report, "product", "halts") > 0.0);
    assert_eq!(of(&report, "free", "halts"), 0.0);
    assert_eq!(report["low"]["price"], 150.0);
    assert_eq!(
        report,
        json(COMMAND, &file.path, &[]),
        "a second run is another"
    );
}

#[test]
fn in_calm_nobody_trades() {
    let calm: Vec<f64> = (0..40)
        .map(|bar| 200.0 + f64::from(bar % 3) / 10.0)
        .collect();
    let report = json(COMMAND, &File::through(60, &calm).path, &[]);
    balances(&report);
    for run in ["product", "free"] {
        assert_eq!(of(&report, run, "whole_file/fills"), 0.0, "{run}");
        assert!(of(&report, run, "whole_file/tracking_max") < 0.02, "{run}");
    }
}

#[test]
fn the_page_has_the_choices_both_runs_and_a_reading() {
    let said = |text| predicate::str::contains(text);
    run(COMMAND, &crash().path, &["--quiet"])
        .success()
        .stdout(said("100,000 base; 50,000 calls").and(said("band 2%")))
        .stdout(said("product: breaker armed").and(said("free: breaker disarmed")))
        .stdout(said("tracking error").and(said("tries refused by halts")))
        .stdout(said("Reading: around the low").and(said("conservation, free:")));
}

#[test]
fn what_cannot_be_run_is_told_in_one_line() {
    let gap = File::of("ts,open,high,low,close,volume\n0,1,1,1,1,1\n60,1,1,1,1,1\n180,1,1,1,1,1\n");
    for (path, arguments, why) in [
        (Path::new("nowhere.csv"), &[][..], "cannot open nowhere.csv"),
        (&gap.path, &[], "line 4: gap"),
        (
            &crash().path,
            &["--json", "no/such/out.json"],
            "cannot write",
        ),
    ] {
        let one_line = predicate::function(|text: &str| text.trim_end().lines().count() == 1);
        run(COMMAND, path, arguments)
            .code(1)
            .stdout("")
            .stderr(one_line.and(predicate::str::contains(why)));
    }
}

/// The calls of a week are over before ten days of bars are.
#[test]
fn bars_after_the_expiry_are_left_out() {
    let hours: Vec<f64> = (0..240).map(|bar| 200.0 + f64::from(bar % 2)).collect();
    let report = json(COMMAND, &File::through(3_600, &hours).path, &[]);
    balances(&report);
    assert_eq!(
        number(&report, "/bars") + number(&report, "/bars_left_out"),
        240.0
    );
    assert!(number(&report, "/to_ts") <= number(&report, "/expiry_ts"));
    assert!(number(&report, "/bars_left_out") > 0.0);
}

/// 10 October 2025.
#[test]
fn a_recorded_crash() {
    let Some(file) = recorded("sol_usdtperp_1m_2025-10-10") else {
        return;
    };
    let report = json(COMMAND, &file, &[]);
    balances(&report);
    let of = |run, field| of(&report, run, field);
    let sold = "around_low/base_sold_with_move";
    assert!(of("product", sold) < of("free", sold) / 10.0);
    assert!(of("product", "whole_file/refused_halted") > 0.0);
}
