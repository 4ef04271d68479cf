//! Instructions on expired series.

pub mod pin_settlement;
pub mod redeem_option;
pub mod settle_long;
pub mod settle_series;
pub mod settle_short;

pub use pin_settlement::*;
pub use redeem_option::*;
pub use settle_long::*;
pub use settle_series::*;
pub use settle_short::*;
