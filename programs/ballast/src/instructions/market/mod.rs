//! Instructions on a market and its series.

pub mod create_market;
pub mod create_series;
pub mod lift_pause;
pub mod observe;
pub mod pause_market;
pub mod refresh_book;

pub use create_market::*;
pub use create_series::*;
pub use lift_pause::*;
pub use observe::*;
pub use pause_market::*;
pub use refresh_book::*;
