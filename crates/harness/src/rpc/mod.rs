//! A node on a loopback port, over an embedded chain: what clients, commands and keepers are tested against. It can be
//! told to misbehave.

mod chain;
mod host;
mod ledger;
mod line;
mod mishap;
mod wire;

pub use host::Host;
pub use ledger::Ledger;
pub use line::Line;
pub use mishap::Mishap;
pub use wire::{answer, listen};
