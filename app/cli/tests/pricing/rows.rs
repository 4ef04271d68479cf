//! Rows that fail, rows beside them, and files as they were.

use option_math::MathError;
use serde_json::Value;

use crate::run::{column, greeks, Run, GREEKS, HEADER};

#[test]
fn columns_in_any_order_and_others_as_they_were() {
    let row = "\"a, \"\"b\"\"\", 007 ,put,0.2,0.1,0.5,95,100,\"two\nlines\"";
    let mut input = b"\xEF\xBB\xBFnote,id,type,sigma,r,T_years,K,S,raw,end\n".to_vec();
    input.extend(row.as_bytes());
    input.extend(b",\xFF\xFE\n");
    let run = Run::new("greeks", input, &[]).succeeded();
    let plain = greeks(&["100,95,0.5,0.1,0.2,put"]).succeeded().text();
    let results = plain.split_once(",put,").expect("a row").1;
    let mut want = format!(
        "note,id,type,sigma,r,T_years,K,S,raw,end,{}\n{row},",
        GREEKS.join(",")
    )
    .into_bytes();
    want.extend(b"\xFF\xFE,");
    want.extend(results.as_bytes());
    assert!(
        run.stdout == want,
        "{}",
        String::from_utf8_lossy(&run.stdout)
    );
}

/// Blank lines, CR LF and cells of several lines: the line is that of the row's first character.
#[test]
fn a_bad_row_is_told_by_its_line() {
    for end in ["\n", "\r\n"] {
        let rows = [
            "S,K,T_years,r,sigma,type,note",
            "10,10,1,0,0.5,call,",
            "ten,10,1,0,0.5,call,",
            "",
            "",
            "10,10,1,0,0.5,straddle,",
            "10,0,1,0,0.5,put,\"two",
            "lines\"",
            "10,10,64,0,0.5,put,",
            "10,10,1,0,,put,",
            "10,10,1,0,0.5",
            "10,10,1,0,0.5,put,,surplus",
            "1e19,10,1,0,0.5,put,",
            "\"10",
            "000\",10,1,0,0.5,put,",
        ];
        let run = Run::new("greeks", rows.join(end), &[]);
        let told: Vec<&str> = run.stderr.lines().collect();
        let cell = format!(
            "in.csv: line 14: S `10{}000` is not a decimal number",
            end.escape_debug()
        );
        let want = [
            "in.csv: line 3: S `ten` is not a decimal number",
            "in.csv: line 6: type `straddle` is neither call nor put",
            &format!("in.csv: line 7: {}", MathError::NonPositiveStrike),
            &format!("in.csv: line 9: {}", MathError::TimeOutOfDomain),
            "in.csv: line 10: sigma is empty",
            "in.csv: line 11: 5 fields where the header has 7",
            "in.csv: line 12: 8 fields where the header has 7",
            "in.csv: line 13: S `1e19` does not fit the number format (-2^63 to 2^63)",
            &cell,
            "error: in.csv: 9 of 10 rows without a result",
        ];
        assert_eq!(told, want);
        assert_eq!(run.code, Some(1));
    }
}

#[test]
fn good_rows_are_complete_beside_bad_ones() {
    let good = ["60,65,0.25,0.08,0.3,call", "100,95,0.5,0.1,0.2,put"];
    let alone = greeks(&good).succeeded().text();
    let run = greeks(&[
        good[0],
        "x,1,1,0,1,put",
        "1,1,1",
        "1,1,1,0,1,put,9",
        good[1],
    ]);
    let empty = ",".repeat(GREEKS.len());
    let mut want: Vec<String> = alone.lines().map(str::to_owned).collect();
    let bad = ["x,1,1,0,1,put", "1,1,1,,,", "1,1,1,0,1,put"].map(|row| format!("{row}{empty}"));
    want.splice(2..2, bad);
    assert_eq!(run.text().lines().collect::<Vec<_>>(), want);
}

#[test]
fn many_bad_rows_are_counted_and_summed_up() {
    let rows = "0,1,1,0,1,put\n".repeat(1_234);
    let input = format!("{HEADER}\n1,1,1,0,1,put\n{rows}");
    let run = Run::new("greeks", input, &["--json", "out.json"]);
    assert_eq!(run.stderr.lines().count(), 21);
    assert!(run
        .stderr
        .ends_with("1234 of 1235 rows without a result, 1214 of them not listed\n"));
    let report: Value = serde_json::from_str(&run.read("out.json")).expect("JSON");
    assert_eq!(
        (&report["rows"], &report["failed"]),
        (&1_235.into(), &1_234.into())
    );
    let errors = report["errors"].as_array().expect("errors");
    assert_eq!(errors.len(), 1_000);
    assert_eq!(errors[999]["line"], 1_002);
    assert_eq!(errors[0]["message"], MathError::NonPositiveSpot.to_string());
}

#[test]
fn a_header_without_its_columns_changes_nothing() {
    for (header, why) in [
        ("S,K,r,type", "line 1: no column `T_years`, `sigma`"),
        ("s,K,T_years,r,sigma,type", "line 1: no column `S`"),
        (
            "",
            "line 1: no column `S`, `K`, `T_years`, `r`, `sigma`, `type`",
        ),
        (
            "S,K,T_years,r,sigma,type,S",
            "line 1: more than one column `S`",
        ),
    ] {
        let run = Run::new("greeks", header, &["--output", "in.csv"]);
        assert_eq!(run.stderr, format!("error: in.csv: {why}\n"));
        assert_eq!((run.code, run.files()), (Some(1), 1));
        assert_eq!(run.read("in.csv"), header);
    }
}

#[test]
fn a_file_holds_what_standard_output_gets() {
    let input = format!("{HEADER}\n60,65,0.25,0.08,0.3,call\n0,1,1,0,1,put\n");
    let printed = Run::new("greeks", &input, &["--output", "-"]);
    for name in ["out.csv", "in.csv"] {
        let run = Run::new("greeks", &input, &["--output", name]);
        assert_eq!((run.code, run.stdout.len()), (printed.code, 0));
        assert_eq!(run.read(name), printed.text());
        // No draft stays behind.
        assert_eq!(run.files(), if name == "in.csv" { 1 } else { 2 });
    }
    let run = Run::new("greeks", &input, &["--output", "no/out.csv"]);
    assert!(
        run.stderr.contains("error: cannot write no/out.csv: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_price_that_no_volatility_gives() {
    let input = "S,K,T_years,r,price,type\n\
        100,90,1,0,9.99,call\n100,90,1,0,100,call\n100,90,1,0,15,call\n100,90,1,0,-1,put\n100,90,0,0,15,call\n";
    let run = Run::new("iv", input, &[]);
    let lines: Vec<&str> = run.stderr.lines().collect();
    let bounds = MathError::PriceOutOfBounds;
    assert_eq!(
        lines,
        [
            format!("in.csv: line 2: {bounds}"),
            format!("in.csv: line 3: {bounds}"),
            format!("in.csv: line 5: {bounds}"),
            format!("in.csv: line 6: {}", MathError::VegaTooSmall),
            "error: in.csv: 4 of 5 rows without a result".to_owned(),
        ]
    );
    let vols = column(&run.text(), "sigma");
    assert_eq!(
        (vols[2].is_empty(), vols.concat().len()),
        (false, vols[2].len())
    );
}
