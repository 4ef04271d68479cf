//! What `ballast backtest-vault` writes and prints, and what it refuses.

use std::{fs, path::Path};

use predicates::prelude::*;

use crate::{
    run::run,
    synthetic::File,
    vault::{choppy, hourly, none, COMMAND, HOUR},
};

#[test]
fn a_second_run_is_the_same_to_the_bit() {
    let file = hourly(2, none(), choppy);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [first, second] = ["first.json", "second.json"].map(|name| {
        let path = folder.path().join(name);
        let json = path.to_str().expect("text");
        run(COMMAND, &file.path, &["--rounds", "2", "--json", json]).success();
        fs::read(&path).expect("a file")
    });
    assert!(first == second);
}

#[test]
fn the_page_has_every_week_the_assumption_and_a_chart() {
    let file = hourly(2, none(), choppy);
    let svg = file.path.with_file_name("out.svg");
    let draw = [
        "--rounds",
        "2",
        "--quiet",
        "--chart",
        svg.to_str().expect("text"),
    ];
    let said = |text| predicate::str::contains(text);
    run(COMMAND, &file.path, &draw)
        .success()
        .stdout(said("2024-01-26").and(said("2024-02-02")))
        .stdout(said("ASSUMED: a buyer who pays").and(said("+10%")))
        .stdout(said("● vault").and(said("holding base")))
        .stdout(said("every token was found"));
    let picture = fs::read_to_string(&svg).expect("a chart");
    assert!(picture.contains("share price") && picture.contains("holding"));
}

#[test]
fn what_cannot_be_run_is_told_in_one_line() {
    let file = hourly(1, none(), choppy);
    let coarse = File::through(4 * HOUR, &[100.0; 200]);
    let bad = File::of("ts,open,high,low,close\n1700000000,1,1,1,1\n1700003600,1,1,1,one\n");
    for (path, arguments, code, why) in [
        (&file.path, &["--rounds", "0"][..], 2, "invalid value '0'"),
        (&file.path, &["--rounds", "2"], 1, "the file holds 1"),
        (
            &file.path,
            &["--rounds", "1", "--from", "2024-02-01"],
            1,
            "can begin from",
        ),
        (&file.path, &["--from", "soon"], 2, "invalid value 'soon'"),
        (
            &file.path,
            &["--vol-premium", "300%"],
            2,
            "between -50% and 200%",
        ),
        (
            &file.path,
            &["--kind", "straddle"],
            2,
            "neither call nor put",
        ),
        (
            &file.path,
            &["--json", "no/such/out.json"],
            1,
            "cannot write",
        ),
        (&coarse.path, &["--rounds", "1"], 1, "an hour at most"),
        (&bad.path, &[], 1, "line 3: close `one` is not a number"),
    ] {
        let one_line = predicate::function(|text: &str| text.trim_end().lines().count() == 1);
        run(COMMAND, path, arguments)
            .code(code)
            .stdout("")
            .stderr(one_line.and(predicate::str::contains(why)));
    }
    run(COMMAND, Path::new("nowhere.csv"), &[])
        .code(1)
        .stderr(predicate::str::contains("cannot read nowhere.csv"));
}
