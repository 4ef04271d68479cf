//! Accounts of the program.

mod directions;
mod margin_account;
mod market;
mod market_book;
mod market_risk;
mod open_interest;
mod params;
mod proposal;
mod protocol;
mod receipts;
mod round;
mod series;
mod signer;
mod vault;
mod vault_book;
mod vault_decisions;
mod vault_orders;
mod version;

pub use margin_account::*;
pub use market::*;
pub use params::*;
pub use proposal::*;
pub use protocol::*;
pub use receipts::*;
pub use round::*;
pub use series::*;
pub use signer::*;
pub use vault::*;
pub use vault_book::*;
pub use vault_decisions::*;
pub use vault_orders::*;
pub use version::*;
