//! The part of variance that came by jumps.

use crate::common::estimates::{variance, vol};
use crate::common::{SPOT, YEAR};
use option_math::Vol;
use option_risk::vol::{VolParams, VolState};

/// Two hours of alternating minutes of `per_minute` up and down, from an estimate that already says so.
fn calm(per_minute: f64) -> (VolState, i64) {
    let bps = (per_minute * (YEAR as f64 / 60.0).sqrt() * 10_000.0) as u32;
    let mut state = VolState::new(Vol::from_bps(bps), SPOT, 0).unwrap();
    for minute in 1..=120i64 {
        let up = if minute % 2 == 1 { per_minute } else { 0.0 };
        let price = SPOT as f64 * up.exp();
        state
            .sample(&VolParams::default(), minute * 60, price as u64)
            .unwrap();
    }
    (state, 7_200)
}

/// A standard normal by twelve uniforms of a linear congruence.
fn normal(seed: &mut u64) -> f64 {
    let mut uniform = || {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (*seed >> 11) as f64 / (1u64 << 53) as f64
    };
    (0..12).map(|_| uniform()).sum::<f64>() - 6.0
}

#[test]
fn a_new_state_knows_no_jump() {
    let state = VolState::new(Vol::from_bps(8_000), SPOT, 0).unwrap();
    assert_eq!(state.jump_vol(), Ok(Vol::ZERO));
    let quote = state.quote_vol(&VolParams::default()).unwrap();
    assert!((vol(quote) - 0.8).abs() < 1e-6);
}

#[test]
fn one_jump_shows_in_full_and_not_in_the_medians() {
    let (mut state, now) = calm(0.0008);
    let before = state;
    let params = VolParams::default();
    state.sample(&params, now + 60, SPOT / 100 * 97).unwrap();
    let weight = 1.0 - 0.5f64.powf(60.0 / 259_200.0);
    let squared = (0.97f64).ln().powi(2) / 60.0 * YEAR as f64;
    let expected = variance(before.total_variance) * (1.0 - weight) + weight * squared;
    assert!((variance(state.total_variance) / expected - 1.0).abs() < 1e-6);
    // The median of three is an ordinary return, whatever the jump.
    let mut other = before;
    other.sample(&params, now + 60, SPOT / 100 * 70).unwrap();
    assert_eq!(state.median_variance, other.median_variance);
    let jump = variance(state.jump_variance());
    let medians = variance(state.median_variance);
    assert!((jump - (expected - medians)).abs() < 1e-6);
    assert!((vol(state.jump_vol().unwrap()).powi(2) - jump).abs() < 1e-6);
}

#[test]
fn a_quote_rises_at_once_and_fades_with_the_slow_half_life() {
    let (mut state, now) = calm(0.0008);
    let params = VolParams::default();
    let quote = |state: &VolState| vol(state.quote_vol(&params).unwrap());
    let calm_quote = quote(&state);
    state.sample(&params, now + 60, SPOT / 100 * 80).unwrap();
    let jumped = state.jump_variance();
    assert!(quote(&state) > 2.0 * calm_quote);
    // Held: two more samples pass before the medians have forgotten the returns before the jump.
    for minute in 2..=4_321 {
        let price = SPOT / 100 * 80;
        state.sample(&params, now + minute * 60, price).unwrap();
    }
    let left = state.jump_variance() as f64 / jumped as f64;
    assert!((0.45..=0.5).contains(&left), "{left}");
    let fast = state.fast_variance.max(state.slow_variance);
    let exact = (variance(fast) + variance(state.jump_variance())).sqrt();
    assert!((quote(&state) - exact).abs() < 1e-6);
}

#[test]
fn a_quote_is_floored_and_capped() {
    let params = VolParams::default();
    let (mut state, now) = calm(0.000_01);
    assert_eq!(state.quote_vol(&params), Ok(Vol::from_bps(4_500)));
    // Up, and long enough there that no median of three sees two jumps.
    for (minute, high) in (1..=24).zip(
        [true, true, true, true, false, false, false, false]
            .into_iter()
            .cycle(),
    ) {
        let price = if high { SPOT * 3 } else { SPOT };
        state.sample(&params, now + minute * 60, price).unwrap();
    }
    assert_eq!(state.quote_vol(&params), Ok(Vol::from_bps(50_000)));
    assert!(variance(state.total_variance) <= 25.0);
}

/// Without jumps both measures agree on average (MedRV is unbiased under a diffusion), and most of the time the
/// difference is small.
#[test]
fn a_diffusion_has_next_to_no_jumps() {
    let params = VolParams::default();
    let mut state = VolState::new(Vol::from_bps(8_000), SPOT, 0).unwrap();
    let per_minute = 0.8 * (60.0f64 / YEAR as f64).sqrt();
    let (mut seed, mut price) = (7u64, SPOT as f64);
    let (mut total, mut medians) = (0.0, 0.0);
    for minute in 1..=40_000i64 {
        price *= (per_minute * normal(&mut seed)).exp();
        state.sample(&params, minute * 60, price as u64).unwrap();
        total += variance(state.total_variance) / 40_000.0;
        medians += variance(state.median_variance) / 40_000.0;
    }
    assert!((total / 0.64 - 1.0).abs() < 0.03, "{total}");
    assert!((medians / total - 1.0).abs() < 0.03, "{medians} of {total}");
}
