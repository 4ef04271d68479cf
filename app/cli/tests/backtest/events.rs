//! The recorded crashes, and a year of false alarms.

use serde_json::Value;

use crate::recorded::recorded;
use crate::run::{number, report, stays};

/// A file, the day of its crash, and the share of the day's fall that may be over when the first halt comes, percent.
const CRASHES: [(&str, &str, f64); 9] = [
    ("sol_usdtperp_5m_2025-10", "2025-10-10", 50.0),
    ("sol_usdtperp_1m_2025-10-10", "2025-10-10", 50.0),
    ("sol_usdt_5m_2022-11", "2022-11-08", 50.0),
    ("sol_usdt_3m_2022-11", "2022-11-08", 50.0),
    ("eth_usdt_5m_2020-03", "2020-03-12", 50.0),
    ("btc_usdt_5m_2021-05", "2021-05-19", 70.0),
    ("eth_usdt_5m_2021-05", "2021-05-19", 70.0),
    ("btc_usdt_1m_2021-05-19", "2021-05-19", 70.0),
    ("eth_usdt_1m_2021-05-19", "2021-05-19", 70.0),
];

#[test]
fn halts_come_before_most_of_a_crash_and_after_a_throttle() {
    for (name, day, most_over) in CRASHES {
        let Some(file) = recorded(name) else {
            continue;
        };
        let report = report(&file, &[]);
        within_budget(&report);
        let falls = report["falls"].as_array().expect("falls");
        let fall = falls.iter().find(|fall| fall["day"] == day);
        let fall = fall.unwrap_or_else(|| panic!("{name}: {day} is not among the worst days"));
        let over = number(fall, "/halt/over_pct");
        assert!(over < most_over, "{name}: {over}% over at the first halt");
        let (throttle, halt) = (number(fall, "/throttle/ts"), number(fall, "/halt/ts"));
        assert!(throttle < halt, "{name}: throttled no earlier than halted");
    }
}

#[test]
fn a_stressed_year_has_few_false_alarms() {
    let Some(file) = recorded("sol_usdt_5m_2022-08_to_2023-09") else {
        return;
    };
    let report = report(&file, &[]);
    within_budget(&report);
    let (halts, throttles) = (
        number(&report, "/per_year/halt"),
        number(&report, "/per_year/throttle"),
    );
    assert!(halts > 0.0 && halts <= 30.0, "{halts} halts a year");
    assert!(
        throttles > halts && throttles <= 120.0,
        "{throttles} throttles a year"
    );
    // The exchange stood still for over an hour once.
    assert_eq!(report["gaps"].as_array().map(Vec::len), Some(1));
    assert_eq!(stays(&report, "throttle").iter().filter(is_thin).count(), 1);
}

#[test]
fn hourly_bars_are_called_too_coarse() {
    let Some(file) = recorded("sol_usdt_1h_2020_2026") else {
        return;
    };
    let report = report(&file, &[]);
    assert_eq!(report["too_coarse"], true);
    within_budget(&report);
    let prints = number(&report, "/series/prints");
    assert!(number(&report, "/thin_prints") > 0.9 * prints);
}

fn is_thin(span: &&&Value) -> bool {
    span["reason"] == "too few prints"
}

/// No halt outlasts its budget, and a day has two at most: as the report says, and as its stages show.
fn within_budget(report: &Value) {
    assert!(number(report, "/halts/longest_seconds") <= 900.0);
    assert!(number(report, "/halts/most_in_24h") <= 2.0);
    let halts = stays(report, "halted");
    let begun: Vec<f64> = halts.iter().map(|halt| number(halt, "/from_ts")).collect();
    for halt in &halts {
        assert!(number(halt, "/to_ts") - number(halt, "/from_ts") <= 900.0);
    }
    for three in begun.windows(3) {
        assert!(three[2] - three[0] >= 86_400.0, "three halts in a day");
    }
}
