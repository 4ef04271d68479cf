//! Random lives of a market: every instruction, by honest and hostile people in random order, with good and bad accounts,
//! and the invariants after every one.
//!
//! A [`Life`] is a world and steps; it runs on either [`Back`] end and tells the same story on both. Lives that reach
//! something new are kept in a [`corpus`], from which others grow.

mod accounts;
mod actions;
mod belongings;
mod checks;
mod choice;
mod clearing;
pub mod corpus;
mod fairness;
mod governance;
mod guard;
mod health;
mod hostile;
mod prank;
mod probes;
mod random;
mod relay;
mod run;
mod scene;
mod spoil;
mod step;
mod strangers;
mod vaults;
mod watched;

pub use actions::{named, pick};
pub use probes::GUARDS;
pub use random::Random;
pub use run::{live, Back, Found, Lived, Run};
pub use step::{Life, Step};
pub use watched::{Feature, Twisted};
