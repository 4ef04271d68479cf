//! What may change at once, what waits, and for how long.
//!
//! Every parameter has a direction in which it is tighter: safer for those who did not ask for the change. A change
//! that moves no parameter the other way acts at once; any other is proposed, waits, and may be cancelled meanwhile.

mod direction;
mod schedule;
mod tables;

pub use direction::{Direction, Directions, Tighter};
pub use schedule::{
    due_ts, phase, within_switch, Phase, DELAY_SECS, LOCALNET_DELAY_SECS, MAX_SWITCH_BPS,
    WINDOW_SECS,
};
