//! The volatilities of margin: what a spike moves, and how fast.

use crate::common::sensing::*;
use crate::common::{HOUR, SOL, SPOT};
use option_math::Vol;
use option_risk::state::RiskState;
use option_risk::vol::{Estimates, MarginVol};
use proptest::prelude::*;

/// Percentage points.
fn points(vol: Vol) -> f64 {
    vol.0.to_num::<f64>() * 100.0
}

/// Maintenance and initial volatility at `now`.
fn vols(state: &RiskState, params: &Params, now: i64) -> [f64; 2] {
    let view = state.view(&params.lent(), SOL, now).unwrap();
    [points(view.maintenance_vol), points(view.initial_vol)]
}

fn slow(state: &RiskState, params: &Params) -> f64 {
    points(state.vol.slow(params.lent().vol).unwrap())
}

/// A minute's print, up and down by `bps` in turn.
fn shake(state: &mut RiskState, params: &Params, from: i64, minutes: i64, bps: u64) -> i64 {
    let mut now = from;
    for minute in 0..minutes {
        now += 60;
        let price = match minute % 2 {
            0 => SPOT / 10_000 * (10_000 + bps),
            _ => SPOT,
        };
        observe(state, params, price, now);
    }
    now
}

#[test]
fn opens_a_quarter_above_the_slow_estimate() {
    let params = Params::default();
    let state = opened(&params);
    let [maintenance, initial] = vols(&state, &params, T);
    assert!((maintenance - 100.0).abs() < 1e-6);
    assert!(initial >= maintenance);
}

/// New risk is dearer at once; what is on is not called: half a point an hour.
#[test]
fn a_crash_moves_one_at_once_and_the_other_hardly() {
    let params = Params::default();
    let mut state = opened(&params);
    let now = shake(&mut state, &params, T, 60, 0);
    let before = vols(&state, &params, now);
    let now = shake(&mut state, &params, now, 60, 300);
    let after = vols(&state, &params, now);
    assert!(
        (after[0] - before[0]).abs() <= 0.5 + 1e-6,
        "{before:?} {after:?}"
    );
    assert!(after[1] > before[1] * 1.5, "{before:?} {after:?}");
}

/// In stress the buffer is used up first: maintenance stands still while the slow estimate comes up to it.
#[test]
fn the_buffer_is_used_up_before_anything_rises() {
    let params = Params::default();
    let mut state = opened(&params);
    let mut now = T;
    let start = vols(&state, &params, now)[0];
    let mut stood = 0;
    while slow(&state, &params) < start {
        now = shake(&mut state, &params, now, 30, 200);
        if slow(&state, &params) < start {
            assert!((vols(&state, &params, now)[0] - start).abs() < 1e-6);
            stood += 1;
        }
    }
    assert!(stood > 3, "the slow estimate jumped");
    // Past it, maintenance follows at its pace.
    let passed = vols(&state, &params, now)[0];
    now = shake(&mut state, &params, now, 120, 200);
    let [maintenance, _] = vols(&state, &params, now);
    assert!(maintenance > passed && maintenance - passed <= 1.0 + 1e-6);
    assert!(maintenance < slow(&state, &params));
}

/// Calm builds the buffer up again, no faster than it went.
#[test]
fn calm_brings_it_back() {
    let params = Params::default();
    let mut state = opened(&params);
    let now = shake(&mut state, &params, T, 600, 250);
    let high = slow(&state, &params);
    let now = shake(&mut state, &params, now, 60 * 24 * 8, 0);
    let [maintenance, initial] = vols(&state, &params, now);
    assert!(slow(&state, &params) < high);
    assert!((maintenance / slow(&state, &params) - 1.25).abs() < 0.05);
    assert!(initial >= maintenance);
}

/// Stress is remembered: months of calm later new risk still costs more than before it.
#[test]
fn stress_is_remembered() {
    let params = Params::default();
    let (mut calm, mut stressed) = (opened(&params), opened(&params));
    let now = shake(&mut stressed, &params, T, 300, 400);
    let mut end = now;
    for _ in 0..200 {
        end += 7_200;
        observe(&mut stressed, &params, SPOT, end);
        observe(&mut calm, &params, SPOT, end);
    }
    let weight = |state: &RiskState| points(Vol(state.margin_vol.stressed.into_vol()));
    assert!(weight(&stressed) > weight(&calm));
}

/// Three quarters of the present and a quarter of stress, while that is more than either estimate, the mark and
/// maintenance.
#[test]
fn new_risk_is_weighted_with_stress() {
    let params = Params::default().vol;
    let [low, slow, fast] = [1_000, 5_000, 6_000].map(Vol::from_bps);
    let remembered = |stressed: u64| {
        let memory = MarginVol {
            stressed: stressed << 32,
            ..MarginVol::default()
        };
        let found = memory.initial_at(&params, &Estimates { slow, fast }, low, low);
        points(found.unwrap())
    };
    // 0.75 x 60% + 0.25 x 200%, and never less than 90% of stress.
    assert!((remembered(2) - 95.0).abs() < 1e-9);
    assert!((remembered(0) - 67.5).abs() < 1e-9);
}

trait IntoVol {
    fn into_vol(self) -> option_math::I64F64;
}

impl IntoVol for u64 {
    fn into_vol(self) -> option_math::I64F64 {
        option_math::I64F64::from_bits(i128::from(self) << 32)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is printed, and however long nothing is: never more than half a point an hour, either way.
    #[test]
    fn maintenance_never_moves_faster_than_its_slew(
        stream in proptest::collection::vec((1i64..20_000, 0u32..9_000), 1..120),
    ) {
        let params = Params::default();
        let mut state = opened(&params);
        let mut now = T;
        let mut last = vols(&state, &params, now)[0];
        for (gap, bps) in stream {
            let silent = vols(&state, &params, now + gap)[0];
            now += gap;
            observe(&mut state, &params, SPOT / 10_000 * u64::from(10_000 + bps), now);
            let present = vols(&state, &params, now)[0];
            let most = 0.5 * gap as f64 / HOUR as f64 + 1e-6;
            prop_assert!((present - last).abs() <= most, "{last} to {present} in {gap} s");
            // A print changes what comes, not what was.
            prop_assert!((present - silent).abs() < 1e-6);
            last = present;
        }
    }
}
