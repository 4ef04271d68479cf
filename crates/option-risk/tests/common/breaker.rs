//! Signals and states for the breaker's tests.

use super::thresholds::thresholds;
use super::{NOW, SPOT};
use option_risk::breaker::{
    BreakerParams, BreakerState, Direction, Reading, Signals, Stage, Transitions, WindowReading,
};

pub fn params() -> BreakerParams {
    thresholds()
}

/// A fresh print that stands nowhere in particular.
pub fn calm() -> Signals {
    Signals {
        fresh: true,
        ..Signals::default()
    }
}

/// A fresh print seen through one window: 0, 1 or 2 for 5, 15 or 60 minutes.
pub fn seen(window: usize, z_milli: u64, move_bps: u32, direction: Direction) -> Signals {
    let mut reading = Reading::default();
    let secs = reading.windows[window].secs;
    reading.windows[window] = WindowReading {
        secs,
        z_milli,
        move_bps,
        direction,
        buckets: 15,
    };
    Signals { reading, ..calm() }
}

pub fn fall5(z_milli: u64, move_bps: u32) -> Signals {
    seen(0, z_milli, move_bps, Direction::Down)
}

pub fn fall15(z_milli: u64, move_bps: u32) -> Signals {
    seen(1, z_milli, move_bps, Direction::Down)
}

pub fn rise15(z_milli: u64, move_bps: u32) -> Signals {
    seen(1, z_milli, move_bps, Direction::Up)
}

pub fn rise60(z_milli: u64, move_bps: u32) -> Signals {
    seen(2, z_milli, move_bps, Direction::Up)
}

/// Enough to halt.
pub fn crashing() -> Signals {
    fall15(12_000, 900)
}

/// Enough to throttle.
pub fn shaky() -> Signals {
    fall15(5_000, 300)
}

pub fn crash(state: &mut BreakerState, now: i64) -> Transitions {
    state.observe(&params(), &crashing(), SPOT, now)
}

/// Halted from `NOW` to `NOW + 300`, then Reopening to `NOW + 1_020`.
pub fn tripped() -> BreakerState {
    let mut state = BreakerState::default();
    assert!(crash(&mut state, NOW).trip().is_some());
    state
}

/// Throttled from `NOW` to `NOW + 600` after a fall.
pub fn throttled() -> BreakerState {
    let mut state = BreakerState::default();
    state.observe(&params(), &shaky(), SPOT, NOW);
    assert_eq!(state.stage(), Stage::Throttle);
    state
}

pub fn stages(changes: &Transitions) -> Vec<(Stage, i64)> {
    changes
        .iter()
        .map(|change| (change.to, change.ts))
        .collect()
}
