//! Small results to test reports with.

use ballast_simulator::results::{
    Anchor, Magnet, Path, Replay, ReplayDay, Row, Speed, Study, Sweep, SweepPoint, Target,
};
use serde_json::json;

const SPEED: Speed = Speed {
    seconds: 2.0,
    threads: 2,
    runs: 800,
    account_minutes: 4_000_000,
};

/// A row whose figures follow from `overshoot`, per cent.
pub fn row(scenario: &str, mechanism: &str, overshoot: f64) -> Row {
    Row {
        scenario: scenario.to_owned(),
        mechanism: mechanism.to_owned(),
        seeds: 200,
        overshoot_pct: overshoot,
        overshoot_ci95: overshoot / 20.0,
        liquidated: overshoot * 1e6,
        liquidated_ci95: overshoot * 1e5,
        unnecessary: overshoot * 5e5,
        unnecessary_ci95: overshoot * 5e4,
        backstopped: overshoot * 1e4,
        left_under: overshoot * 2e4,
        bad_debt: overshoot * 1e3,
        bad_debt_most: overshoot * 2e3,
        bad_debt_ci95: overshoot * 1e2,
        insurance_used: overshoot * 9e2,
        insurance_start: 250_000.0,
        debt: 4e8 / 3.0,
        halted_minutes: 0.0,
        halt_probability: 0.0,
        penalties: overshoot * 7e3,
        realised_vol_pct: 90.0 + overshoot,
        tracking_error_pct: 3.25,
        hedge_cost: -4e4,
        margin_peak_pct: 14.0 + overshoot,
        margin_trough_pct: 9.5,
    }
}

/// A price that falls by `fall` per cent and stays.
pub fn path(scenario: &str, mechanism: &str, fall: f64) -> Path {
    let minutes: Vec<i32> = (0..60).collect();
    let prices = |off: f64| -> Vec<f64> {
        let price = |minute: &i32| 100.0 - fall * f64::from(*minute).min(10.0) / 10.0 + off;
        minutes.iter().map(price).collect()
    };
    Path {
        scenario: scenario.to_owned(),
        mechanism: mechanism.to_owned(),
        price_p5: prices(-3.0),
        price_p25: prices(-1.0),
        price_p50: prices(0.0),
        price_p75: prices(1.0),
        price_p95: prices(3.0),
        fundamental_p50: prices(fall / 2.0),
        margin_pct: prices(fall - 90.0),
        minutes,
    }
}

fn named(names: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, about): &(&str, &str)| ((*name).to_owned(), (*about).to_owned());
    names.iter().map(owned).collect()
}

/// Two scenarios of three mechanisms.
pub fn study() -> Study {
    let mechanisms = [("none", 16.0), ("halt", 8.0), ("all", 4.0)];
    let scenarios = ["fall-15", "calm"];
    let each = move || {
        let scenarios = scenarios.into_iter();
        scenarios.flat_map(move |scenario| mechanisms.map(|(name, fall)| (scenario, name, fall)))
    };
    Study {
        command: "ballast stress run --scenario fall-15 --scenario calm".to_owned(),
        settings: json!({ "market": { "halt_secs": 600 } }),
        scenarios: named(&[
            ("fall-15", "news worth -15%"),
            ("calm", "noise & <nothing>"),
        ]),
        mechanisms: named(&[
            ("none", "no rule"),
            ("halt", "trading stops"),
            ("all", "every rule"),
        ]),
        results: each().map(|(s, m, fall)| row(s, m, fall)).collect(),
        paths: each().map(|(s, m, fall)| path(s, m, fall)).collect(),
        anchors: vec![Anchor {
            gain: 0.5,
            expected: 2.0,
            measured: 1.99,
        }],
        magnet: vec![Magnet {
            mechanism: "halt".to_owned(),
            news_pct: 12.0,
            without: 0.25,
            with: 0.4,
        }],
        targets: vec![
            Target {
                asked: "-15%: overshoot cut by at least 70%".to_owned(),
                found: "cut by 75%".to_owned(),
                met: true,
            },
            Target {
                asked: "-15%: no bad debt".to_owned(),
                found: "4.0k left".to_owned(),
                met: false,
            },
        ],
        speed: SPEED,
    }
}

/// One without anything to show.
pub fn empty() -> Study {
    Study {
        scenarios: Vec::new(),
        mechanisms: Vec::new(),
        results: Vec::new(),
        paths: Vec::new(),
        anchors: Vec::new(),
        magnet: Vec::new(),
        targets: Vec::new(),
        ..study()
    }
}

/// Three lengths of a halt; the longest is worse in both.
pub fn sweep() -> Sweep {
    let point = |value: &str, overshoot: f64, bad_debt: f64, on_front| SweepPoint {
        values: named(&[("market.breaker.halt_secs", value)]),
        row: Row {
            bad_debt,
            ..row("fall-15", "all", overshoot)
        },
        on_front,
    };
    Sweep {
        command: "ballast stress sweep".to_owned(),
        settings: json!({ "market": {} }),
        points: vec![
            point("60", 6.0, 1_000.0, true),
            point("600", 4.0, 2_000.0, true),
            point("6000", 8.0, 3_000.0, false),
        ],
        speed: SPEED,
    }
}

/// A quiet day, and one with a crash.
pub fn replay() -> Replay {
    let day = |ts: i64, overshoot: f64, halted_minutes: f64| ReplayDay {
        ts,
        open: 100.0,
        low: 80.0,
        rows: vec![
            row("day", "none", overshoot),
            Row {
                halted_minutes,
                ..row("day", "all", overshoot / 2.0)
            },
        ],
    };
    Replay {
        command: "ballast stress replay --prices prices.csv".to_owned(),
        settings: json!({}),
        days: vec![day(1_759_968_000, 0.0, 0.0), day(1_760_054_400, 12.5, 30.0)],
        results: vec![
            row("prices.csv", "none", 12.5),
            row("prices.csv", "all", 6.25),
        ],
        speed: SPEED,
    }
}
