//! Instructions on margin accounts.

pub mod close_margin_account;
pub mod close_short;
pub mod deposit_collateral;
pub mod deposit_option;
pub mod net_position;
pub mod open_margin_account;
pub mod withdraw_collateral;
pub mod withdraw_option;
pub mod write_option;

pub use close_margin_account::*;
pub use close_short::*;
pub use deposit_collateral::*;
pub use deposit_option::*;
pub use net_position::*;
pub use open_margin_account::*;
pub use withdraw_collateral::*;
pub use withdraw_option::*;
pub use write_option::*;
