//! Instructions on a vault's buy-backs.

pub mod fill_buyback;
pub mod open_buyback;

pub use fill_buyback::*;
pub use open_buyback::*;
