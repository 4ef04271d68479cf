//! Prices made up here through accounts and protocol.

use ballast_simulator::{
    replay::{count_days, replay, Print, ReplayPlan},
    results::{Replay, Row},
    Mechanism, Settings,
};

const MIDNIGHT: i64 = 1_704_067_200;

/// Minutes of these prices, in per cent of 200.
fn prints(percents: impl IntoIterator<Item = f64>) -> Vec<Print> {
    let price = |percent: f64| (percent * 2e8) as u64;
    let at = percents.into_iter().zip((MIDNIGHT..).step_by(60));
    at.map(|(percent, ts)| Print {
        ts,
        price: price(percent),
    })
    .collect()
}

fn run(prints: Vec<Print>, change: fn(&mut ReplayPlan)) -> Replay {
    let mechanisms = ["none", "all"].map(|name| Mechanism::parse(name).expect(name));
    let mut plan = ReplayPlan {
        settings: Settings::default(),
        prints,
        mechanisms: mechanisms.to_vec(),
        bar_secs: 60,
        margin_of_the_day: false,
        name: "made up".to_owned(),
    };
    change(&mut plan);
    replay(&plan, String::new(), &|| ()).expect("a replay")
}

fn calm(minutes: usize) -> impl Iterator<Item = f64> {
    (0..minutes).map(|minute| 100.0 + 0.05 * (minute % 2) as f64)
}

fn totals(replay: &Replay) -> (&Row, &Row) {
    (&replay.results[0], &replay.results[1])
}

/// Down a fifth in ten minutes and back in twenty: the hours around it never saw it.
#[test]
fn a_wick_liquidates_whoever_is_free_to() {
    let wick = (1..=10).map(|m| 100.0 - 2.0 * f64::from(m));
    let back = (1..=20).map(|m| 80.0 + f64::from(m));
    let path = calm(600).chain(wick).chain(back).chain(calm(600));
    let replay = run(prints(path), |_| {});
    let (none, all) = totals(&replay);
    assert!(
        none.liquidated > 1e7 && none.unnecessary == none.liquidated,
        "{none:?}"
    );
    assert!(all.liquidated < none.liquidated / 10.0, "{all:?}");
    assert!(all.halted_minutes > 0.0 && none.halted_minutes == 0.0);
    assert_eq!(all.bad_debt, 0.0);
    assert!(none.overshoot_pct > 15.0);
}

#[test]
fn nothing_happens_in_calm() {
    let replay = run(prints(calm(3_000)), |_| {});
    for row in &replay.results {
        assert_eq!(
            (row.liquidated, row.bad_debt, row.halted_minutes),
            (0.0, 0.0, 0.0)
        );
    }
    // The hour before accounts are opened belongs to the first of three days.
    assert_eq!(replay.days.len(), 3);
    assert_eq!(count_days(&prints(calm(3_000)), 60), 3);
    let names: Vec<&str> = replay
        .days
        .iter()
        .map(|day| day.rows[0].scenario.as_str())
        .collect();
    assert_eq!(names, ["2024-01-01", "2024-01-02", "2024-01-03"]);
}

/// In a storm initial margin leaves little to borrow; accounts of calmer days have what they have.
#[test]
fn the_margin_of_the_day_is_set_before_the_storm() {
    let storm = || (0..2_880).map(|m| 100.0 + 3.0 * f64::from(m % 2));
    let given = run(prints(storm()), |_| {});
    let of_the_day = run(prints(storm()), |plan| plan.margin_of_the_day = true);
    let last = |replay: &Replay| replay.days.last().expect("a day").rows[1].debt;
    assert!(last(&of_the_day) < last(&given) / 2.0);
    // The baseline asks nearly the same on any day.
    let (asked, had) = (totals(&of_the_day).0.debt, totals(&given).0.debt);
    assert!(asked <= had && asked > 0.95 * had, "{asked} of {had}");
}

#[test]
fn totals_are_the_days_added_up() {
    let fall = (0..2_000).map(|m| 100.0 - 0.02 * f64::from(m));
    let replay = run(prints(calm(600).chain(fall)), |_| {});
    for (index, total) in replay.results.iter().enumerate() {
        let rows = || replay.days.iter().map(|day| &day.rows[index]);
        let sum = |of: fn(&Row) -> f64| rows().map(of).sum::<f64>();
        assert_eq!(total.liquidated, sum(|row| row.liquidated));
        assert_eq!(total.bad_debt, sum(|row| row.bad_debt));
        assert!(rows().all(|row| row.margin_peak_pct <= total.margin_peak_pct));
        assert!(rows().all(|row| row.margin_trough_pct >= total.margin_trough_pct));
    }
}

#[test]
fn a_file_shorter_than_the_warm_up_is_refused() {
    let plan = ReplayPlan {
        settings: Settings::default(),
        prints: prints(calm(60)),
        mechanisms: vec![Mechanism::parse("all").expect("the whole")],
        bar_secs: 60,
        margin_of_the_day: false,
        name: String::new(),
    };
    let error = replay(&plan, String::new(), &|| ()).expect_err("a refusal");
    assert!(
        error.to_string().contains("shorter than the 60 minutes"),
        "{error}"
    );
}
