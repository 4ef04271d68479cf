//! Instructions on a vault's hedge.

pub mod close_orders;
pub mod cross_hedges;
pub mod fill_hedge;
pub mod open_hedge;

pub use close_orders::*;
pub use cross_hedges::*;
pub use fill_hedge::*;
pub use open_hedge::*;
