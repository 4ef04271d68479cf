//! Wide-confidence prints: they throttle at once and halt only when they persist.

use crate::common::breaker::*;
use crate::common::{HOUR, NOW, SPOT};
use option_risk::breaker::{BreakerParams, BreakerState, Direction, Reason, Stage};

fn suspected(marks: &[i64]) -> BreakerState {
    let mut state = BreakerState::default();
    for mark in marks {
        state.suspect(&params(), NOW + mark);
    }
    state
}

#[test]
fn one_throttles_at_once() {
    let mut state = BreakerState::default();
    let changes = state.suspect(&params(), NOW);
    assert_eq!(stages(&changes), [(Stage::Throttle, NOW)]);
    let change = changes.iter().next().unwrap();
    assert_eq!((change.reason, change.price), (Reason::Confidence, 0));
    assert_eq!(
        (state.reason(), state.direction()),
        (Reason::Confidence, Direction::None)
    );
}

#[test]
fn a_run_halts_when_it_has_lasted() {
    assert_eq!(suspected(&[0, 59]).stage(), Stage::Throttle);
    let halted = suspected(&[0, 60]);
    assert_eq!(
        (halted.stage(), halted.reason()),
        (Stage::Halted, Reason::Confidence)
    );
    assert_eq!((halted.trip_count, halted.halt_until_ts), (1, NOW + 360));
    assert_eq!(suspected(&[0, 10, 20, 30, 59]).trip_count, 0);
}

#[test]
fn a_good_print_ends_the_run() {
    let mut state = suspected(&[0, 50]);
    state.observe(&params(), &calm(), SPOT, NOW + 55);
    state.suspect(&params(), NOW + 60);
    state.suspect(&params(), NOW + 119);
    assert_eq!(state.stage(), Stage::Throttle);
    assert!(state.suspect(&params(), NOW + 120).trip().is_some());
}

#[test]
fn each_keeps_throttle_on() {
    let state = suspected(&[0, 30]);
    assert_eq!(state.throttle_until_ts, NOW + 630);
}

#[test]
fn they_neither_extend_a_halt_nor_start_one_in_it() {
    let mut state = tripped();
    for secs in (0..300).step_by(20) {
        assert!(state.suspect(&params(), NOW + secs).is_empty());
    }
    assert_eq!((state.halt_until_ts, state.trip_count), (NOW + 300, 1));
}

#[test]
fn they_share_the_breakers_budget() {
    let mut state = tripped();
    state.suspect(&params(), NOW + 1_100);
    state.suspect(&params(), NOW + 1_200);
    assert_eq!(
        (state.stage(), state.reason()),
        (Stage::Throttle, Reason::HaltsSpent)
    );
    // A run that goes on: a new one would have to last first.
    for secs in (1_300..2_100).step_by(100) {
        assert!(state.suspect(&params(), NOW + secs).trip().is_none());
    }
    assert!(state.suspect(&params(), NOW + 2_100).trip().is_some());
}

/// Nothing is known of the hour between: two wide prints are not a run.
#[test]
fn wide_prints_far_apart_are_no_run() {
    let mut state = suspected(&[0]);
    for hour in 1..6 {
        state.suspect(&params(), NOW + HOUR * hour);
        assert_eq!(state.trip_count, 0);
    }
    assert!(state.suspect(&params(), NOW + 18_000 + 60).trip().is_some());
}

#[test]
fn a_run_bears_gaps_of_twice_its_length() {
    assert_eq!(suspected(&[0, 120]).trip_count, 1);
    assert_eq!(suspected(&[0, 121]).trip_count, 0);
}

#[test]
fn a_run_may_begin_in_the_second_of_another_throttle() {
    let mut state = throttled();
    state.suspect(&params(), NOW);
    assert_eq!(state.reason(), Reason::Confidence);
    assert!(state.suspect(&params(), NOW + 60).trip().is_some());
}

#[test]
fn a_clock_that_runs_back_changes_nothing() {
    let before = suspected(&[0]);
    let mut state = before;
    assert!(state.suspect(&params(), NOW - 1).is_empty());
    assert_eq!(state, before);
}

#[test]
fn the_length_of_a_run_is_a_parameter() {
    let patient = BreakerParams {
        suspect_secs: 300,
        ..params()
    };
    let mut state = BreakerState::default();
    state.suspect(&patient, NOW);
    assert!(state.suspect(&patient, NOW + 299).trip().is_none());
    assert!(state.suspect(&patient, NOW + 300).trip().is_some());
}
