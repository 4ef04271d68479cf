//! Vaults: queues, rounds, sales, hedges and buy-backs.

mod orders;
mod queue;
mod rounds;

pub use orders::*;
pub use queue::*;
pub use rounds::*;
