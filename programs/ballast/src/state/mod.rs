//! Accounts of the program.

mod directions;
mod margin_account;
mod market;
mod open_interest;
mod params;
mod proposal;
mod protocol;
mod receipts;
mod round;
mod series;
mod signer;
mod vault;
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
pub use version::*;
