//! Read-only answers about decoded accounts, by the program's own functions.

mod gamma;
mod health;
mod liquidation;
mod observed;
mod vault;
mod what_if;

pub use gamma::{gamma, Gamma, WALLS};
pub use health::{health, position_alone, Health};
pub use liquidation::{auction_bonus_bps, liquidation, Liquidation};
pub use observed::{observed, Observed, OracleAccount};
pub use vault::{due, share_price, vault, vault_owes, BookGreeks, Due, VaultView};
pub use what_if::{what_if, PositionChange, WhatIf, WhatIfError};
