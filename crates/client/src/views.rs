//! Read-only answers about decoded accounts, by the program's own functions.

mod gamma;
mod health;
mod liquidation;
mod observed;
mod what_if;

pub use gamma::{gamma, Gamma, WALLS};
pub use health::{health, position_alone, Health};
pub use liquidation::{auction_bonus_bps, liquidation, Liquidation};
pub use observed::{observed, Observed, OracleAccount};
pub use what_if::{what_if, PositionChange, WhatIf, WhatIfError};

use ballast::state::{Market, Round, Vault};
use option_math::I64F64;
use option_risk::RiskError;

/// Base atoms per share atom after a round was rolled; hedge proceeds in quote
/// are valued at the market's last price.
pub fn share_price(market: &Market, record: &Round) -> Result<I64F64, RiskError> {
    let quote = market
        .scale()
        .base_for_quote_down(record.quote_assets, market.risk.price.max(1))?;
    let assets = record
        .base_assets
        .checked_add(quote)
        .ok_or(RiskError::Overflow)?;
    option_risk::shares::share_price(assets, record.share_supply)
}

/// What a vault owes in base and in quote: to shareholders, to the queue and to claimants.
pub fn vault_owes(vault: &Vault) -> (u64, u64) {
    let book = &vault.book;
    (
        book.base_assets
            .saturating_add(book.pending_deposits)
            .saturating_add(book.claimable_base),
        book.quote_assets.saturating_add(book.claimable_quote),
    )
}
