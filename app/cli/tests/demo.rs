//! Whole runs: what the demo claims holds.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// Runs the demo and reads its JSON.
fn run(arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let json = folder.path().join("out.json");
    let mut command = Command::cargo_bin("ballast").expect("the binary");
    command.args(["demo", "--quiet", "--json"]).arg(&json);
    command.args(arguments).assert().success();
    read(&json)
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("a file");
    serde_json::from_str(&text).expect("JSON")
}

fn count(report: &Value, pointer: &str) -> u64 {
    let value = report.pointer(pointer).and_then(Value::as_u64);
    value.unwrap_or_else(|| panic!("no integer at {pointer}"))
}

/// Conserved to the atom, and nobody is short-changed by a share.
fn balances(report: &Value) {
    let mints = report["conservation"].as_object().expect("mints");
    assert_eq!(mints.len(), 2);
    for books in mints.values() {
        assert_eq!(books["held"], books["owed"]);
        // What stays behind are the shares' and the pools' roundings.
        assert!(count(books, "/held") < 1_000);
    }
    let out = count(report, "/vault/withdrawn");
    assert!(out > 0 && out <= count(report, "/vault/deposited") + count(report, "/vault/premium"));
}

#[test]
fn the_breaker_holds_liquidations_and_hedges_in_the_crash() {
    let report = run(&[]);
    balances(&report);
    let trips = report["trips"].as_array().expect("trips");
    assert_eq!(trips[0]["reason"], "fall");
    let halted = count(&report, "/halted_seconds");
    assert!(halted > 0 && halted <= trips.len() as u64 * 900);
    for pointer in [
        "/liquidations/refused_halted",
        "/liquidations/refused_grace",
        "/liquidations/executed",
        "/hedges/refused_halted",
        "/hedges/filled",
        "/loop_gain/max_milli",
    ] {
        assert!(count(&report, pointer) > 0, "{pointer}");
    }
    // Whoever acted on the first print of the crash recorded the trip instead.
    assert!(count(&report, "/liquidations/deferred") + count(&report, "/hedges/deferred") > 0);
    throttled_first(&report);
    let liquidations = &report["liquidations"];
    let parts = [
        "refused_halted",
        "refused_grace",
        "refused_flow_limit",
        "refused_other",
        "deferred",
        "executed",
    ];
    let sum: u64 = parts
        .iter()
        .map(|part| liquidations[*part].as_u64().expect("count"))
        .sum();
    assert_eq!(sum, count(&report, "/liquidations/attempted"));
    assert_no_execution_in_halts(&report);
}

/// The market opens throttled, since its ring is thin; the crash throttles it before it halts it.
fn throttled_first(report: &Value) {
    let stays = report["throttles"].as_array().expect("throttles");
    assert_eq!(stays[0]["reason"], "too few prints");
    assert_eq!(stays[1]["reason"], "move over 15 minutes");
    assert_eq!(stays[1]["to_ts"], report["trips"][0]["ts"]);
    for stay in stays {
        assert!(count(stay, "/from_ts") < count(stay, "/to_ts"), "{stay}");
    }
}

/// The timeline has no liquidation or fill between a trip and the end of its halt.
fn assert_no_execution_in_halts(report: &Value) {
    for event in report["events"].as_array().expect("events") {
        let text = event["event"].as_str().expect("text");
        if text.ends_with(" liquidated") || text.starts_with("vault hedges") {
            assert_ne!(event["stage"], "HALTED", "{event}");
        }
    }
}

#[test]
fn without_the_breaker_nothing_is_refused() {
    let report = run(&["--no-breaker"]);
    balances(&report);
    assert_eq!(report["trips"].as_array().map(Vec::len), Some(0));
    assert_eq!(count(&report, "/halted_seconds"), 0);
    assert_eq!(count(&report, "/liquidations/refused_halted"), 0);
    assert_eq!(count(&report, "/liquidations/refused_grace"), 0);
    assert_eq!(report["throttles"].as_array().map(Vec::len), Some(0));
    assert!(count(&report, "/liquidations/executed") > 0);
}

#[test]
fn the_same_file_gives_the_same_run() {
    let strip = |mut report: Value| {
        report["wall_seconds"] = Value::Null;
        report
    };
    assert_eq!(strip(run(&[])), strip(run(&[])));
}

#[test]
fn two_bars_are_enough_and_everybody_gets_out() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let prices = folder.path().join("two.csv");
    let rows = "ts,open,high,low,close,volume,extra\n\
                1700000000,10,11,9,10,5,x\n1700003600,10,10.5,9.5,10.25,5,y\n";
    std::fs::write(&prices, rows).expect("written");
    let report = run(&["--prices", prices.to_str().expect("text")]);
    balances(&report);
    assert_eq!(count(&report, "/bars"), 2);
    for actor in report["actors"].as_array().expect("actors") {
        assert!(
            count(actor, "/base_end") + count(actor, "/quote_end") > 0,
            "{actor}"
        );
    }
    // A fifth in half an hour is too far from the stable price to sell at.
    let events = report["events"].as_array().expect("events").iter();
    let put_off =
        |event: &&Value| event["event"] == "sale put off: price far from the stable price";
    assert_eq!(events.filter(put_off).count(), 1);
}

#[test]
fn output_is_tidy_and_the_chart_is_drawn() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let chart = folder.path().join("chart.svg");
    let mut command = Command::cargo_bin("ballast").expect("the binary");
    let assert = command
        .args(["demo", "--chart"])
        .arg(&chart)
        .assert()
        .success();
    let text = String::from_utf8(assert.get_output().stdout.clone()).expect("text");
    assert!(text.lines().count() < 80);
    // The chain's own log must not leak into the report.
    assert!(!text.contains("Instruction:"));
    let svg = std::fs::read_to_string(&chart).expect("a chart");
    for label in [
        "throttled",
        "halted",
        "reopening",
        "liquidation",
        "hedge filled",
        "time (UTC)",
    ] {
        assert!(svg.contains(label), "{label}");
    }
}
