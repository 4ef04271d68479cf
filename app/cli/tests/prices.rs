//! Price files that cannot be used are refused in one line that says where and why.

use std::io::Write;

use assert_cmd::Command;
use predicates::prelude::*;

const HEADER: &str = "ts,open,high,low,close,volume\n";

/// Runs `ballast demo` on a file of this content.
fn demo(content: &str) -> assert_cmd::assert::Assert {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(content.as_bytes()).expect("written");
    let mut command = Command::cargo_bin("ballast").expect("the binary");
    command
        .args(["demo", "--quiet", "--prices"])
        .arg(file.path())
        .assert()
}

/// The content is refused with exit code 1, nothing on standard output and
/// exactly one line on standard error that contains `wanted`.
fn refused(content: &str, wanted: &str) {
    let one_line = predicate::function(|text: &str| text.trim_end().lines().count() == 1);
    demo(content)
        .code(1)
        .stdout("")
        .stderr(one_line.and(predicate::str::contains(wanted)));
}

fn bars(rows: &[&str]) -> String {
    format!("{HEADER}{}\n", rows.join("\n"))
}

const FIRST: &str = "1700000000,10,11,9,10,5";
const SECOND: &str = "1700000060,10,11,9,10,5";

#[test]
fn a_missing_file() {
    let mut command = Command::cargo_bin("ballast").expect("the binary");
    command
        .args(["demo", "--prices", "no/such/file.csv"])
        .assert()
        .code(1)
        .stdout("")
        .stderr(predicate::str::starts_with(
            "error: cannot open no/such/file.csv: ",
        ));
}

#[test]
fn a_missing_or_renamed_column() {
    for name in ["ts", "open", "high", "low", "close", "volume"] {
        let renamed = HEADER.replace(name, "other");
        refused(
            &format!("{renamed}{FIRST}\n{SECOND}\n"),
            &format!("line 1: no column `{name}`"),
        );
    }
    refused("ts,open,high,low\n", "no column `close`");
    refused("", "no column `ts`");
    refused(&format!("ts,{HEADER}1,{FIRST}\n"), "two columns `ts`");
}

#[test]
fn text_in_a_number() {
    refused(
        &bars(&[FIRST, "1700000060,10,11,nine,10,5"]),
        "line 3: low `nine` is not a number",
    );
    refused(
        &bars(&["yesterday,10,11,9,10,5", SECOND]),
        "line 2: ts `yesterday`",
    );
    refused(
        &bars(&[FIRST, "1700000060,10,11,9,10,many"]),
        "volume `many` is not a number",
    );
}

#[test]
fn a_price_that_is_no_price() {
    for (price, why) in [
        ("-10", "is not above zero"),
        ("0", "is not above zero"),
        ("NaN", "is not a number"),
        ("inf", "is not a number"),
        ("", "is not a number"),
        ("0.000000001", "does not fit a feed"),
        ("1e30", "does not fit a feed"),
    ] {
        let row = format!("1700000060,{price},11,9,10,5");
        refused(
            &bars(&[FIRST, &row]),
            &format!("line 3: open `{price}` {why}"),
        );
    }
}

#[test]
fn a_bar_that_contradicts_itself() {
    for (row, why) in [
        ("1700000060,10,9,11,10,5", "high is below low"),
        ("1700000060,12,11,9,10,5", "open lies outside"),
        ("1700000060,10,11,9,8,5", "close lies outside"),
    ] {
        refused(&bars(&[FIRST, row]), &format!("line 3: {why}"));
    }
}

#[test]
fn times_out_of_order_or_twice() {
    refused(
        &bars(&[FIRST, "1699999940,10,11,9,10,5"]),
        "line 3: time 1699999940 (2023-11-14 22:12:20) is out of order",
    );
    refused(&bars(&[FIRST, FIRST]), "line 3: duplicate time 1700000000");
}

#[test]
fn a_gap() {
    refused(
        &bars(&[FIRST, SECOND, "1700000240,10,11,9,10,5"]),
        "line 4: gap: expected 1700000120 (2023-11-14 22:15:20), found 1700000240 (2023-11-14 22:17:20)",
    );
    refused(
        &bars(&[FIRST, SECOND, "1700000090,10,11,9,10,5"]),
        "line 4: gap: expected 1700000120",
    );
}

#[test]
fn times_in_milliseconds() {
    refused(
        &bars(&["1700000000000,10,11,9,10,5"]),
        "is not a time in unix seconds",
    );
}

#[test]
fn too_few_bars_or_fields() {
    refused(HEADER, "0 bars; at least 2 are needed");
    refused(&bars(&[FIRST]), "1 bars; at least 2 are needed");
    refused(
        &bars(&[FIRST, "1700000060,10,11"]),
        "line 3: no field for column `low`",
    );
}

#[test]
fn unknown_flags() {
    let mut command = Command::cargo_bin("ballast").expect("the binary");
    command
        .args(["demo", "--no-braker"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(
            predicate::str::contains("unexpected argument '--no-braker'")
                .and(predicate::function(|text: &str| text.lines().count() == 1)),
        );
}

#[test]
fn an_output_that_cannot_be_written() {
    let mut command = Command::cargo_bin("ballast").expect("the binary");
    command
        .args(["demo", "--json", "no/such/folder/out.json"])
        .assert()
        .code(1)
        .stdout("")
        .stderr(predicate::str::starts_with(
            "error: cannot write no/such/folder/out.json: ",
        ));
}
