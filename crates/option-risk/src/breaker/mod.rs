//! The circuit breaker: when it throttles and halts, for how long, and what each stage permits.
//!
//! | From | To | When |
//! |---|---|---|
//! | Normal | Throttle | a rare move, a loop gain near one, a thin ring, a wide-confidence print, or a halt that the budget forbids |
//! | Normal, Throttle, Reopening | Halted | a print both rare (standard deviations) and large (bps) over 5, 15 or 60 minutes; a print far from its own average; a jump of implied volatility; wide prints that persist; the guardian |
//! | Halted | Reopening | by the clock |
//! | Reopening | Normal, or Throttle while it is due | by the clock |
//! | Throttle | Normal | by the clock |
//!
//! A halt can be extended but never beyond its maximum, never begins within the cooldown of the last, and never more
//! than twice in 24 hours; the guardian's pauses are limited on their own. Nobody can hold a market shut.

mod budget;
mod clock;
mod names;
mod params;
mod pause;
mod permission;
mod reading;
mod signals;
mod state;
mod throttle;
mod transition;

pub use params::{BreakerParams, MAX_HALTS_PER_DAY, MAX_HALT_SECS, MAX_PAUSE_SECS};
pub use pause::{MAX_PAUSES_IN_A_ROW, MAX_PAUSES_PER_DAY};
pub use permission::{Action, Limit, Permission};
pub use reading::{read, Reading, WindowReading, FIFTEEN_SECS, FIVE_SECS, SIXTY_SECS};
pub use signals::Signals;
pub use state::BreakerState;
pub use transition::{Transition, Transitions};

/// Where the breaker stands.
#[repr(u8)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Everything acts.
    #[default]
    Normal = 0,
    /// Flows that push the price have half their limits, new risk is held to stressed margin.
    Throttle = 1,
    /// Only top-ups, closes, claims and settlement act.
    Halted = 2,
    /// A grace, then a ramp back to full limits.
    Reopening = 3,
}

/// Why the breaker throttled or halted.
#[repr(u8)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reason {
    /// It has done neither.
    #[default]
    None = 0,
    /// The move over 5 minutes.
    Five = 1,
    /// The move over 15 minutes.
    Fifteen = 2,
    /// The move over 60 minutes.
    Sixty = 3,
    /// Wide-confidence prints.
    Confidence = 4,
    /// A print far from the oracle's own moving average.
    Divergence = 5,
    /// A jump of the volatility that sales clear at.
    ImpliedVol = 6,
    /// A loop gain near one.
    LoopGain = 7,
    /// Too few minutes with a print.
    ThinRing = 8,
    /// What would have halted, had the cooldown and the day's budget allowed it.
    HaltsSpent = 9,
    /// The guardian's pause.
    Guardian = 10,
}

/// Which way the price moved.
#[repr(u8)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// No move on record.
    #[default]
    None = 0,
    /// A rise.
    Up = 1,
    /// A fall.
    Down = 2,
}
