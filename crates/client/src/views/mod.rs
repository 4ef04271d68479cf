//! Read-only answers about decoded accounts, by the program's own functions.
//!
//! All of them take the moment they are about, unix seconds by the cluster's clock, and value at the market's last print;
//! [`observed`] is the market once a newer one is taken in. Amounts are atoms, shares of anything bps.
//!
//! ```
//! use ballast_client::{example::{self, DOLLAR, NOW}, views};
//!
//! let market = example::market(200 * DOLLAR)?;
//! let account = example::writer(10, 210 * DOLLAR, 3)?;
//! let health = views::health(&market, &account, NOW)?;
//! let scenario = health.worst_for_maintenance().ok_or("nothing required")?;
//! assert_eq!(scenario.to_string(), "spot +3/3 range, vol up");
//!
//! // Its only short requires all of it.
//! let short = views::heaviest_short(&market, &account, NOW)?.ok_or("no short")?;
//! let alone = views::position_alone(&market, &account, short, NOW)?;
//! assert_eq!(alone, health.maintenance);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod gamma;
mod health;
mod liquidation;
mod most;
mod moves;
mod observed;
mod settlement;
mod vault;
mod what_if;

pub use gamma::{gamma, Gamma, WALLS};
pub use health::{health, position_alone, Health};
pub use liquidation::{auction_bonus_bps, heaviest_short, liquidation, Liquidation};
pub use most::{most_options_withdrawn, most_taken_over, most_withdrawn, most_written};
pub use moves::{calendar, closed, withdrawn, written, Writing};
pub use observed::{observed, Observed, OracleAccount};
pub use settlement::{SettlementBook, SettlementStep};
pub use vault::{due, share_price, vault, vault_owes, BookGreeks, Due, VaultView};
pub use what_if::{what_if, PositionChange, WhatIf, WhatIfError};
