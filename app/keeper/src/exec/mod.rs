//! Carrying tasks out: which of them now, and what became of them.

mod carry;
mod fate;
mod schedule;

pub use carry::{Hands, Landed, Outcome};
pub use schedule::Schedule;
