//! `ballast backtest-vault`: weekly rounds through the real program.

use std::fmt::Write;

use serde_json::Value;

use crate::{
    recorded::recorded,
    run::{json, number},
    synthetic::File,
};

pub const COMMAND: &str = "backtest-vault";
pub const HOUR: i64 = 3_600;
/// Friday, 5 January 2024, 08:00 UTC: an expiry of the schedule.
const FRIDAY: i64 = 1_704_441_600;
const WEEK: i64 = 7 * 24 * HOUR;
/// Two weeks of lead-in.
const LEAD: i64 = 2 * WEEK;

/// Hourly closes from the lead-in to `weeks` expiries, without the bars that close in `gap`.
pub fn hourly(weeks: i64, gap: std::ops::Range<i64>, price: impl Fn(i64) -> f64) -> File {
    let mut text = String::from("ts,open,high,low,close\n");
    let mut closes_ts = FRIDAY;
    while closes_ts <= FRIDAY + LEAD + weeks * WEEK {
        if !gap.contains(&closes_ts) {
            let (ts, close) = (closes_ts - HOUR, price((closes_ts - FRIDAY) / HOUR));
            writeln!(text, "{ts},{close},{close},{close},{close}").expect("written");
        }
        closes_ts += HOUR;
    }
    File::of(&text)
}

/// About 80% a year up and down, drifting nowhere.
pub fn choppy(hour: i64) -> f64 {
    100.0 * (1.0 + 0.0085 * (hour % 2) as f64)
}

/// No gap.
pub fn none() -> std::ops::Range<i64> {
    0..0
}

fn rounds(report: &Value) -> &[Value] {
    report["rounds"].as_array().expect("rounds")
}

/// Nothing is missing, and the sums are the rounds'.
fn balances(report: &Value) {
    assert_eq!(report["conservation"]["exact"], true);
    let checks = number(report, "/conservation/checks");
    assert!(checks > rounds(report).len() as f64);
    for mint in ["base", "quote"] {
        let books = |field: &str| number(report, &format!("/conservation/{mint}/{field}"));
        assert_eq!(books("minted"), books("found"), "{mint}");
        assert!(books("held") >= books("owed"), "{mint}");
    }
    for sum in ["premium", "payoff", "insurance_share"] {
        let parts: f64 = (rounds(report).iter())
            .map(|round| round[sum].as_f64().expect("atoms"))
            .sum();
        assert_eq!(parts, number(report, &format!("/totals/{sum}")), "{sum}");
    }
}

#[test]
fn a_calm_market_pays_premium_every_week() {
    let file = hourly(3, none(), choppy);
    let report = json(COMMAND, &file.path, &["--rounds", "3"]);
    balances(&report);
    let mut share_price = 1.0;
    for (week, round) in (1..).zip(rounds(&report)) {
        assert_eq!(round["expiry_ts"], FRIDAY + LEAD + week * WEEK);
        assert!(number(round, "/strike") > number(round, "/spot"));
        assert!(number(round, "/premium") > 0.0, "{round}");
        assert_eq!(number(round, "/payoff"), 0.0);
        // The buyer pays no more than what it holds volatility to be worth.
        let over = number(round, "/ask_vol") / number(round, "/realised_vol");
        assert!((1.09..=1.1).contains(&over), "{over}");
        assert!(number(round, "/share_price") > share_price);
        share_price = number(round, "/share_price");
    }
    assert_eq!(number(&report, "/final_share_price"), share_price);
    let base = number(&report, "/vault_return_base");
    assert!((base - (share_price - 1.0)).abs() < 1e-12);
    let price = number(&report, "/hold_return") + 1.0;
    assert!((number(&report, "/vault_return") - (share_price * price - 1.0)).abs() < 1e-9);
    // What was taken out is what the shares were worth.
    let out = number(&report, "/withdrawn") / number(&report, "/deposited");
    assert!((out - share_price).abs() < 1e-6);
}

#[test]
fn a_rally_is_paid_for_in_base() {
    let jump = |hour: i64| match hour {
        // Into the last day of the first round.
        hour if hour < (LEAD + WEEK) / HOUR - 20 => choppy(hour),
        hour => 1.4 * choppy(hour),
    };
    let report = json(COMMAND, &hourly(1, none(), jump).path, &["--rounds", "1"]);
    balances(&report);
    let round = &rounds(&report)[0];
    let (settled, strike) = (number(round, "/settlement"), number(round, "/strike"));
    assert!(settled > strike);
    let paid = number(round, "/sold") * (1.0 - strike / settled);
    assert!((number(round, "/payoff") - paid).abs() < 10.0, "{round}");
    assert!(number(&report, "/vault_return_base") < 0.0);
    assert!(number(&report, "/vault_return") < number(&report, "/hold_return"));
}

#[test]
fn puts_hold_quote() {
    let file = hourly(2, none(), choppy);
    let arguments = ["--rounds", "2", "--kind", "put", "--deposit", "20"];
    let report = json(COMMAND, &file.path, &arguments);
    balances(&report);
    assert_eq!(report["kind"], "put");
    let worth = 20.0 * number(&report, "/first_price") * 1e6;
    assert!((number(&report, "/deposited") - worth).abs() < 1.0);
    for round in rounds(&report) {
        assert!(number(round, "/strike") < number(round, "/spot"));
        assert!(number(round, "/premium") > 0.0);
    }
    assert!(number(&report, "/vault_return") > 0.0);
}

#[test]
fn nobody_buys_at_half_of_what_is_realised() {
    let file = hourly(1, none(), choppy);
    let report = json(
        COMMAND,
        &file.path,
        &["--rounds", "1", "--vol-premium", "-50%"],
    );
    balances(&report);
    let round = &rounds(&report)[0];
    assert_eq!(number(round, "/premium") + number(round, "/sold"), 0.0);
    assert!(number(round, "/unsold_sales") > 1.0, "tried again");
    assert_eq!(number(round, "/share_price"), 1.0);
    assert_eq!(report["withdrawn"], report["deposited"]);
}

/// The file stands still over the first expiry: the first price after it settles.
#[test]
fn a_gap_is_told_and_settled_after() {
    let expiry = FRIDAY + LEAD + WEEK;
    let file = hourly(2, expiry - 5 * HOUR..expiry + 3 * HOUR, choppy);
    let report = json(COMMAND, &file.path, &["--rounds", "2"]);
    balances(&report);
    assert_eq!(report["gaps"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["gaps"][0]["to_ts"], expiry + 2 * HOUR);
    for round in rounds(&report) {
        assert!(number(round, "/premium") > 0.0);
    }
    assert_eq!(rounds(&report)[1]["started_ts"], expiry + 3 * HOUR);
}

/// Four rounds of 2025, one of them exercised.
#[test]
fn recorded_weeks() {
    let Some(file) = recorded("sol_usdt_1h_2020_2026") else {
        return;
    };
    let weeks = ["--rounds", "4", "--from", "2025-08-15"];
    let report = json(COMMAND, &file, &weeks);
    balances(&report);
    assert_eq!(rounds(&report).len(), 4);
    assert_eq!(number(&report, "/totals/sold_rounds"), 4.0);
    assert_eq!(number(&report, "/totals/exercised_rounds"), 1.0);
}
