//! Instructions on accounts that cannot keep their shorts, and on the insurance fund.

pub mod backstop_account;
pub mod flag_account;
pub mod fund_insurance;
pub mod liquidate;
pub mod liquidate_with_options;
pub mod open_backstop;
pub mod sweep_backstop;
pub mod unflag_account;

pub use backstop_account::*;
pub use flag_account::*;
pub use fund_insurance::*;
pub use liquidate::*;
pub use liquidate_with_options::*;
pub use open_backstop::*;
pub use sweep_backstop::*;
pub use unflag_account::*;
