//! Whoever re-observes a price that has not changed tells the market that it has not, and nothing else.

use crate::common::sensing::T;
use option_math::Vol;
use option_risk::breaker::{read, Reading};
use option_risk::ring::PriceRing;
use option_risk::vol::{VolParams, VolState};
use proptest::prelude::*;

const BASE: u64 = 1_000_000;

type Prints = Vec<(i64, u64)>;

/// Prints at gaps of two minutes to an hour and a quarter, within 10% of each other.
fn prints() -> impl Strategy<Value = Prints> {
    proptest::collection::vec((120i64..4_500, 0..BASE / 10), 2..40).prop_map(|moves| {
        let mut ts = T;
        let mut at = |gap, extra| {
            ts += gap;
            (ts, BASE + extra)
        };
        moves
            .into_iter()
            .map(|(gap, extra)| at(gap, extra))
            .collect()
    })
}

/// The same with held prices between, every so many seconds but never within a minute of the next print.
fn split(prints: &Prints, every: i64) -> Prints {
    let mut all = vec![prints[0]];
    for pair in prints.windows(2) {
        let ((from, price), (to, _)) = (pair[0], pair[1]);
        let marks = (from + every..=to - 60).step_by(every as usize);
        all.extend(marks.map(|ts| (ts, price)));
        all.push(pair[1]);
    }
    all
}

/// The reading of every print against those before it.
fn readings(prints: &Prints) -> Vec<(i64, Reading)> {
    let mut ring = PriceRing::default();
    let mut found = Vec::new();
    for (ts, price) in prints {
        found.push((*ts, read(&ring, *price, *ts, Vol::from_bps(8_000)).unwrap()));
        ring.record(*ts, *price).unwrap();
    }
    found
}

/// The largest move of the last print from any price in force during the `secs` and a minute before it, bps.
fn furthest(prints: &[(i64, u64)], secs: u32) -> u64 {
    let (now, price) = prints[prints.len() - 1];
    let start = now - i64::from(secs) - 60;
    let in_force = |index: usize| index + 1 == prints.len() || prints[index + 1].0 > start;
    let prices = (0..prints.len())
        .filter(|index| in_force(*index))
        .map(|index| prints[index].1);
    let bps = |from: u64| price.abs_diff(from) * 10_000 / from;
    prices.map(bps).max().unwrap_or(0)
}

/// Annualised variances after all prints.
fn variances(prints: &Prints) -> (f64, f64) {
    let params = VolParams {
        cap_bps: 100_000,
        ..VolParams::default()
    };
    let (ts, price) = prints[0];
    let mut state = VolState::new(Vol::from_bps(8_000), price, ts).unwrap();
    for (ts, price) in &prints[1..] {
        assert!(state.sample(&params, *ts, *price).unwrap());
    }
    (state.total_variance as f64, state.slow_variance as f64)
}

proptest! {
    /// Held prices raise readings, never dampen them: what trips unsplit trips split. And none rises above the move
    /// from a price that really was in force within the window (and the minute that straddles its start).
    #[test]
    fn readings_rise_to_what_was_in_force_and_no_further(prints in prints(), every in 60i64..1_000) {
        let split_readings = readings(&split(&prints, every));
        let at = |wanted: i64| split_readings.iter().find(|(ts, _)| *ts == wanted).unwrap().1;
        for (index, (ts, sparse)) in readings(&prints).iter().enumerate() {
            for (sparse, split) in sparse.windows.iter().zip(&at(*ts).windows) {
                prop_assert!(split.z_milli >= sparse.z_milli);
                prop_assert!(u64::from(split.move_bps) <= furthest(&prints[..=index], split.secs));
            }
        }
    }

    /// Not winsorised, a split variance is the unsplit one or more, by no more than `x / (1 - e^-x)`, where x is the
    /// longest gap in half-lives of the fast estimate times ln 2: within 1.4 for gaps up to its half-life.
    #[test]
    fn variance_rises_by_a_bounded_factor(prints in prints(), every in 60i64..1_000) {
        let longest = prints.windows(2).map(|pair| pair[1].0 - pair[0].0).max().unwrap();
        let x = longest as f64 / 3_600.0 * core::f64::consts::LN_2;
        let (whole, split) = (variances(&prints).0, variances(&split(&prints, every)).0);
        prop_assume!(split < 99.0 * (1u64 << 48) as f64);
        prop_assert!(split >= whole * (1.0 - 1e-6), "{split} {whole}");
        prop_assert!(split <= whole * x / (1.0 - (-x).exp()) * (1.0 + 1e-6), "{split} {whole}");
    }
}

#[test]
fn a_price_that_is_held_decays_alike_however_often_it_is_seen() {
    let held = vec![(T, BASE), (T + 3_000, BASE)];
    let (whole, split) = (variances(&held), variances(&split(&held, 60)));
    assert!((whole.0 / split.0 - 1.0).abs() < 1e-9);
    assert!((whole.1 / split.1 - 1.0).abs() < 1e-9);
}
