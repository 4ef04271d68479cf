//! Throttle: what enters it, what keeps it on, and where it stands beside halts.

use crate::common::breaker::*;
use crate::common::{DAY, HOUR, MINUTE, NOW, SPOT};
use option_risk::breaker::{BreakerParams, BreakerState, Direction, Reason, Signals, Stage};

fn gain(gain_milli: u32) -> Signals {
    Signals {
        gain_milli,
        ..calm()
    }
}

fn thin() -> Signals {
    Signals {
        thin: true,
        ..calm()
    }
}

fn diverging(divergence_bps: u32) -> Signals {
    Signals {
        divergence_bps,
        ..calm()
    }
}

/// What a print does to a breaker at rest.
fn first(signals: &Signals) -> (Stage, Reason) {
    let mut state = BreakerState::default();
    state.observe(&params(), signals, SPOT, NOW);
    (state.stage(), state.reason())
}

#[test]
fn each_cause_has_its_bound() {
    let (normal, throttle) = (Stage::Normal, Stage::Throttle);
    for (signals, expected) in [
        (fall15(4_000, 250), (normal, Reason::None)),
        (fall15(4_001, 249), (normal, Reason::None)),
        (fall15(4_001, 250), (throttle, Reason::Fifteen)),
        (rise15(4_001, 250), (throttle, Reason::Fifteen)),
        (fall5(9_000, 900), (normal, Reason::None)),
        (gain(700), (normal, Reason::None)),
        (gain(701), (throttle, Reason::LoopGain)),
        (thin(), (throttle, Reason::ThinRing)),
    ] {
        assert_eq!(first(&signals), expected, "{signals:?}");
    }
}

#[test]
fn entering_it_tells_the_cause_and_the_end() {
    let mut state = BreakerState::default();
    let changes = state.observe(&params(), &rise15(5_000, 300), SPOT, NOW);
    let change = changes.iter().next().unwrap();
    assert_eq!((change.from, change.to), (Stage::Normal, Stage::Throttle));
    assert_eq!((change.ts, change.until_ts), (NOW, NOW + 600));
    assert_eq!(
        (change.reason, change.direction),
        (Reason::Fifteen, Direction::Up)
    );
    assert_eq!(
        (change.price, change.z_milli, change.move_bps),
        (SPOT, 5_000, 300)
    );
    assert!(changes.trip().is_none());
    assert_eq!(state.direction(), Direction::Up);
}

#[test]
fn the_clock_alone_ends_it() {
    let mut state = throttled();
    assert!(state.advance(&params(), NOW + 599).is_empty());
    let changes = state.advance(&params(), NOW + 600);
    assert_eq!(stages(&changes), [(Stage::Normal, NOW + 600)]);
    let change = changes.iter().next().unwrap();
    assert_eq!((change.from, change.until_ts), (Stage::Throttle, 0));
    assert_eq!(change.reason, Reason::Fifteen);
}

#[test]
fn a_clock_that_stands_or_runs_back_changes_nothing() {
    for now in [i64::MIN, 0, NOW - 1, NOW] {
        let mut state = throttled();
        assert!(state.advance(&params(), now).is_empty());
        assert_eq!(state, throttled());
    }
    let mut state = throttled();
    assert!(crash(&mut state, NOW - 1).is_empty());
    assert_eq!(state, throttled());
}

/// In at four deviations and 2.5%, out at two or 1.25%.
#[test]
fn it_lasts_from_the_last_print_above_half_and_a_gain_above_three_quarters() {
    for (signals, until) in [
        (fall15(2_000, 900), NOW + 600),
        (fall15(2_001, 124), NOW + 600),
        (fall15(2_001, 125), NOW + 1_100),
        (rise60(4_001, 399), NOW + 600),
        (rise60(4_001, 400), NOW + 1_100),
        (diverging(1_250), NOW + 600),
        (diverging(1_251), NOW + 1_100),
        (gain(525), NOW + 600),
        (gain(526), NOW + 1_100),
        (thin(), NOW + 1_100),
        (calm(), NOW + 600),
    ] {
        let mut state = throttled();
        assert!(state
            .observe(&params(), &signals, SPOT, NOW + 500)
            .is_empty());
        assert_eq!(state.throttle_until_ts, until, "{signals:?}");
    }
    let mut calm_market = BreakerState::default();
    let half = fall15(3_000, 200);
    assert!(calm_market.observe(&params(), &half, SPOT, NOW).is_empty());
}

#[test]
fn half_is_no_way_back_in() {
    let mut state = throttled();
    let changes = state.observe(&params(), &fall15(3_000, 200), SPOT, NOW + 600);
    assert_eq!(stages(&changes), [(Stage::Normal, NOW + 600)]);
    assert_eq!(state.throttle_until_ts, NOW + 600);
}

#[test]
fn a_turn_of_the_price_turns_the_direction() {
    let mut state = throttled();
    assert_eq!(state.direction(), Direction::Down);
    state.observe(&params(), &rise15(5_000, 300), SPOT, NOW + 60);
    assert_eq!(state.direction(), Direction::Up);
    // A cause without a move keeps the one on record, until the stage ends.
    state.observe(&params(), &thin(), SPOT, NOW + 120);
    assert_eq!(
        (state.reason(), state.direction()),
        (Reason::ThinRing, Direction::Up)
    );
    state.observe(&params(), &thin(), SPOT, NOW + 720);
    assert_eq!(state.direction(), Direction::None);
}

#[test]
fn a_halt_takes_over() {
    let mut state = throttled();
    let changes = crash(&mut state, NOW + 60);
    let trip = changes.trip().unwrap();
    assert_eq!((trip.from, trip.to), (Stage::Throttle, Stage::Halted));
    // By the end of Reopening it is no longer due.
    let changes = state.advance(&params(), NOW + DAY);
    assert_eq!(
        stages(&changes),
        [(Stage::Reopening, NOW + 360), (Stage::Normal, NOW + 1_080)]
    );
}

/// Reopening ends at `NOW + 1_020`.
#[test]
fn what_throttles_during_reopening_follows_it() {
    let mut state = tripped();
    let changes = state.observe(&params(), &shaky(), SPOT, NOW + 900);
    assert_eq!(stages(&changes), [(Stage::Reopening, NOW + 300)]);
    let changes = state.advance(&params(), NOW + DAY);
    assert_eq!(
        stages(&changes),
        [(Stage::Throttle, NOW + 1_020), (Stage::Normal, NOW + 1_500)]
    );
    // Due until that very second, and no longer.
    let mut early = tripped();
    early.observe(&params(), &shaky(), SPOT, NOW + 420);
    let changes = early.advance(&params(), NOW + DAY);
    assert_eq!(stages(&changes), [(Stage::Normal, NOW + 1_020)]);
}

/// After a fall that halted and a rise since the reopening no side is the move's; another fall, or a cause without a move,
/// leaves the fall's on record.
#[test]
fn a_turn_during_reopening_leaves_no_direction() {
    let mut state = tripped();
    state.observe(&params(), &calm(), SPOT, NOW + 310);
    assert_eq!(
        (state.stage(), state.direction()),
        (Stage::Reopening, Direction::Down)
    );
    state.observe(&params(), &thin(), SPOT, NOW + 320);
    assert_eq!(state.direction(), Direction::Down);
    state.observe(&params(), &fall15(5_000, 300), SPOT, NOW + 325);
    assert_eq!(state.direction(), Direction::Down);
    state.observe(&params(), &rise15(5_000, 300), SPOT, NOW + 330);
    assert_eq!(
        (state.stage(), state.direction()),
        (Stage::Reopening, Direction::None)
    );
    state.observe(&params(), &thin(), SPOT, NOW + 340);
    assert_eq!(state.direction(), Direction::None);
    // What halted it is remembered all the same.
    let changes = state.advance(&params(), NOW + 1_020);
    assert_eq!(stages(&changes), [(Stage::Normal, NOW + 1_020)]);
    assert_eq!(state.direction(), Direction::Down);
}

#[test]
fn one_gap_can_cross_every_stage() {
    let mut state = tripped();
    state.observe(&params(), &shaky(), SPOT, NOW + 900);
    let mut halted_again = state;
    let changes = crash(&mut halted_again, NOW + 3_000);
    assert_eq!(
        stages(&changes),
        [
            (Stage::Throttle, NOW + 1_020),
            (Stage::Normal, NOW + 1_500),
            (Stage::Halted, NOW + 3_000)
        ]
    );
    // From the halt itself, with Throttle due at its end.
    let short = BreakerParams {
        grace_secs: 60,
        ramp_secs: 60,
        ..params()
    };
    let mut state = throttled();
    state.observe(&short, &crashing(), SPOT, NOW + 60);
    assert_eq!(state.stage(), Stage::Halted);
    let changes = state.observe(&short, &crashing(), SPOT, NOW + 2_200);
    assert_eq!(
        stages(&changes),
        [
            (Stage::Reopening, NOW + 360),
            (Stage::Throttle, NOW + 480),
            (Stage::Normal, NOW + 600),
            (Stage::Halted, NOW + 2_200)
        ]
    );
}

#[test]
fn a_halt_that_may_not_be_throttles() {
    // In the cooldown, after Reopening.
    let mut cooling = tripped();
    let changes = crash(&mut cooling, NOW + 1_100);
    assert_eq!(cooling.stage(), Stage::Throttle);
    assert!(changes.trip().is_none());
    assert_eq!(
        (cooling.reason(), cooling.direction()),
        (Reason::HaltsSpent, Direction::Down)
    );
    // The day's two spent.
    let mut spent = tripped();
    assert!(crash(&mut spent, NOW + 2 * HOUR).trip().is_some());
    assert!(crash(&mut spent, NOW + 4 * HOUR).trip().is_none());
    assert_eq!(spent.reason(), Reason::HaltsSpent);
    // It keeps Throttle on and halts once it may.
    for minute in 0..19 * 60 {
        crash(&mut spent, NOW + 5 * HOUR + minute * MINUTE);
        assert_eq!(spent.stage(), Stage::Throttle);
    }
    assert!(crash(&mut spent, NOW + DAY).trip().is_some());
}

#[test]
fn a_disarmed_breaker_does_not_throttle() {
    let disarmed = BreakerParams {
        armed: 0,
        ..params()
    };
    for signals in [shaky(), thin(), gain(900)] {
        let mut state = BreakerState::default();
        assert!(state.observe(&disarmed, &signals, SPOT, NOW).is_empty());
        assert!(state.suspect(&disarmed, NOW).is_empty());
    }
}

/// The other causes halt, and wait, as the windows do; no print extends them.
#[test]
fn a_halt_for_a_divergence_is_not_extended() {
    let falling = Signals {
        divergence_bps: 9_000,
        ..crashing()
    };
    let mut state = BreakerState::default();
    let changes = state.observe(&params(), &diverging(9_000), SPOT, NOW);
    assert_eq!(changes.trip().unwrap().reason, Reason::Divergence);
    state.observe(&params(), &falling, SPOT, NOW + 290);
    assert_eq!(state.halt_until_ts, NOW + 300);
}

/// The sign of a few bps must not say which hedges have no limit.
#[test]
fn a_cause_that_is_no_move_frees_no_hedge() {
    for (fallen, expected) in [
        (fall15(31, 1), Direction::None),
        (fall15(2_100, 130), Direction::Down),
    ] {
        let mut state = BreakerState::default();
        let signals = Signals {
            gain_milli: 800,
            ..fallen
        };
        state.observe(&params(), &signals, SPOT, NOW);
        assert_eq!(state.reason(), Reason::LoopGain);
        assert_eq!(state.direction(), expected);
    }
}
