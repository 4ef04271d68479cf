//! Files with gaps and CR LF are taken; files that cannot be used are refused in one line that says where and why.

use predicates::prelude::*;

use crate::{
    run::{backtest, number, report, stays},
    synthetic::File,
};

const HEADER: &str = "ts,open,high,low,close,volume\n";
const FIRST: &str = "1700000100,10,11,9,10,5\n";
const SECOND: &str = "1700000400,10,11,9,10,5\n";

fn refused(content: &str, wanted: &str) {
    let file = File::of(content);
    let one_line = predicate::function(|text: &str| text.trim_end().lines().count() == 1);
    backtest(&file.path, &[])
        .code(1)
        .stdout("")
        .stderr(one_line.and(predicate::str::contains(wanted)));
}

#[test]
fn a_gap_is_measured_and_makes_the_ring_thin() {
    let flat = |from: i64, bars: i64| -> String {
        let bars = (0..bars).map(|bar| format!("{},10,10,10,10\n", from + bar * 60));
        bars.collect()
    };
    let text = format!(
        "ts,open,high,low,close\n{}{}",
        flat(1_700_000_100, 30),
        flat(1_700_012_100, 30)
    );
    let file = File::of(&text);
    let report = report(&file.path, &[]);
    assert_eq!(report["gaps"][0]["from_ts"], 1_700_001_900);
    assert_eq!(report["gaps"][0]["to_ts"], 1_700_012_100);
    assert!(number(&report, "/thin_prints") > 0.0);
    let throttles = stays(&report, "throttle");
    assert_eq!(throttles.len(), 1);
    assert_eq!(throttles[0]["from_ts"], 1_700_012_100);
    assert_eq!(throttles[0]["reason"], "too few prints");
    let told =
        predicate::str::contains("1 gap, the longest of 2 h 50 min; a gap widens the window");
    backtest(&file.path, &[]).success().stdout(told);
}

#[test]
fn carriage_returns_and_blank_lines_change_nothing() {
    let plain = format!("{HEADER}{FIRST}{SECOND}");
    let dressed = format!("{}\r\n", plain.replace('\n', "\r\n"));
    let bars = |content: &str| report(&File::of(content).path, &[])["series"].clone();
    assert_eq!(bars(&plain), bars(&dressed));
    refused(
        &format!("{dressed}1700000700,10,11,9,x,5"),
        "line 5: close `x`",
    );
}

#[test]
fn hourly_bars_are_too_coarse() {
    let file = File::through(3_600, &[100.0; 48]);
    let said = predicate::str::contains("too coarse: bars of 1 h 00 min");
    backtest(&file.path, &[]).success().stdout(said);
    let report = report(&file.path, &[]);
    assert_eq!(report["too_coarse"], true);
    let reasons = stays(&report, "throttle");
    assert!(reasons
        .iter()
        .all(|span| span["reason"] == "too few prints"));
    assert!(!reasons.is_empty());
}

#[test]
fn lines_that_are_no_bars() {
    for (row, why) in [
        ("1700000400,10,11,nine,10,5", "low `nine` is not a number"),
        ("soon,10,11,9,10,5", "ts `soon` is not a whole number"),
        (
            "1700000400000,10,11,9,10,5",
            "is not a time in unix seconds",
        ),
        ("1700000400,0,11,9,10,5", "open `0` is not above zero"),
        ("1700000400,NaN,11,9,10,5", "open `NaN` is not a number"),
        ("1700000400,1e30,11,9,10,5", "open `1e30` does not fit"),
        ("1700000400,10,9,11,10,5", "high is below low"),
        ("1700000400,12,11,9,10,5", "open lies outside"),
        ("1700000400,10,11,9,8,5", "close lies outside"),
        ("1700000400,10,11", "no field for column `low`"),
        ("1700000100,10,11,9,10,5", "duplicate time 1700000100"),
        ("1700000000,10,11,9,10,5", "is out of order"),
    ] {
        refused(
            &format!("{HEADER}{FIRST}{row}\n"),
            &format!("line 3: {why}").replace("line 3: is", "is"),
        );
    }
}

#[test]
fn files_without_a_series() {
    refused("", "line 1: the file is empty");
    refused(HEADER, "0 bars; at least 2 are needed");
    refused(&format!("{HEADER}{FIRST}"), "1 bars; at least 2 are needed");
    refused("ts,open,high,low\n", "line 1: no column `close`");
    refused(&format!("ts,{HEADER}"), "line 1: two columns `ts`");
}

#[test]
fn parameters_that_cannot_be_used() {
    let file = File::of(&format!("{HEADER}{FIRST}{SECOND}"));
    for (content, why) in [
        ("[market.breaker]\nz15 = 1", "unknown field `z15`"),
        ("[market.braker]", "unknown field `braker`"),
        (
            "[market.breaker]\nhalt_secs = 30000",
            "halt_secs is out of bounds",
        ),
    ] {
        let params = File::of(content);
        let path = params.path.to_str().expect("text");
        let told = predicate::str::contains(why).and(predicate::str::contains(path));
        backtest(&file.path, &["--params", path])
            .code(1)
            .stderr(told);
    }
}

#[test]
fn arguments_that_cannot_be_used() {
    let file = File::of(&format!("{HEADER}{FIRST}{SECOND}"));
    for (arguments, code, why) in [
        (
            &["--params", "no/such.toml"][..],
            1,
            "error: no/such.toml: cannot read the file",
        ),
        (
            &["--json", "no/such/out.json"],
            1,
            "error: cannot write no/such/out.json",
        ),
        (
            &["--chart", "no/such/out.svg"],
            1,
            "error: cannot draw no/such/out.svg",
        ),
        (
            &["--chart", "x.svg", "--chart-from", "noon"],
            2,
            "error: invalid value 'noon'",
        ),
    ] {
        let told = predicate::str::starts_with(why);
        backtest(&file.path, arguments).code(code).stderr(told);
    }
}
