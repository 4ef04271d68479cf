//! The circuit breaker: when it trips, how long it lasts, and what each stage permits.
//!
//! Normal -> Halted on a print that is both rare (standard deviations) and large (bps); Halted -> Reopening and
//! Reopening -> Normal by the clock alone. A halt can be extended but never beyond its maximum, never within the
//! cooldown of the last, and never more than twice in 24 hours: nobody can hold a market shut.

mod params;
mod permission;
mod reading;
mod state;

pub use params::{BreakerParams, MAX_HALTS_PER_DAY, MAX_HALT_SECS};
pub use permission::{Action, Permission};
pub use reading::{read, Reading, FIFTEEN_SECS, SIXTY_SECS};
pub use state::{BreakerState, Transition, Transitions};

/// Where the breaker stands.
#[repr(u8)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Everything acts.
    #[default]
    Normal = 0,
    /// Only top-ups, closes, claims and settlement act.
    Halted = 1,
    /// A grace, then a ramp back to full limits.
    Reopening = 2,
}

/// Which window tripped the breaker.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The 15-minute window.
    Fifteen = 0,
    /// The 60-minute window.
    Sixty = 1,
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
