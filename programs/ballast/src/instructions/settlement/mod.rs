//! Instructions on expired series.

pub mod redeem_option;
pub mod settle_series;
pub mod settle_short;

pub use redeem_option::*;
pub use settle_series::*;
pub use settle_short::*;
