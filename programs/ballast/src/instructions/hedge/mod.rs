//! Instructions on a vault's hedge.

pub mod fill_hedge;
pub mod open_hedge;

pub use fill_hedge::*;
pub use open_hedge::*;
