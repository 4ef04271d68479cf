//! Instructions on a market and its series.

pub mod create_market;
pub mod create_series;
pub mod observe;

pub use create_market::*;
pub use create_series::*;
pub use observe::*;
