//! The guardian's pause: how long, how often, and that it always ends.

use crate::common::breaker::*;
use option_risk::breaker::{
    Action, BreakerParams, BreakerState, Direction, Permission, Reason, Stage,
};
use option_risk::RiskError;

const PAUSE: i64 = 1_800;

/// Paused from `T` to `T + 1_800`.
fn paused() -> BreakerState {
    let mut state = BreakerState::default();
    state.pause(&params(), T).unwrap();
    state
}

/// Pauses at these moments after `T`, all granted.
fn pauses(marks: &[i64]) -> BreakerState {
    let mut state = BreakerState::default();
    for mark in marks {
        state.pause(&params(), T + mark).unwrap();
    }
    state
}

#[test]
fn it_halts_and_the_clock_reopens() {
    let mut state = BreakerState::default();
    let changes = state.pause(&params(), T).unwrap();
    let change = changes.iter().next().unwrap();
    assert_eq!((change.from, change.to), (Stage::Normal, Stage::Halted));
    assert_eq!(
        (change.ts, change.until_ts, change.reason),
        (T, T + PAUSE, Reason::Guardian)
    );
    assert_eq!(state.direction(), Direction::None);
    assert!(changes.trip().is_none(), "no trip of the breaker's");
    assert_eq!(state.trip_count, 0);
    let until_ts = T + PAUSE;
    let permission = state.permission(&params(), Action::Liquidate, T + PAUSE - 1);
    assert_eq!(permission, Permission::Halted { until_ts });
    let changes = state.advance(&params(), T + DAY);
    assert_eq!(
        stages(&changes),
        [
            (Stage::Reopening, T + PAUSE),
            (Stage::Normal, T + PAUSE + 720)
        ]
    );
}

#[test]
fn prints_neither_extend_nor_end_nor_trip_it() {
    let mut state = paused();
    for now in (T..T + PAUSE).step_by(50) {
        assert!(crash(&mut state, now).is_empty());
        assert!(state.suspect(&params(), now).is_empty());
    }
    assert_eq!((state.trip_count, state.halt_until_ts), (0, T + PAUSE));
    let changes = crash(&mut state, T + PAUSE);
    assert_eq!(
        stages(&changes),
        [(Stage::Reopening, T + PAUSE), (Stage::Halted, T + PAUSE)],
        "a pause is not one of the breaker's two, nor does it cool it down"
    );
}

#[test]
fn a_second_extends_and_a_third_in_a_row_is_refused() {
    let mut state = paused();
    let changes = state.pause(&params(), T + 1_000).unwrap();
    let change = changes.iter().next().unwrap();
    assert_eq!((change.from, change.to), (Stage::Halted, Stage::Halted));
    assert_eq!(change.until_ts, T + 1_000 + PAUSE);
    assert_eq!(state.halt_started_ts, T);
    let before = state;
    let spent = Err(RiskError::PausesSpent);
    assert_eq!(state.pause(&params(), T + 1_001), spent);
    assert_eq!(state, before, "a refusal changes nothing");
    let end = 1_000 + PAUSE;
    assert_eq!(state.pause(&params(), T + end + PAUSE - 1), spent);
    assert!(state.pause(&params(), T + end + PAUSE).is_ok());
}

#[test]
fn a_row_is_pauses_without_a_gap_of_their_length() {
    let spent = Err(RiskError::PausesSpent);
    let near = PAUSE + PAUSE - 1;
    let mut in_a_row = pauses(&[0, near]);
    assert_eq!(in_a_row.pause(&params(), T + 2 * near), spent);
    let mut apart = pauses(&[0, near + 1]);
    assert!(apart.pause(&params(), T + near + 1 + near).is_ok());
}

#[test]
fn three_a_day() {
    let mut state = pauses(&[0, 2 * HOUR, 4 * HOUR]);
    let spent = Err(RiskError::PausesSpent);
    assert_eq!(state.pause(&params(), T + 6 * HOUR), spent);
    assert_eq!(state.pause(&params(), T + DAY - 1), spent);
    assert!(state.pause(&params(), T + DAY).is_ok());
    assert_eq!(state.pause(&params(), T + DAY + HOUR + 1_800), spent);
    assert_eq!(state.pause_count, 4);
}

#[test]
fn it_is_refused_over_the_breakers_own_halt() {
    let mut state = tripped();
    let before = state;
    let running = Err(RiskError::HaltRunning);
    assert_eq!(state.pause(&params(), T + 299), running);
    assert_eq!(state, before);
    assert!(state.pause(&params(), T + 300).is_ok());
    assert_eq!(state.halted_secs_total, 300);
    // From Throttle as from Normal.
    assert!(throttled().pause(&params(), T + 1).is_ok());
}

#[test]
fn a_halt_is_counted_apart_from_pauses() {
    let mut state = tripped();
    state.pause(&params(), T + 300).unwrap();
    // The cooldown runs from the end of the trip's halt at T + 300, not of the pause at T + 2_100.
    assert!(crash(&mut state, T + 2_100).trip().is_some());
    assert_eq!(state.trip_count, 2);
}

#[test]
fn lifting_ends_it_at_once() {
    let mut state = paused();
    let changes = state.lift(&params(), T + 100).unwrap();
    assert_eq!(stages(&changes), [(Stage::Reopening, T + 100)]);
    assert_eq!(
        (state.halt_until_ts, state.halted_secs_total),
        (T + 100, 100)
    );
    assert!(paused().lift(&params(), T).is_ok(), "in its first second");
    let none = Err(RiskError::NoPause);
    assert_eq!(state.lift(&params(), T + 101), none);
    assert_eq!(BreakerState::default().lift(&params(), T), none);
    assert_eq!(tripped().lift(&params(), T + 1), none, "not the breaker's");
    assert_eq!(paused().lift(&params(), T + PAUSE), none, "it has expired");
}

#[test]
fn a_clock_behind_the_stage_is_refused() {
    let behind = Err(RiskError::OutOfOrder);
    assert_eq!(paused().pause(&params(), T - 1), behind);
    assert_eq!(paused().lift(&params(), T - 1), behind);
}

#[test]
fn no_parameter_makes_it_longer() {
    let loose = BreakerParams {
        pause_secs: u32::MAX,
        ..params()
    };
    let mut state = BreakerState::default();
    state.pause(&loose, T).unwrap();
    state.pause(&loose, T + PAUSE - 1).unwrap();
    assert_eq!(state.halt_until_ts, T + 2 * PAUSE - 1);
}

#[test]
fn auction_clocks_stand_still_in_it_and_its_grace() {
    let state = paused();
    let closed = |state: &BreakerState, after| state.closed_secs(&params(), T + after);
    assert_eq!(closed(&state, 100), 100);
    assert_eq!(closed(&state, PAUSE + 60), 1_860);
    assert_eq!(closed(&state, DAY), 1_920);
    assert!(!state.is_after_last_halt(T + PAUSE - 1));
    assert!(state.is_after_last_halt(T + PAUSE));
    // A grace cut short by a new pause counts for as long as it was.
    let again = pauses(&[0, PAUSE + 50]);
    assert_eq!(closed(&again, PAUSE + 60), 1_860);
    assert_eq!(closed(&again, DAY), 1_800 + 50 + 1_800 + 120);
}
