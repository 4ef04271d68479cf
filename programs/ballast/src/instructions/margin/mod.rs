//! Instructions on margin accounts.

pub mod close_margin_account;
pub mod close_short;
pub mod deposit_collateral;
pub mod liquidate;
pub mod open_margin_account;
pub mod withdraw_collateral;
pub mod write_option;

pub use close_margin_account::*;
pub use close_short::*;
pub use deposit_collateral::*;
pub use liquidate::*;
pub use open_margin_account::*;
pub use withdraw_collateral::*;
pub use write_option::*;
