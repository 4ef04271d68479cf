//! Signals and states for the breaker's tests.

use option_risk::breaker::{
    BreakerParams, BreakerState, Direction, Reading, Signals, Stage, Transitions, WindowReading,
};

pub const T: i64 = 1_700_000_000;
pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 24 * HOUR;
pub const PRICE: u64 = 15_000_000_000;

pub fn params() -> BreakerParams {
    crate::common::thresholds::thresholds()
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
    state.observe(&params(), &crashing(), PRICE, now)
}

/// Halted from `T` to `T + 300`, then Reopening to `T + 1_020`.
pub fn tripped() -> BreakerState {
    let mut state = BreakerState::default();
    assert!(crash(&mut state, T).trip().is_some());
    state
}

/// Throttled from `T` to `T + 600` after a fall.
pub fn throttled() -> BreakerState {
    let mut state = BreakerState::default();
    state.observe(&params(), &shaky(), PRICE, T);
    assert_eq!(state.stage(), Stage::Throttle);
    state
}

pub fn stages(changes: &Transitions) -> Vec<(Stage, i64)> {
    changes
        .iter()
        .map(|change| (change.to, change.ts))
        .collect()
}
