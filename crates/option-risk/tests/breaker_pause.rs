//! The guardian's pause: how long, how often, and that it always ends.

use crate::common::breaker::*;
use crate::common::{DAY, HOUR, NOW};
use option_risk::breaker::{
    Action, BreakerParams, BreakerState, Direction, Permission, Reason, Stage,
};
use option_risk::RiskError;

const PAUSE: i64 = 1_800;

/// Paused from `NOW` to `NOW + 1_800`.
fn paused() -> BreakerState {
    let mut state = BreakerState::default();
    state.pause(&params(), NOW).unwrap();
    state
}

/// Pauses at these moments after `NOW`, all granted.
fn pauses(marks: &[i64]) -> BreakerState {
    let mut state = BreakerState::default();
    for mark in marks {
        state.pause(&params(), NOW + mark).unwrap();
    }
    state
}

#[test]
fn it_halts_and_the_clock_reopens() {
    let mut state = BreakerState::default();
    let changes = state.pause(&params(), NOW).unwrap();
    let change = changes.iter().next().unwrap();
    assert_eq!((change.from, change.to), (Stage::Normal, Stage::Halted));
    assert_eq!(
        (change.ts, change.until_ts, change.reason),
        (NOW, NOW + PAUSE, Reason::Guardian)
    );
    assert_eq!(state.direction(), Direction::None);
    assert!(changes.trip().is_none(), "no trip of the breaker's");
    assert_eq!(state.trip_count, 0);
    let until_ts = NOW + PAUSE;
    let permission = state.permission(&params(), Action::Liquidate, NOW + PAUSE - 1);
    assert_eq!(permission, Permission::Halted { until_ts });
    let changes = state.advance(&params(), NOW + DAY);
    assert_eq!(
        stages(&changes),
        [
            (Stage::Reopening, NOW + PAUSE),
            (Stage::Normal, NOW + PAUSE + 720)
        ]
    );
}

#[test]
fn prints_neither_extend_nor_end_nor_trip_it() {
    let mut state = paused();
    for now in (NOW..NOW + PAUSE).step_by(50) {
        assert!(crash(&mut state, now).is_empty());
        assert!(state.suspect(&params(), now).is_empty());
    }
    assert_eq!((state.trip_count, state.halt_until_ts), (0, NOW + PAUSE));
    let changes = crash(&mut state, NOW + PAUSE);
    assert_eq!(
        stages(&changes),
        [
            (Stage::Reopening, NOW + PAUSE),
            (Stage::Halted, NOW + PAUSE)
        ],
        "a pause is not one of the breaker's two, nor does it cool it down"
    );
}

#[test]
fn a_second_extends_and_a_third_in_a_row_is_refused() {
    let mut state = paused();
    let changes = state.pause(&params(), NOW + 1_000).unwrap();
    let change = changes.iter().next().unwrap();
    assert_eq!((change.from, change.to), (Stage::Halted, Stage::Halted));
    assert_eq!(change.until_ts, NOW + 1_000 + PAUSE);
    assert_eq!(state.halt_started_ts, NOW);
    let before = state;
    let spent = Err(RiskError::PausesSpent);
    assert_eq!(state.pause(&params(), NOW + 1_001), spent);
    assert_eq!(state, before, "a refusal changes nothing");
    let end = 1_000 + PAUSE;
    assert_eq!(state.pause(&params(), NOW + end + PAUSE - 1), spent);
    assert!(state.pause(&params(), NOW + end + PAUSE).is_ok());
}

#[test]
fn a_row_is_pauses_without_a_gap_of_their_length() {
    let spent = Err(RiskError::PausesSpent);
    let near = PAUSE + PAUSE - 1;
    let mut in_a_row = pauses(&[0, near]);
    assert_eq!(in_a_row.pause(&params(), NOW + 2 * near), spent);
    let mut apart = pauses(&[0, near + 1]);
    assert!(apart.pause(&params(), NOW + near + 1 + near).is_ok());
}

#[test]
fn three_a_day() {
    let mut state = pauses(&[0, 2 * HOUR, 4 * HOUR]);
    let spent = Err(RiskError::PausesSpent);
    assert_eq!(state.pause(&params(), NOW + 6 * HOUR), spent);
    assert_eq!(state.pause(&params(), NOW + DAY - 1), spent);
    assert!(state.pause(&params(), NOW + DAY).is_ok());
    assert_eq!(state.pause(&params(), NOW + DAY + HOUR + 1_800), spent);
    assert_eq!(state.pause_count, 4);
}

#[test]
fn it_is_refused_over_the_breakers_own_halt() {
    let mut state = tripped();
    let before = state;
    let running = Err(RiskError::HaltRunning);
    assert_eq!(state.pause(&params(), NOW + 299), running);
    assert_eq!(state, before);
    assert!(state.pause(&params(), NOW + 300).is_ok());
    assert_eq!(state.halted_secs_total, 300);
    // From Throttle as from Normal.
    assert!(throttled().pause(&params(), NOW + 1).is_ok());
}

#[test]
fn a_halt_is_counted_apart_from_pauses() {
    let mut state = tripped();
    state.pause(&params(), NOW + 300).unwrap();
    // The cooldown runs from the end of the trip's halt at NOW + 300, not of the pause at NOW + 2_100.
    assert!(crash(&mut state, NOW + 2_100).trip().is_some());
    assert_eq!(state.trip_count, 2);
}

#[test]
fn lifting_ends_it_at_once() {
    let mut state = paused();
    let changes = state.lift(&params(), NOW + 100).unwrap();
    assert_eq!(stages(&changes), [(Stage::Reopening, NOW + 100)]);
    assert_eq!(
        (state.halt_until_ts, state.halted_secs_total),
        (NOW + 100, 100)
    );
    assert!(paused().lift(&params(), NOW).is_ok(), "in its first second");
    let none = Err(RiskError::NoPause);
    assert_eq!(state.lift(&params(), NOW + 101), none);
    assert_eq!(BreakerState::default().lift(&params(), NOW), none);
    assert_eq!(
        tripped().lift(&params(), NOW + 1),
        none,
        "not the breaker's"
    );
    assert_eq!(
        paused().lift(&params(), NOW + PAUSE),
        none,
        "it has expired"
    );
}

#[test]
fn a_clock_behind_the_stage_is_refused() {
    let behind = Err(RiskError::OutOfOrder);
    assert_eq!(paused().pause(&params(), NOW - 1), behind);
    assert_eq!(paused().lift(&params(), NOW - 1), behind);
}

#[test]
fn no_parameter_makes_it_longer() {
    let loose = BreakerParams {
        pause_secs: u32::MAX,
        ..params()
    };
    let mut state = BreakerState::default();
    state.pause(&loose, NOW).unwrap();
    state.pause(&loose, NOW + PAUSE - 1).unwrap();
    assert_eq!(state.halt_until_ts, NOW + 2 * PAUSE - 1);
}

#[test]
fn auction_clocks_stand_still_in_it_and_its_grace() {
    let state = paused();
    let closed = |state: &BreakerState, after| state.closed_secs(&params(), NOW + after);
    assert_eq!(closed(&state, 100), 100);
    assert_eq!(closed(&state, PAUSE + 60), 1_860);
    assert_eq!(closed(&state, DAY), 1_920);
    assert!(!state.is_after_last_halt(NOW + PAUSE - 1));
    assert!(state.is_after_last_halt(NOW + PAUSE));
    // A grace cut short by a new pause counts for as long as it was.
    let again = pauses(&[0, PAUSE + 50]);
    assert_eq!(closed(&again, PAUSE + 60), 1_860);
    assert_eq!(closed(&again, DAY), 1_800 + 50 + 1_800 + 120);
}
