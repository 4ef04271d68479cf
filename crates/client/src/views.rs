//! Read-only answers about decoded accounts, by the program's own functions.

mod gamma;

pub use gamma::{gamma, Gamma, WALLS};

use ballast::state::{MarginAccount, Market, Round, Vault};
use option_math::I64F64;
use option_risk::{
    margin::{self, Level, Requirement},
    RiskError,
};

/// An account's margin at one moment, in collateral atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Collateral posted.
    pub collateral: u64,
    /// What it must hold to be left alone.
    pub maintenance: Requirement,
    /// What it must hold to write or withdraw now.
    pub initial: Requirement,
}

impl Health {
    /// Whether the account may be liquidated.
    pub fn is_liquidatable(&self) -> bool {
        self.collateral < self.maintenance.required
    }
}

/// The margin of `account` as the program would compute it at `now` from the market's last print.
pub fn health(market: &Market, account: &MarginAccount, now: i64) -> Result<Health, RiskError> {
    let kind = account
        .kind()
        .map_err(|_| RiskError::UnknownKind(account.kind))?;
    let (legs, _) = account.legs(None);
    let view = market.view(now).map_err(|_| RiskError::Overflow)?;
    let at = |level| margin::requirement(kind, &legs, &view, &market.params.margin, level);
    Ok(Health {
        collateral: account.collateral,
        maintenance: at(Level::Maintenance)?,
        initial: at(market.initial_level(now))?,
    })
}

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
