//! Running the command and reading what it says.

use std::{fs, path::Path};

use assert_cmd::{assert::Assert, Command};
use serde_json::Value;

/// Runs a command on a file.
pub fn run(command: &str, prices: &Path, arguments: &[&str]) -> Assert {
    let mut ballast = Command::cargo_bin("ballast").expect("the binary");
    ballast.args([command, "--prices"]).arg(prices);
    ballast.args(arguments).assert()
}

/// Runs a command on a file and reads its JSON.
pub fn json(command: &str, prices: &Path, arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let json = folder.path().join("out.json");
    let json_flag = ["--json", json.to_str().expect("text")];
    run(command, prices, &[arguments, &json_flag].concat()).success();
    let text = fs::read_to_string(&json).expect("a file");
    serde_json::from_str(&text).expect("JSON")
}

/// Runs the breaker's back-test on a file.
pub fn backtest(prices: &Path, arguments: &[&str]) -> Assert {
    run("backtest-breaker", prices, arguments)
}

/// Runs the breaker's back-test on a file and reads its JSON.
pub fn report(prices: &Path, arguments: &[&str]) -> Value {
    json("backtest-breaker", prices, arguments)
}

/// A number of a report.
pub fn number(report: &Value, pointer: &str) -> f64 {
    let value = report.pointer(pointer).and_then(Value::as_f64);
    value.unwrap_or_else(|| panic!("no number at {pointer} in {report}"))
}

/// The stays in a stage.
pub fn stays<'a>(report: &'a Value, stage: &str) -> Vec<&'a Value> {
    let stages = report["stages"].as_array().expect("stages");
    let stays = stages.iter().filter(|span| span["stage"] == stage);
    stays.collect()
}
