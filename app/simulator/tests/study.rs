//! The lab as a whole: against theory, against its targets, against itself.

use ballast_simulator::{
    anchors,
    outcome::Outcome,
    results::{Row, Study},
    run,
    study::{study, Plan},
    Mechanism, Scenario, Settings,
};
use rayon::ThreadPoolBuilder;

fn plan(scenarios: &[&str], mechanisms: &[&str], seeds: u32) -> Plan {
    let scenarios = scenarios.iter().map(|name| Scenario::parse(name));
    let mechanisms = mechanisms.iter().map(|name| Mechanism::parse(name));
    Plan {
        settings: Settings::default(),
        scenarios: scenarios.collect::<Result<_, _>>().expect("scenarios"),
        mechanisms: mechanisms.collect::<Result<_, _>>().expect("mechanisms"),
        seeds,
        magnet: false,
    }
}

fn run_on(threads: usize, plan: &Plan) -> Study {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    let run = || study(plan, String::new(), &|| ()).expect("a study");
    pool.expect("threads").install(run)
}

fn row<'a>(study: &'a Study, scenario: &str, mechanism: &str) -> &'a Row {
    let mut rows = study.results.iter();
    rows.find(|row| row.scenario == scenario && row.mechanism == mechanism)
        .expect("a row")
}

/// Frey and Stremme, Schoenbucher and Wilmott: `1 / (1 - g)`.
#[test]
fn hedgers_alone_amplify_as_theory_says() {
    let anchors = anchors::measure().expect("anchors");
    assert_eq!(anchors.len(), 4);
    for anchor in anchors {
        let off = anchor.measured / anchor.expected - 1.0;
        assert!(off.abs() < 0.02, "{anchor:?}");
    }
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let mut plan = plan(&["fall-15", "correlated"], &["none", "halt-15", "all"], 7);
    plan.magnet = true;
    let (one, four) = (run_on(1, &plan), run_on(4, &plan));
    assert_eq!(one.results, four.results);
    assert_eq!(one.paths, four.paths);
    assert_eq!(one.magnet, four.magnet);
    assert_eq!(one.targets, four.targets);
}

/// What seed 7 comes to, written down: a change of it is a change of the model.
#[test]
fn the_same_bits_on_any_machine() {
    let settings = Settings::default();
    let scenario = Scenario::parse("fall-25").expect("a scenario");
    let of = |mechanism: &str| -> Outcome {
        let mechanism = Mechanism::parse(mechanism).expect("a mechanism");
        run::run(&settings, &scenario, &mechanism, 7, &mut ()).expect("a run")
    };
    let (none, all) = (of("none"), of("all"));
    assert_eq!(none.lowest_fundamental, all.lowest_fundamental);
    let found = [
        none.lowest_fundamental,
        none.lowest_price,
        none.balance.liquidated,
        all.lowest_price,
        all.balance.liquidated,
    ];
    assert_eq!(found, KNOWN);
}

/// Lowest fundamental; lowest price and debt liquidated without and with the protocol.
const KNOWN: [u64; 5] = [
    7_265_518_271,
    4_841_749_092,
    36_857_782_586_570,
    7_152_411_358,
    12_756_347_378_623,
];

/// Everything asked of the whole but the magnet, on few seeds.
#[test]
fn the_whole_meets_its_targets() {
    let study = run_on(2, &plan(&Scenario::STANDARD, &["none", "all"], 16));
    assert_eq!(study.targets.len(), 9);
    for target in &study.targets {
        assert!(target.met, "{target:?}");
    }
    for scenario in Scenario::STANDARD {
        let (none, all) = (row(&study, scenario, "none"), row(&study, scenario, "all"));
        assert!(all.tracking_error_pct < 60.0, "hedges are late, not absent");
        assert!(
            none.bad_debt <= 0.0,
            "keepers are there in time for the baseline"
        );
    }
}

/// What each part is worth: alone, and by what is lost without it.
#[test]
fn parts_do_what_is_said_of_them() {
    let mechanisms = [
        "none",
        "pro-cyclical-margin",
        "dynamic-margin",
        "halt-60",
        "all-but-throughput-cap",
        "all-but-hedge-cap",
        "all",
    ];
    let study = run_on(2, &plan(&["fall-8", "fall-15"], &mechanisms, 8));
    let eight = |mechanism: &str| row(&study, "fall-8", mechanism);
    // Margin that follows the storm calls who was healthy: the same opening, more liquidations.
    let (hasty, slow) = (eight("pro-cyclical-margin"), eight("dynamic-margin"));
    assert!(hasty.liquidated > slow.liquidated);
    assert!(hasty.margin_peak_pct > 2.0 * slow.margin_peak_pct);
    assert!(eight("halt-60").halted_minutes > 60.0);
    assert_eq!(eight("none").halted_minutes, 0.0);
    let fifteen = |mechanism: &str| row(&study, "fall-15", mechanism).overshoot_pct;
    assert!(fifteen("all-but-throughput-cap") > 10.0 * fifteen("all"));
    assert!(fifteen("all-but-hedge-cap") > 5.0 * fifteen("all"));
    assert!(fifteen("none") > 10.0 * fifteen("all"));
}

/// Without leverage and hedges nothing amplifies: what is left is the arbitrage's patience.
#[test]
fn nothing_to_amplify_no_overshoot() {
    let mut plan = plan(&["fall-25"], &["none"], 4);
    plan.settings.model.accounts = 0;
    plan.settings.model.hedge_ratio_milli = 0;
    let study = run_on(1, &plan);
    assert!(
        study.results[0].overshoot_pct < 0.01,
        "{:?}",
        study.results[0]
    );
}
