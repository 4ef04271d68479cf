//! The breaker's clock, trips, budget and extensions.

use option_risk::breaker::{
    BreakerParams, BreakerState, Direction, Reading, Reason, Stage, Transitions,
};

const T: i64 = 1_700_000_000;
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const PRICE: u64 = 15_000_000_000;

fn params() -> BreakerParams {
    BreakerParams::default()
}

fn fall15(z_milli: u64, move_bps: u32) -> Reading {
    Reading {
        z15_milli: z_milli,
        move15_bps: move_bps,
        direction15: Direction::Down,
        ..Reading::default()
    }
}

fn rise60(z_milli: u64, move_bps: u32) -> Reading {
    Reading {
        z60_milli: z_milli,
        move60_bps: move_bps,
        direction60: Direction::Up,
        ..Reading::default()
    }
}

const CRASH: (u64, u32) = (12_000, 900);

fn crash(state: &mut BreakerState, now: i64) -> Transitions {
    state.observe(&params(), &fall15(CRASH.0, CRASH.1), PRICE, now)
}

fn tripped() -> BreakerState {
    let mut state = BreakerState::default();
    assert!(crash(&mut state, T).trip().is_some());
    state
}

fn stages(changes: &Transitions) -> Vec<(Stage, i64)> {
    changes
        .iter()
        .map(|change| (change.to, change.ts))
        .collect()
}

#[test]
fn a_trip_needs_both_thresholds() {
    for (reading, trips) in [
        (fall15(8_000, 500), false),
        (fall15(8_001, 499), false),
        (fall15(8_001, 500), true),
        (rise60(8_000, 800), false),
        (rise60(8_001, 799), false),
        (rise60(8_001, 800), true),
        // Each window is judged alone.
        (
            Reading {
                z15_milli: 9_000,
                ..rise60(0, 900)
            },
            false,
        ),
    ] {
        let mut state = BreakerState::default();
        let changes = state.observe(&params(), &reading, PRICE, T);
        assert_eq!(changes.trip().is_some(), trips, "{reading:?}");
        assert_eq!(changes.is_empty(), !trips);
        assert_eq!(state == BreakerState::default(), !trips);
    }
}

#[test]
fn a_trip_is_recorded_with_its_cause() {
    let mut state = BreakerState::default();
    let changes = state.observe(&params(), &rise60(9_500, 1_000), PRICE, T);
    let trip = changes.trip().unwrap();
    assert_eq!(
        (trip.from, trip.to, trip.ts),
        (Stage::Normal, Stage::Halted, T)
    );
    assert_eq!(
        (trip.reason, trip.direction),
        (Reason::Sixty, Direction::Up)
    );
    assert_eq!((trip.price, trip.z_milli), (PRICE, 9_500));
    assert_eq!(
        (state.stage(), state.reason()),
        (Stage::Halted, Reason::Sixty)
    );
    assert_eq!((state.direction(), state.trip_count), (Direction::Up, 1));
    assert_eq!((state.halt_started_ts, state.halt_until_ts), (T, T + 300));
}

#[test]
fn a_disarmed_breaker_does_not_trip() {
    let params = BreakerParams {
        armed: 0,
        ..params()
    };
    let mut state = BreakerState::default();
    assert!(state
        .observe(&params, &fall15(u64::MAX, u32::MAX), PRICE, T)
        .is_empty());
}

#[test]
fn the_clock_alone_reopens() {
    let mut state = tripped();
    assert!(state.advance(&params(), T + 299).is_empty());
    let changes = state.advance(&params(), T + 300);
    assert_eq!(stages(&changes), [(Stage::Reopening, T + 300)]);
    assert_eq!(state.halted_secs_total, 300);
    assert!(state.advance(&params(), T + 300 + 719).is_empty());
    let changes = state.advance(&params(), T + 300 + 720);
    assert_eq!(stages(&changes), [(Stage::Normal, T + 1_020)]);
}

#[test]
fn a_long_gap_crosses_both_stages_at_their_own_times() {
    let mut state = tripped();
    let changes = state.advance(&params(), i64::MAX);
    assert_eq!(
        stages(&changes),
        [(Stage::Reopening, T + 300), (Stage::Normal, T + 1_020)]
    );
}

#[test]
fn a_long_gap_can_end_in_a_new_halt() {
    let mut state = tripped();
    let changes = crash(&mut state, T + HOUR);
    assert_eq!(
        stages(&changes),
        [
            (Stage::Reopening, T + 300),
            (Stage::Normal, T + 1_020),
            (Stage::Halted, T + HOUR)
        ]
    );
    assert_eq!(state.trip_count, 2);
}

#[test]
fn a_clock_that_stands_or_runs_back_changes_nothing() {
    let halted = tripped();
    let mut reopening = halted;
    reopening.advance(&params(), T + 400);
    for before in [halted, reopening] {
        for now in [i64::MIN, 0, T - 1, before.stage_since_ts] {
            let mut state = before;
            assert!(state.advance(&params(), now).is_empty());
            assert_eq!(state, before);
        }
    }
    let mut state = reopening;
    assert!(crash(&mut state, T).is_empty());
    assert_eq!(state, reopening);
}

#[test]
fn a_halt_is_extended_while_the_window_reads_more_than_half() {
    let mut state = tripped();
    state.observe(&params(), &fall15(6_001, 0), PRICE, T + 100);
    assert_eq!(state.halt_until_ts, T + 300, "never shortened");
    state.observe(&params(), &fall15(6_000, 900), PRICE, T + 290);
    assert_eq!(state.halt_until_ts, T + 300, "half is not enough");
    state.observe(&params(), &rise60(50_000, 900), PRICE, T + 290);
    assert_eq!(state.halt_until_ts, T + 300, "only the window that tripped");
    state.observe(&params(), &fall15(6_001, 0), PRICE, T + 290);
    assert_eq!(state.halt_until_ts, T + 410);
}

#[test]
fn no_extension_passes_fifteen_minutes() {
    let mut state = tripped();
    for now in (T..T + 2_000).step_by(10) {
        crash(&mut state, now);
    }
    assert_eq!(state.halt_until_ts, T + 900);
    assert_eq!(state.halted_secs_total, 900);
    assert_eq!(state.trip_count, 1);
    // Not even with parameters outside their bounds.
    let loose = BreakerParams {
        halt_secs: 9_000,
        max_halt_secs: 9_000,
        ..params()
    };
    let mut state = BreakerState::default();
    state.observe(&loose, &fall15(CRASH.0, CRASH.1), PRICE, T);
    assert_eq!(state.halt_until_ts, T + 900);
}

#[test]
fn a_print_after_the_end_does_not_extend() {
    let mut state = tripped();
    let changes = crash(&mut state, T + 300);
    assert_eq!(stages(&changes), [(Stage::Reopening, T + 300)]);
    assert_eq!(state.halt_until_ts, T + 300);
}

#[test]
fn the_cooldown_runs_from_the_end_of_the_halt() {
    let mut early = tripped();
    assert!(crash(&mut early, T + 300 + 1_799).trip().is_none());
    let mut late = tripped();
    assert!(crash(&mut late, T + 300 + 1_800).trip().is_some());
}

#[test]
fn a_short_cooldown_lets_it_trip_while_reopening() {
    let params = BreakerParams {
        cooldown_secs: 600,
        ..params()
    };
    let mut state = tripped();
    let changes = state.observe(&params, &fall15(CRASH.0, CRASH.1), PRICE, T + 900);
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
    state.advance(&params, T + 1_020);
    let before = state;
    let crash = fall15(CRASH.0, CRASH.1);
    assert!(state.observe(&params, &crash, PRICE, T + 950).is_empty());
    assert_eq!(state, before);
}

#[test]
fn two_halts_a_day_and_the_third_after_it() {
    let mut state = tripped();
    assert!(crash(&mut state, T + 2 * HOUR).trip().is_some());
    assert!(crash(&mut state, T + 4 * HOUR).trip().is_none());
    assert!(crash(&mut state, T + DAY - 1).trip().is_none());
    assert!(crash(&mut state, T + DAY).trip().is_some());
    // The second of the day before still counts.
    assert!(crash(&mut state, T + DAY + HOUR).trip().is_none());
    assert!(crash(&mut state, T + DAY + 2 * HOUR).trip().is_some());
}

#[test]
fn one_halt_a_day_where_set() {
    let params = BreakerParams {
        max_halts_per_day: 1,
        ..params()
    };
    let mut state = tripped();
    let crash = fall15(CRASH.0, CRASH.1);
    assert!(state
        .observe(&params, &crash, PRICE, T + 2 * HOUR)
        .trip()
        .is_none());
    assert!(state
        .observe(&params, &crash, PRICE, T + DAY)
        .trip()
        .is_some());
}

#[test]
fn times_near_zero_are_not_taken_for_halts() {
    let mut state = BreakerState::default();
    assert!(crash(&mut state, 1).trip().is_some());
}

#[test]
fn auction_clocks_stand_still_in_a_halt_and_its_grace() {
    let closed = |state: &BreakerState, now| state.closed_secs(&params(), now);
    assert_eq!(closed(&BreakerState::default(), T), 0);
    let state = tripped();
    assert_eq!(closed(&state, T + 100), 100);
    assert_eq!(closed(&state, T + 300), 300);
    assert_eq!(closed(&state, T + 360), 360);
    assert_eq!(closed(&state, T + 420), 420);
    assert_eq!(closed(&state, T + 500), 420);
    assert_eq!(closed(&state, T + DAY), 420);
    let mut twice = state;
    assert!(crash(&mut twice, T + 2_100).trip().is_some());
    assert_eq!(closed(&twice, T + 2_200), 520);
    assert_eq!(closed(&twice, T + DAY), 840);
}

#[test]
fn an_order_from_before_a_halt_is_void_after_it() {
    assert!(BreakerState::default().is_after_last_halt(T));
    let state = tripped();
    assert!(!state.is_after_last_halt(T - 1));
    assert!(!state.is_after_last_halt(T + 299));
    assert!(state.is_after_last_halt(T + 300));
}
