//! `ballast stress run|sweep|replay`: what they print, write and refuse.

use std::fs;

use predicates::prelude::*;
use serde_json::Value;
use tempfile::tempdir;

use crate::{recorded::recorded, run::ballast};

/// Runs a command of the lab and reads its JSON, without what is this machine's.
fn json(arguments: &[&str]) -> Value {
    let folder = tempdir().expect("a temporary folder");
    let path = folder.path().join("out.json");
    let mut command = ballast();
    command
        .arg("stress")
        .args(arguments)
        .args(["--quiet", "--json"]);
    command.arg(&path).assert().success();
    let text = fs::read_to_string(&path).expect("a file");
    let mut found: Value = serde_json::from_str(&text).expect("JSON");
    let speed = found
        .as_object_mut()
        .and_then(|fields| fields.remove("speed"));
    assert!(speed.is_some_and(|speed| speed["account_minutes"].as_u64() > Some(0)));
    found
}

fn number(row: &Value, field: &str) -> f64 {
    row[field]
        .as_f64()
        .unwrap_or_else(|| panic!("no {field} in {row}"))
}

const STUDY: [&str; 7] = [
    "run",
    "--scenario",
    "fall-15",
    "--mechanisms",
    "none,dynamic-margin+staged-breaker,all",
    "--seeds",
    "4",
];

#[test]
fn a_study_is_the_same_again_and_on_any_number_of_threads() {
    let one = json(&[&STUDY[..], &["--threads", "1"]].concat());
    let three = json(&[&STUDY[..], &["--threads", "3"]].concat());
    assert_eq!(one, three);
    let rows = one["results"].as_array().expect("rows");
    assert_eq!(rows.len(), 3);
    for row in rows {
        assert_eq!(
            (&row["scenario"], &row["seeds"]),
            (&Value::from("fall-15"), &Value::from(4))
        );
        for field in [
            "overshoot_pct",
            "overshoot_ci95",
            "liquidated",
            "unnecessary",
            "bad_debt",
            "insurance_used",
            "halted_minutes",
        ] {
            assert!(number(row, field) >= 0.0, "{field}");
        }
    }
    assert!(number(&rows[2], "overshoot_pct") < number(&rows[0], "overshoot_pct") / 3.0);
    assert!(one["settings"]["market"]["breaker"]["halt_secs"].is_u64());
    assert!(one["command"]
        .as_str()
        .expect("text")
        .starts_with("ballast stress run --scenario fall-15"));
}

#[test]
fn a_study_as_table_csv_and_document() {
    let folder = tempdir().expect("a temporary folder");
    let (csv, html) = (
        folder.path().join("rows.csv"),
        folder.path().join("report.html"),
    );
    let mut command = ballast();
    command
        .arg("stress")
        .args(STUDY)
        .args(["--quiet", "--magnet", "--csv"]);
    command.arg(&csv).arg("--html").arg(&html);
    let said = [
        "dynamic-margin+staged-breaker",
        "Anchors",
        "Magnet",
        "Targets",
        "account-minutes per second",
    ];
    let said = said
        .iter()
        .fold(command.assert().success(), |assert, text| {
            assert.stdout(predicate::str::contains(*text))
        });
    drop(said);
    let rows = fs::read_to_string(&csv).expect("a file");
    assert!(rows.starts_with("scenario,mechanism,seeds,overshoot_pct,overshoot_ci95,liquidated"));
    assert_eq!(rows.lines().count(), 4);
    let page = fs::read_to_string(&html).expect("a file");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Hedgers' gamma"));
    for outside in ["http:", "https:", "<script", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_sweep_marks_its_front() {
    let found = json(&[
        "sweep",
        "--param",
        "market.liquidation.cap_contracts_per_window=1_000_000_000_000,1_000_000_000_000_000",
        "--param",
        "model.insurance_quote=0..1000000/2",
        "--scenario",
        "fall-15",
        "--seeds",
        "3",
    ]);
    let points = found["points"].as_array().expect("points");
    assert_eq!(points.len(), 4);
    // No cap to speak of liquidates more and overshoots more, at no bad debt either way.
    assert_eq!(points[0]["on_front"], true);
    assert_eq!(points[2]["on_front"], false);
    assert!(number(&points[2]["row"], "liquidated") > number(&points[0]["row"], "liquidated"));
    assert_eq!(
        points[1]["values"][1],
        serde_json::json!(["model.insurance_quote", "1000000"])
    );
}

#[test]
fn what_cannot_be_run_is_told_in_one_line() {
    let refusals = [
        (
            vec!["run", "--scenario", "fall-99"],
            "no scenario `fall-99`",
        ),
        (vec!["run", "--mechanisms", "hope"], "no mechanism `hope`"),
        (
            vec!["run", "--mechanisms", "halt-15+halt-60"],
            "exclude each other",
        ),
        (
            vec!["run", "--set", "market.breaker"],
            "not of the form PATH=VALUE",
        ),
        (
            vec!["run", "--set", "market.breaker.halt=1"],
            "no parameter `market.breaker.halt`",
        ),
        (
            vec!["run", "--set", "model.accounts=-3"],
            "not a value that fits it",
        ),
        (
            vec!["run", "--set", "market.breaker.halt_secs=5"],
            "hard bounds",
        ),
        (vec!["run", "--seeds", "0"], "0 is not in 1..=1000000"),
        (
            vec!["run", "--json", "no/such/folder/out.json"],
            "cannot write",
        ),
        (
            vec!["sweep", "--param", "model.accounts=9..1"],
            "a range needs two ends",
        ),
        (
            vec!["sweep", "--param", "model.accounts=1..2000/2000"],
            "2 to 1000 values",
        ),
        (
            vec!["replay", "--prices", "no/such/file.csv"],
            "cannot open",
        ),
    ];
    for (arguments, reason) in refusals {
        let mut command = ballast();
        let assert = command.arg("stress").args(&arguments).assert().failure();
        let one_line = predicate::function(|text: &str| text.trim_end().lines().count() == 1);
        assert.stderr(predicate::str::contains(reason).and(one_line));
    }
}

#[test]
fn every_parameter_at_half_and_at_double() {
    let found = json(&["sweep", "--each", "--scenario", "fall-25", "--seeds", "1"]);
    let points = found["points"].as_array().expect("points");
    assert!(points.len() > 100, "{}", points.len());
    let of = |name: &str| -> Vec<&Value> {
        let mut named = points.iter();
        named
            .by_ref()
            .filter(|point| point["values"][0][1] == name)
            .collect()
    };
    let caps = of("market.liquidation.cap_contracts_per_window");
    assert_eq!(caps.len(), 2);
    let liquidated = |point: &Value| number(&point["row"], "liquidated");
    assert!(liquidated(caps[0]) != liquidated(caps[1]));
    assert_eq!(of("-").len(), 1, "and the settings as they are");
    assert!(of("model.accounts").is_empty());
}

/// Two hours of calm, a fall of a quarter in ten minutes, half of it back, two hours more.
#[test]
fn a_replay_of_a_file() {
    let folder = tempdir().expect("a temporary folder");
    let file = |name: &str| folder.path().join(name);
    let calm = |minute: u32| 200.0 + f64::from(minute % 2) / 10.0;
    let mut closes: Vec<f64> = (0..120).map(calm).collect();
    closes.extend((1..=10).map(|minute| 200.0 - 5.0 * f64::from(minute)));
    closes.extend((1..=10).map(|minute| 150.0 + 2.5 * f64::from(minute)));
    closes.extend([175.0; 120]);
    let mut text = String::from("ts,open,high,low,close,volume\n");
    for (bar, close) in closes.iter().enumerate() {
        let ts = 1_704_067_200 + 60 * bar;
        text += &format!("{ts},{close},{close},{close},{close},1\n");
    }
    let prices = file("prices.csv");
    fs::write(&prices, text).expect("written");
    let mut command = ballast();
    command.args(["stress", "replay", "--quiet", "--prices"]);
    command.arg(&prices).arg("--csv").arg(file("rows.csv"));
    command.arg("--html").arg(file("report.html"));
    let said = command.assert().success();
    said.stdout(predicate::str::contains(
        "accounts are opened anew each day",
    ));
    let rows = fs::read_to_string(file("rows.csv")).expect("a file");
    assert_eq!(rows.lines().count(), 3);
    assert!(rows.contains("prices.csv,none") && rows.contains("prices.csv,all"));
    let page = fs::read_to_string(file("report.html")).expect("a file");
    assert!(page.contains("Ballast stress replay") && !page.contains("<script"));

    let path = prices.to_str().expect("text");
    let found = json(&["replay", "--prices", path, "--margin-of-the-day"]);
    let (none, all) = (&found["results"][0], &found["results"][1]);
    assert!(number(all, "liquidated") < number(none, "liquidated"));
    assert!(number(all, "halted_minutes") > 0.0);
    let command = found["command"].as_str().expect("text");
    assert_eq!(
        command,
        "ballast stress replay --prices prices.csv --mechanisms none,all --margin-of-the-day"
    );
}

/// A day of a recorded file under a mechanism.
fn day<'a>(found: &'a Value, date: &str, mechanism: &str) -> &'a Value {
    let days = found["days"].as_array().expect("days");
    let rows = days
        .iter()
        .flat_map(|day| day["rows"].as_array().expect("rows"));
    rows.into_iter()
        .find(|row| row["scenario"] == date && row["mechanism"] == mechanism)
        .unwrap_or_else(|| panic!("no {date} under {mechanism}"))
}

/// Real crash days: the protocol against a fixed threshold and free liquidation, the same accounts.
#[test]
fn recorded_crashes() {
    let days = [
        ("eth_usdt_5m_2020-03", "2020-03-12", 0.5e6),
        ("btc_usdt_1m_2021-05-19", "2021-05-19", 0.0),
        ("eth_usdt_1m_2021-05-19", "2021-05-19", 0.5e6),
        // The control: the price never came back, and waiting must not have made losses of it.
        ("sol_usdt_5m_2022-11", "2022-11-08", 0.0),
        ("sol_usdt_5m_2022-11", "2022-11-09", 0.2e6),
        ("sol_usdtperp_5m_2025-10", "2025-10-10", 0.0),
    ];
    for (file, date, most_bad_debt) in days {
        let Some(path) = recorded(file) else {
            return;
        };
        let found = json(&["replay", "--prices", path.to_str().expect("text")]);
        let (none, all) = (day(&found, date, "none"), day(&found, date, "all"));
        assert!(
            number(all, "bad_debt") <= most_bad_debt,
            "{file} {date}: {all}"
        );
        assert!(
            number(all, "unnecessary") < number(none, "unnecessary"),
            "{file} {date}: {all}"
        );
        assert!(
            number(all, "halted_minutes") > 0.0 || date == "2022-11-09",
            "{file}: {all}"
        );
    }
}
