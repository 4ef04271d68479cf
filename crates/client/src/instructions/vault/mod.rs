//! Vaults: queues, rounds, sales, hedges and buy-backs.

mod orders;
mod queue;
mod rounds;
mod step;

pub use orders::*;
pub use queue::*;
pub use rounds::*;
pub use step::*;
