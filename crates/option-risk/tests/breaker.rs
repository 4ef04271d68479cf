//! The breaker's clock, trips, budget and extensions.

use crate::common::breaker::*;
use crate::common::{DAY, HOUR, NOW, SPOT};
use option_risk::breaker::{BreakerParams, BreakerState, Direction, Reason, Signals, Stage};

#[test]
fn a_trip_needs_both_thresholds() {
    for (signals, reason) in [
        (fall5(10_000, 400), None),
        (fall5(10_001, 399), None),
        (fall5(10_001, 400), Some(Reason::Five)),
        (fall15(8_000, 500), None),
        (fall15(8_001, 499), None),
        (fall15(8_001, 500), Some(Reason::Fifteen)),
        (rise60(8_000, 800), None),
        (rise60(8_001, 799), None),
        (rise60(8_001, 800), Some(Reason::Sixty)),
    ] {
        let mut state = BreakerState::default();
        let changes = state.observe(&params(), &signals, SPOT, NOW);
        assert_eq!(
            changes.trip().map(|trip| trip.reason),
            reason,
            "{signals:?}"
        );
    }
}

#[test]
fn each_window_is_judged_alone() {
    let mut signals = rise60(0, 900);
    signals.reading.windows[1].z_milli = 9_000;
    let mut state = BreakerState::default();
    assert!(state.observe(&params(), &signals, SPOT, NOW).is_empty());
}

#[test]
fn a_divergence_and_an_implied_jump_trip_beyond_their_bounds() {
    let diverging = |divergence_bps| Signals {
        divergence_bps,
        ..calm()
    };
    let jumping = |implied_jump_bps| Signals {
        implied_jump_bps,
        ..calm()
    };
    for (signals, reason) in [
        (diverging(2_500), None),
        (diverging(2_501), Some(Reason::Divergence)),
        (jumping(1_500), None),
        (jumping(1_501), Some(Reason::ImpliedVol)),
    ] {
        let mut state = BreakerState::default();
        let changes = state.observe(&params(), &signals, SPOT, NOW);
        assert_eq!(changes.trip().map(|trip| trip.reason), reason);
        assert_eq!(changes.is_empty(), reason.is_none());
    }
}

#[test]
fn a_stale_print_throttles_where_a_fresh_one_halts() {
    let stale = Signals {
        fresh: false,
        ..crashing()
    };
    let mut state = BreakerState::default();
    let changes = state.observe(&params(), &stale, SPOT, NOW);
    assert_eq!(stages(&changes), [(Stage::Throttle, NOW)]);
    assert_eq!((state.reason(), state.trip_count), (Reason::Fifteen, 0));
    assert!(crash(&mut state, NOW + 1).trip().is_some());
}

#[test]
fn a_trip_is_recorded_with_its_cause() {
    let mut state = BreakerState::default();
    let changes = state.observe(&params(), &rise60(9_500, 1_000), SPOT, NOW);
    let trip = changes.trip().unwrap();
    assert_eq!(
        (trip.from, trip.to, trip.ts),
        (Stage::Normal, Stage::Halted, NOW)
    );
    assert_eq!(
        (trip.reason, trip.direction),
        (Reason::Sixty, Direction::Up)
    );
    assert_eq!(
        (trip.price, trip.z_milli, trip.move_bps, trip.until_ts),
        (SPOT, 9_500, 1_000, NOW + 300)
    );
    assert_eq!(
        (state.stage(), state.reason()),
        (Stage::Halted, Reason::Sixty)
    );
    assert_eq!((state.direction(), state.trip_count), (Direction::Up, 1));
    assert_eq!(
        (state.halt_started_ts, state.halt_until_ts),
        (NOW, NOW + 300)
    );
}

#[test]
fn a_disarmed_breaker_does_not_trip() {
    let params = BreakerParams {
        armed: 0,
        ..params()
    };
    let mut state = BreakerState::default();
    assert!(state
        .observe(&params, &fall15(u64::MAX, u32::MAX), SPOT, NOW)
        .is_empty());
}

#[test]
fn the_clock_alone_reopens() {
    let mut state = tripped();
    assert!(state.advance(&params(), NOW + 299).is_empty());
    let changes = state.advance(&params(), NOW + 300);
    assert_eq!(stages(&changes), [(Stage::Reopening, NOW + 300)]);
    assert_eq!(state.halted_secs_total, 300);
    assert!(state.advance(&params(), NOW + 300 + 719).is_empty());
    let changes = state.advance(&params(), NOW + 300 + 720);
    assert_eq!(stages(&changes), [(Stage::Normal, NOW + 1_020)]);
}

#[test]
fn a_long_gap_crosses_both_stages_at_their_own_times() {
    let mut state = tripped();
    let changes = state.advance(&params(), i64::MAX);
    assert_eq!(
        stages(&changes),
        [(Stage::Reopening, NOW + 300), (Stage::Normal, NOW + 1_020)]
    );
}

#[test]
fn a_long_gap_can_end_in_a_new_halt() {
    let mut state = tripped();
    let changes = crash(&mut state, NOW + HOUR);
    assert_eq!(
        stages(&changes),
        [
            (Stage::Reopening, NOW + 300),
            (Stage::Normal, NOW + 1_020),
            (Stage::Halted, NOW + HOUR)
        ]
    );
    assert_eq!(state.trip_count, 2);
}

#[test]
fn a_clock_that_stands_or_runs_back_changes_nothing() {
    let halted = tripped();
    let mut reopening = halted;
    reopening.advance(&params(), NOW + 400);
    for before in [halted, reopening] {
        for now in [i64::MIN, 0, NOW - 1, before.stage_since_ts] {
            let mut state = before;
            assert!(state.advance(&params(), now).is_empty());
            assert_eq!(state, before);
        }
    }
    let mut state = reopening;
    assert!(crash(&mut state, NOW).is_empty());
    assert_eq!(state, reopening);
}

#[test]
fn a_halt_is_extended_while_the_window_reads_more_than_half() {
    let mut state = tripped();
    state.observe(&params(), &fall15(6_001, 0), SPOT, NOW + 100);
    assert_eq!(state.halt_until_ts, NOW + 300, "never shortened");
    state.observe(&params(), &fall15(6_000, 900), SPOT, NOW + 290);
    assert_eq!(state.halt_until_ts, NOW + 300, "half is not enough");
    state.observe(&params(), &rise60(50_000, 900), SPOT, NOW + 290);
    assert_eq!(
        state.halt_until_ts,
        NOW + 300,
        "only the window that tripped"
    );
    state.observe(&params(), &fall15(6_001, 0), SPOT, NOW + 290);
    assert_eq!(state.halt_until_ts, NOW + 410);
}

#[test]
fn whichever_window_tripped_extends_the_halt() {
    for window in 0..3 {
        let mut state = BreakerState::default();
        let crash = seen(window, 12_000, 900, Direction::Down);
        assert!(state.observe(&params(), &crash, SPOT, NOW).trip().is_some());
        let half = seen(window, 6_000, 900, Direction::Down);
        state.observe(&params(), &half, SPOT, NOW + 290);
        assert_eq!(state.halt_until_ts, NOW + 300);
        let more = seen(window, 6_001, 0, Direction::Down);
        state.observe(&params(), &more, SPOT, NOW + 290);
        assert_eq!(state.halt_until_ts, NOW + 410, "window {window}");
    }
}

#[test]
fn no_extension_passes_fifteen_minutes() {
    let mut state = tripped();
    for now in (NOW..NOW + 2_000).step_by(10) {
        crash(&mut state, now);
    }
    assert_eq!(state.halt_until_ts, NOW + 900);
    assert_eq!(state.halted_secs_total, 900);
    assert_eq!(state.trip_count, 1);
    // Not even with parameters outside their bounds.
    let loose = BreakerParams {
        halt_secs: 9_000,
        max_halt_secs: 9_000,
        ..params()
    };
    let mut state = BreakerState::default();
    state.observe(&loose, &crashing(), SPOT, NOW);
    assert_eq!(state.halt_until_ts, NOW + 900);
}

#[test]
fn a_print_after_the_end_does_not_extend() {
    let mut state = tripped();
    let changes = crash(&mut state, NOW + 300);
    assert_eq!(stages(&changes), [(Stage::Reopening, NOW + 300)]);
    assert_eq!(state.halt_until_ts, NOW + 300);
}

#[test]
fn the_cooldown_runs_from_the_end_of_the_halt() {
    let mut early = tripped();
    assert!(crash(&mut early, NOW + 300 + 1_799).trip().is_none());
    let mut late = tripped();
    assert!(crash(&mut late, NOW + 300 + 1_800).trip().is_some());
}

#[test]
fn a_short_cooldown_lets_it_trip_while_reopening() {
    let params = BreakerParams {
        cooldown_secs: 600,
        ..params()
    };
    let mut state = tripped();
    let changes = state.observe(&params, &crashing(), SPOT, NOW + 900);
    let trip = changes.trip().unwrap();
    assert_eq!((trip.from, trip.to), (Stage::Reopening, Stage::Halted));
}

#[test]
fn a_print_from_before_the_stage_does_not_trip() {
    let params = BreakerParams {
        cooldown_secs: 600,
        ..params()
    };
    let mut state = tripped();
    state.advance(&params, NOW + 1_020);
    let before = state;
    let crash = crashing();
    assert!(state.observe(&params, &crash, SPOT, NOW + 950).is_empty());
    assert_eq!(state, before);
}

#[test]
fn two_halts_a_day_and_the_third_after_it() {
    let mut state = tripped();
    assert!(crash(&mut state, NOW + 2 * HOUR).trip().is_some());
    assert!(crash(&mut state, NOW + 4 * HOUR).trip().is_none());
    assert!(crash(&mut state, NOW + DAY - 1).trip().is_none());
    assert!(crash(&mut state, NOW + DAY).trip().is_some());
    // The second of the day before still counts.
    assert!(crash(&mut state, NOW + DAY + HOUR).trip().is_none());
    assert!(crash(&mut state, NOW + DAY + 2 * HOUR).trip().is_some());
}

#[test]
fn one_halt_a_day_where_set() {
    let params = BreakerParams {
        max_halts_per_day: 1,
        ..params()
    };
    let mut state = tripped();
    let crash = crashing();
    assert!(state
        .observe(&params, &crash, SPOT, NOW + 2 * HOUR)
        .trip()
        .is_none());
    assert!(state
        .observe(&params, &crash, SPOT, NOW + DAY)
        .trip()
        .is_some());
}

#[test]
fn times_near_zero_are_not_taken_for_halts() {
    let mut state = BreakerState::default();
    assert!(crash(&mut state, 1).trip().is_some());
}

/// Reports, logs and the page show these words.
#[test]
fn stages_reasons_and_directions_have_words_of_their_own() {
    use Stage::{Halted, Normal, Reopening, Throttle};
    let stages = [Normal, Throttle, Halted, Reopening].map(|stage| stage.to_string());
    assert_eq!(stages, ["normal", "throttle", "halted", "reopening"]);
    let directions = [Direction::None, Direction::Up, Direction::Down];
    assert_eq!(directions.map(Direction::name), ["none", "up", "down"]);
    let reasons: std::collections::BTreeSet<_> = Reason::ALL.map(Reason::name).into();
    assert_eq!(reasons.len(), Reason::ALL.len());
    assert!(reasons.iter().all(|words| !words.is_empty()));
}
