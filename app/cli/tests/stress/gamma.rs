//! `ballast stress gamma`: figures worked out by hand, refusals, and a recorded snapshot.

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::assert::Assert;
use predicates::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

use crate::{recorded::recorded, run::ballast};

const HEADER: &str =
    "ccy,expiry_ts,strike,type,open_interest,mark_iv,forward,index_price,snap_ts\n";
/// A year from the snapshot, at 50%: a total volatility of a half.
const CALL: &str = "BTC,1731536000,120,C,10,50,110,100,1700000000\n";
const PUT: &str = "BTC,1731536000,80,P,10,50,110,100,1700000000\n";
const OTHER: &str = "ETH,1731536000,80,P,10,50,110,100,1700000000\n";

/// A CSV in a folder of its own, which is gone with it.
struct Snapshot {
    folder: TempDir,
    path: PathBuf,
}

impl Snapshot {
    fn of(rows: &[&str]) -> Self {
        Self::raw(&format!("{HEADER}{}", rows.concat()))
    }

    fn raw(content: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("options.csv");
        fs::write(&path, content).expect("written");
        Self { folder, path }
    }

    fn json(&self, arguments: &[&str]) -> Value {
        json(&self.path, arguments)
    }

    /// Exit code 1, nothing on standard output, exactly this line on standard error.
    fn refused(&self, arguments: &[&str], line: &str) {
        let line = format!("error: {}: {line}\n", self.path.display());
        gamma(&self.path, arguments).code(1).stdout("").stderr(line);
    }
}

fn gamma(options: &Path, arguments: &[&str]) -> Assert {
    ballast()
        .args(["stress", "gamma", "--options"])
        .arg(options)
        .args(arguments)
        .assert()
}

fn json(options: &Path, arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("out.json");
    let flag = ["--json", out.to_str().expect("text")];
    gamma(options, &[arguments, &flag].concat()).success();
    let text = fs::read_to_string(&out).expect("a file");
    serde_json::from_str(&text).expect("JSON")
}

#[track_caller]
fn near(report: &Value, pointer: &str, wanted: f64, tolerance: f64) {
    let found = report.pointer(pointer).and_then(Value::as_f64);
    let found = found.unwrap_or_else(|| panic!("no number at {pointer} in {report}"));
    assert!(
        (found - wanted).abs() <= tolerance,
        "{pointer}: {found}, not {wanted}"
    );
}

/// With `d = ln(110 / K) / 0.5 + 0.25`, an option has `n(d) / (110 x 0.5) x 10 x 100^2 / 100` quote per 1%: the call
/// (d = 0.0759772, n = 0.3977925) 7.2325906, the put (d = 0.8869075, n = 0.2692161) 4.8948378.
#[test]
fn two_options_by_hand() {
    let report = Snapshot::of(&[CALL, PUT]).json(&[]);
    assert_eq!(report["currencies"].as_array().map(Vec::len), Some(1));
    let of = &report["currencies"][0];
    near(of, "/net", 2.3377528, 1e-5);
    near(of, "/gross", 12.1274284, 1e-5);
    assert_eq!(of["walls"].as_array().map(Vec::len), Some(2));
    near(of, "/walls/0/strike", 120.0, 0.0);
    near(of, "/walls/0/net", 7.2325906, 1e-5);
    near(of, "/walls/0/gross", 7.2325906, 1e-5);
    near(of, "/walls/1/strike", 80.0, 0.0);
    near(of, "/walls/1/net", -4.8948378, 1e-5);
    near(of, "/walls/1/gross", 4.8948378, 1e-5);
}

/// Equal but for the strike, the two cancel where `d` of the one is minus that of the other: at a forward of
/// `sqrt(80 x 120) e^(-0.5^2 / 2)`, a spot of 100/110 of it: 78.60608. A step of the profile is 0.5.
#[test]
fn the_flip_by_hand() {
    let report = Snapshot::of(&[CALL, PUT]).json(&[]);
    let of = &report["currencies"][0];
    assert_eq!(of["flips"].as_array().map(Vec::len), Some(1));
    near(of, "/flips/0", 78.60608, 1e-3);
    assert_eq!(of["nearest_flip"], of["flips"][0]);
}

/// At the money a minute before the expiry the formula has some 30 times the notional: the notional, 10 x 100, is the
/// most that 1% can turn.
#[test]
fn gamma_is_capped_at_the_notional() {
    let last_minute = "BTC,1700000060,100,P,10,10,100,100,1700000000\n";
    let report = Snapshot::of(&[last_minute]).json(&[]);
    near(&report, "/currencies/0/net", -1_000.0, 1e-5);
    near(&report, "/currencies/0/gross", 1_000.0, 1e-5);
    assert_eq!(report["currencies"][0]["flips"], serde_json::json!([]));
    assert_eq!(report["currencies"][0]["nearest_flip"], Value::Null);
}

/// An option that expired, one that nobody holds and an earlier poll of the call change nothing but the counts.
#[test]
fn what_does_not_count() {
    let plain = Snapshot::of(&[CALL, PUT]).json(&[]);
    let report = Snapshot::of(&[
        CALL,
        "BTC,1700000000,100,C,99,50,100,100,1699999000\n",
        "BTC,1731536000,120,C,99,70,110,100,1699999999\n",
        "BTC,1731536000,100,C,0,50,110,100,1700000000\n",
        PUT,
    ])
    .json(&[]);
    let (of, same) = (&report["currencies"][0], &plain["currencies"][0]);
    for equal in [
        "spot", "snap_ts", "options", "net", "gross", "flips", "walls",
    ] {
        assert_eq!(of[equal], same[equal], "{equal}");
    }
    assert_eq!(of["left_out"], 2);
    assert_eq!(of["superseded"], 1);
}

/// Spot 100 is the middle of 99, 100 and 104, and between 98 and 102.
#[test]
fn the_spot_is_the_median_index_price_or_as_given() {
    let row = |strike: u32, index: u32| {
        format!("BTC,1731536000,{strike},C,10,50,{index},{index},1700000000\n")
    };
    let rows = [row(80, 104), row(90, 99), row(100, 100)];
    let odd = Snapshot::of(&rows.each_ref().map(String::as_str));
    near(&odd.json(&[]), "/currencies/0/spot", 100.0, 0.0);
    let even = Snapshot::of(&[&row(80, 98), &row(90, 102)]);
    near(&even.json(&[]), "/currencies/0/spot", 100.0, 0.0);
    let given = Snapshot::of(&[CALL, PUT]).json(&["--spot", "80"]);
    near(&given, "/currencies/0/spot", 80.0, 0.0);
    near(&given, "/currencies/0/flips/0", 78.60608, 1e-3);
}

#[test]
fn the_shape_of_the_json() {
    let file = Snapshot::of(&[OTHER, CALL, PUT]);
    let report = file.json(&[]);
    assert_eq!(report["source"], file.path.display().to_string());
    assert!(report["assumption"].is_string());
    let currencies = report["currencies"].as_array().expect("currencies");
    assert_eq!(currencies.len(), 2);
    assert_eq!(currencies[1]["currency"], "ETH");
    let of = &currencies[0];
    assert_eq!(of["currency"], "BTC");
    assert_eq!(of["options"], 2);
    assert_eq!(of["left_out"], 0);
    assert_eq!(of["snap_ts"], 1_700_000_000);
    assert_eq!(of["profile"].as_array().map(Vec::len), Some(161));
    near(of, "/profile/0/spot", 60.0, 0.0);
    near(of, "/profile/160/spot", 140.0, 0.0);
    for sum in ["net", "gross"] {
        assert_eq!(of["profile"][80][sum], of[sum]);
    }
    let only = file.json(&["--currency", "ETH"]);
    assert_eq!(only["currencies"], Value::from(vec![currencies[1].clone()]));
}

#[test]
fn the_page_and_the_picture() {
    let file = Snapshot::of(&[CALL, PUT, OTHER]);
    let picture = file.folder.path().join("gamma.svg");
    let told = [
        "net gamma assumes that dealers are long the calls and short the puts",
        "BTC: spot 100.00 at 2023-11-14 22:13:20 UTC; 2 options counted",
        "wall at 120.00",
        "flip: 78.61 (-21.4% from the spot, the nearest to it)",
        "flips: none from 0.6 to 1.4 times the spot",
    ];
    let mut page = gamma(&file.path, &["--chart", picture.to_str().expect("text")]).success();
    for line in told {
        page = page.stdout(predicate::str::contains(line));
    }
    let svg = fs::read_to_string(&picture).expect("a picture");
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    for label in ["BTC: gamma by spot", "ETH: gamma by spot", "flip 78.61"] {
        assert!(svg.contains(label), "{label}");
    }
}

#[test]
fn a_header_that_cannot_be_used() {
    let columns = HEADER.trim_end();
    for name in columns.split(',') {
        let renamed = columns.replace(name, "other");
        Snapshot::raw(&format!("{renamed}\n{CALL}")).refused(
            &[],
            &format!("line 1: no column `{name}`; found `{renamed}`"),
        );
    }
    Snapshot::raw("").refused(&[], "line 1: no column `ccy`; found ``");
    Snapshot::raw(&format!("ccy,{HEADER}BTC,{CALL}")).refused(&[], "line 1: two columns `ccy`");
    Snapshot::raw(HEADER).refused(&[], "no options, only a header");
}

#[test]
fn rows_that_cannot_be_used() {
    let instead = |column: usize, text: &str| {
        let mut cells: Vec<&str> = PUT.trim_end().split(',').collect();
        cells[column] = text;
        format!("{}\n", cells.join(","))
    };
    let names: Vec<&str> = HEADER.trim_end().split(',').collect();
    for (column, text, why) in [
        (0, "", "is not 1 to 16 letters and digits"),
        (0, "B<C", "is not 1 to 16 letters and digits"),
        (1, "soon", "is not a whole number of seconds"),
        (2, "0", "is not above zero"),
        (3, "put", "is neither C nor P"),
        (4, "-5", "is below zero"),
        (4, "many", "is not a number"),
        (4, "1e11", "is above 10000000000"),
        (5, "0", "is not a volatility in per cent (0.01 to 10000)"),
        (6, "-1", "is not above zero"),
        (7, "NaN", "is not a number"),
        (8, "1.5", "is not a whole number of seconds"),
    ] {
        let row = instead(column, text);
        let line = format!("line 3: {} `{text}` {why}", names[column]);
        Snapshot::of(&[CALL, &row]).refused(&[], &line);
    }
    Snapshot::of(&[CALL, "BTC,1731536000\n"]).refused(&[], "line 3: no field for column `strike`");
    let twice = "line 4: this option at snap_ts 1700000000 for the second time";
    Snapshot::of(&[CALL, PUT, CALL]).refused(&[], twice);
}

#[test]
fn what_is_not_there() {
    let file = Snapshot::of(&[CALL, PUT, OTHER]);
    file.refused(&["--currency", "SOL"], "no currency `SOL`; found BTC, ETH");
    gamma(&file.path, &["--spot", "100"])
        .code(1)
        .stdout("")
        .stderr("error: a spot needs exactly one currency, not BTC, ETH\n");
    let expired = "BTC,1700000000,100,C,99,50,100,100,1700000000\n";
    let told = "BTC: every option has expired or is without open interest";
    Snapshot::of(&[expired]).refused(&[], told);
    gamma(Path::new("no/such/file.csv"), &[])
        .code(1)
        .stdout("")
        .stderr(predicate::str::starts_with(
            "error: cannot open no/such/file.csv: ",
        ));
}

/// The figures that a recorded snapshot is known to have, in millions per 1%, each within 1%.
#[test]
fn the_snapshot_of_february_2026() {
    let Some(options) = recorded("deribit_oi_2026-02-04T2133Z") else {
        return;
    };
    let report = json(&options, &["--currency", "BTC"]);
    let of = &report["currencies"][0];
    assert_eq!(of["options"], 734);
    near(of, "/spot", 73_105.0, 1.0);
    near(of, "/net", -75.3e6, 0.753e6);
    near(of, "/gross", 269e6, 2.69e6);
    assert_eq!(of["flips"].as_array().map(Vec::len), Some(1));
    near(of, "/flips/0", 79_683.0, 797.0);
    near(of, "/walls/0/strike", 75_000.0, 0.0);
    near(of, "/walls/1/strike", 70_000.0, 0.0);
    assert_eq!(of["walls"].as_array().map(Vec::len), Some(5));
}

/// Two polls of every option in one file: each counts once.
#[test]
fn the_snapshot_of_february_2021() {
    let Some(options) = recorded("deribit_oi_btc_2021-02-11") else {
        return;
    };
    let report = json(&options, &[]);
    let of = &report["currencies"][0];
    assert_eq!(of["options"], 368);
    assert_eq!(of["superseded"], 368);
}
