//! The estimates: decay, winsorising, independence of cranking, bounds.

use crate::common::estimates::{variance, vol};
use crate::common::{HOUR, SPOT, YEAR};
use option_math::{Vol, I64F64};
use option_risk::vol::{VolParams, VolState};
use option_risk::RiskError;
use proptest::prelude::*;

fn start(bps: u32) -> VolState {
    VolState::new(Vol::from_bps(bps), SPOT, 0).unwrap()
}

#[test]
fn an_estimate_halves_in_its_half_life() {
    let (params, mut state) = (VolParams::default(), start(10_000));
    assert!(state.sample(&params, HOUR, SPOT).unwrap());
    assert!((variance(state.fast_variance) - 0.5).abs() < 1e-12);
    let slow = 0.5f64.powf(1.0 / 72.0);
    assert!((variance(state.slow_variance) - slow).abs() < 1e-12);
}

#[test]
fn a_path_of_constant_volatility_keeps_it() {
    let (params, mut state) = (VolParams::default(), start(8_000));
    // Alternating one-deviation returns of 80% a year over five minutes.
    let step = (0.8 * (300.0f64 / YEAR as f64).sqrt()).exp();
    for index in 1..=5_000i64 {
        let price = if index % 2 == 1 {
            SPOT as f64 * step
        } else {
            SPOT as f64
        };
        state.sample(&params, index * 300, price as u64).unwrap();
    }
    assert!((vol(state.slow(&params).unwrap()) - 0.8).abs() < 1e-5);
    assert!((vol(state.fast(&params).unwrap()) - 0.8).abs() < 1e-5);
}

#[test]
fn one_jump_is_winsorised_at_four_deviations() {
    let (params, mut state) = (VolParams::default(), start(8_000));
    let mut other = state;
    state.sample(&params, 60, SPOT / 2).unwrap();
    other.sample(&params, 60, SPOT / 100).unwrap();
    assert_eq!(state.slow_variance, other.slow_variance);
    assert_eq!(state.fast_variance, other.fast_variance);
    let weight = 1.0 - 0.5f64.powf(60.0 / 3_600.0);
    let expected = 0.64 * (1.0 + weight * 15.0);
    assert!((variance(state.fast_variance) - expected).abs() < 1e-9);
}

#[test]
fn a_silent_market_does_not_trap_the_estimate() {
    let (params, mut state) = (VolParams::default(), start(0));
    state.sample(&params, 60, SPOT * 2).unwrap();
    assert!(state.fast_variance > 0);
}

#[test]
fn floor_and_cap_hold() {
    let params = VolParams::default();
    assert_eq!(start(100).slow(&params), Ok(Vol::from_bps(4_500)));
    assert_eq!(start(90_000).fast(&params), Ok(Vol::from_bps(50_000)));
    let mut wild = start(50_000);
    for index in 1..500i64 {
        wild.sample(&params, index * 60, 1 + u64::MAX / 4 * (index as u64 % 2))
            .unwrap();
    }
    assert!(variance(wild.fast_variance) <= 25.0);
}

#[test]
fn refusals_are_specific_and_change_nothing() {
    let (params, mut state) = (VolParams::default(), start(8_000));
    let before = state;
    assert_eq!(state.sample(&params, 600, 0), Err(RiskError::ZeroPrice));
    assert_eq!(state.sample(&params, -600, SPOT), Ok(false));
    assert_eq!(state.sample(&params, 0, SPOT), Ok(false));
    assert_eq!(state, before);
    assert_eq!(
        VolState::new(Vol::from_bps(1), 0, 0),
        Err(RiskError::ZeroPrice)
    );
    assert_eq!(
        VolState::new(Vol(I64F64::MAX), 1, 0),
        Err(RiskError::Overflow)
    );
}

#[test]
fn the_mark_is_held_to_realised() {
    let (params, state) = (VolParams::default(), start(10_000));
    let mark = |bps| {
        vol(state
            .estimates(&params)
            .unwrap()
            .mark_vol(Vol::from_bps(bps))
            .unwrap())
    };
    let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
    assert!(near(mark(1_000), 0.75) && near(mark(11_000), 1.1) && near(mark(90_000), 2.0));
}

proptest! {
    /// Any crowd of early calls between two samples leaves no trace.
    #[test]
    fn does_not_depend_on_cranking(
        early in proptest::collection::vec((0i64..60, 1u64..1 << 60), 0..20),
        moves in proptest::collection::vec((60i64..4_000, -300i64..300), 1..20),
    ) {
        let params = VolParams::default();
        let (mut quiet, mut busy) = (start(8_000), start(8_000));
        let (mut ts, mut price) = (0, SPOT);
        for (dt, bps) in moves {
            for (offset, noise) in &early {
                prop_assert!(!busy.sample(&params, ts + offset, *noise).unwrap());
            }
            ts += dt;
            price = (price as i64 + price as i64 / 10_000 * bps) as u64;
            prop_assert!(quiet.sample(&params, ts, price).unwrap());
            prop_assert!(busy.sample(&params, ts, price).unwrap());
        }
        prop_assert_eq!(quiet, busy);
    }

    /// No clock and no feed price (a positive i64) makes sampling fail.
    #[test]
    fn sampling_is_total(ts in any::<i64>(), from in 1u64..1 << 63, to in 1u64..1 << 63, bps in 0u32..100_000) {
        let params = VolParams::default();
        let mut state = VolState::new(Vol::from_bps(bps), from, 0).unwrap();
        let taken = state.sample(&params, ts, to);
        prop_assert_eq!(taken, Ok(ts >= 60));
        prop_assert!(state.slow(&params).unwrap() <= Vol::from_bps(params.cap_bps));
        prop_assert!(state.fast(&params).unwrap() >= Vol::from_bps(params.floor_bps));
    }
}
