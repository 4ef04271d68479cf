//! Files made up here: what the prints are, what a stage is, and which rules cry wolf.

use std::{fmt::Write, path::PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{backtest, number, report, stays};

/// Midnight of 1 January 2024.
pub const START: i64 = 1_704_067_200;

/// A CSV in a folder of its own.
pub struct File {
    _folder: TempDir,
    /// Where it lies.
    pub path: PathBuf,
}

impl File {
    /// A file of this content.
    pub fn of(content: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("prices.csv");
        std::fs::write(&path, content).expect("written");
        Self {
            _folder: folder,
            path,
        }
    }

    /// Bars of `secs` through these closes, each opening at the close before.
    pub fn through(secs: i64, closes: &[f64]) -> Self {
        let mut text = String::from("ts,open,high,low,close,volume\n");
        let mut open = closes[0];
        for (ts, close) in (START..).step_by(secs as usize).zip(closes) {
            let (high, low) = (open.max(*close), open.min(*close));
            writeln!(text, "{ts},{open},{high},{low},{close},1").expect("written");
            open = *close;
        }
        Self::of(&text)
    }
}

/// A day of five-minute calm at 100, then these closes, then some calm at the last.
fn after_calm(closes: &[f64]) -> File {
    let mut path: Vec<f64> = (0..288)
        .map(|bar| 100.0 + f64::from(bar % 2) / 10.0)
        .collect();
    path.extend(closes);
    path.extend([*closes.last().expect("closes"); 3]);
    File::through(300, &path)
}

#[test]
fn a_crash_halts_reopens_and_ends() {
    let file = after_calm(&[95.0, 85.0, 80.0]);
    let report = report(&file.path, &[]);
    let halts = stays(&report, "halted");
    assert_eq!(halts.len(), 1);
    let halt = halts[0];
    assert_eq!(halt["direction"], "down");
    for (value, least) in [("/z", "/least_z"), ("/move_pct", "/least_move_pct")] {
        assert!(number(halt, value) >= number(halt, least), "{halt}");
    }
    assert!(number(halt, "/window") > 0.0);
    let reopening = stays(&report, "reopening");
    assert_eq!(reopening[0]["from_ts"], halt["to_ts"]);
    assert_eq!(reopening[0]["reason"], halt["reason"]);
    // From where it tripped the price fell to 80 and stayed.
    let trip = number(halt, "/price");
    let further = (1.0 - 80.0 / trip) * 100.0;
    assert!((number(halt, "/after/further_pct") - further).abs() < 1e-6);
    assert!(number(halt, "/after/back_pct").abs() < 1e-6);
}

#[test]
fn a_rise_halts_as_a_fall_does() {
    let up = report(&after_calm(&[105.0, 115.0, 120.0]).path, &[]);
    assert_eq!(stays(&up, "halted")[0]["direction"], "up");
    // No fall of that day has a halt to its name.
    assert!(up["falls"]
        .as_array()
        .expect("falls")
        .iter()
        .all(|fall| fall["halt"].is_null()));
}

#[test]
fn calm_does_nothing() {
    let calm = report(&after_calm(&[100.0]).path, &["--compare"]);
    assert_eq!(calm["stages"], Value::Array(vec![]));
    assert_eq!(calm["episodes"]["throttle"], 0);
    for verdict in calm["comparison"].as_array().expect("verdicts") {
        assert_eq!(verdict["halts"], 0, "{verdict}");
    }
}

#[test]
fn a_fall_that_comes_back_is_a_false_halt() {
    let rebound = report(&after_calm(&[92.0, 100.0]).path, &["--compare"]);
    let crash = report(&after_calm(&[92.0, 80.0]).path, &["--compare"]);
    let fixed = |report: &Value| report["comparison"][1].clone();
    assert_eq!(fixed(&rebound)["rule"], "5% in 15 min");
    assert!(number(&fixed(&rebound), "/false_halts") > 0.0);
    assert!(number(&fixed(&crash), "/halts") > 0.0);
    assert_eq!(fixed(&crash)["false_halts"], 0);
    assert!(number(&fixed(&crash), "/lead_minutes") > 0.0);
}

#[test]
fn a_warm_up_is_listed_but_not_counted() {
    let file = after_calm(&[95.0, 85.0, 80.0]);
    let warm = report(&file.path, &["--warm-up", "48"]);
    assert_eq!(stays(&warm, "halted").len(), 1);
    assert_eq!(warm["episodes"]["halt"], 0);
    assert_eq!(warm["entries"]["halt"], 0);
}

#[test]
fn parameters_move_the_thresholds() {
    let strict =
        File::of("[market.breaker]\nmove5_bps = 3000\nmove15_bps = 3000\nmove60_bps = 3000\n");
    let file = after_calm(&[95.0, 85.0, 80.0]);
    let params = ["--params", strict.path.to_str().expect("text")];
    let report = report(&file.path, &params);
    assert_eq!(report["breaker"]["move15_bps"], 3_000);
    assert_eq!(stays(&report, "halted").len(), 0);
    assert_eq!(stays(&report, "throttle").len(), 1);
}

#[test]
fn bars_of_seconds_keep_publish_times_apart() {
    for secs in [1, 2, 3, 7, 60] {
        let file = File::through(secs, &[100.0; 40]);
        let report = report(&file.path, &[]);
        assert_eq!(number(&report, "/series/prints"), (secs.min(4) * 40) as f64);
        assert_eq!(report["series"]["last_ts"], START + 40 * secs);
    }
}

#[test]
fn the_chart_is_drawn_and_zoomed() {
    let file = after_calm(&[95.0, 85.0, 80.0]);
    let svg = file.path.with_file_name("out.svg");
    let draw = ["--chart", svg.to_str().expect("text")];
    backtest(&file.path, &draw).success();
    let whole = std::fs::read_to_string(&svg).expect("a chart");
    for label in ["throttle", "reopening", "halted", "time (UTC)"] {
        assert!(whole.contains(label), "{label}");
    }
    let zoom = ["--chart-from", "2024-01-02T00:00"];
    backtest(&file.path, &[&draw[..], &zoom].concat()).success();
    let zoomed = std::fs::read_to_string(&svg).expect("a chart");
    assert!(zoomed.contains("prices, 2024-01-02") && !whole.contains("prices, 2024"));
}
