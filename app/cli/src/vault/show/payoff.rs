//! What a vault would have after its options' expiry, by the price they settle at.

use anyhow::Result;
use ballast_client::ballast::state::{Market, Vault};
use option_risk::units::Kind;
use serde::Serialize;

/// Prices looked at.
const POINTS: u64 = 61;
/// From this far below the lower of price and strike, percent of it ...
const FROM_PCT: u64 = 70;
/// ... to this far above the higher.
const TO_PCT: u64 = 130;

/// The vault over a range of settlement prices.
#[derive(Serialize)]
pub struct Payoff {
    /// Options that are sold; the rest of an offer is not counted.
    pub contracts: u64,
    pub points: Vec<Point>,
}

/// What the vault would have at one of them.
#[derive(Serialize)]
pub struct Point {
    /// Feed units.
    pub price: u64,
    /// All assets, premium included, less the payoff; collateral atoms.
    pub worth: u64,
}

/// None where nothing is sold.
pub fn payoff(market: &Market, kind: Kind, vault: &Vault) -> Result<Option<Payoff>> {
    let (sale, scale) = (&vault.sale, market.scale());
    let (price, contracts) = (market.risk.price, sale.sold);
    if contracts == 0 {
        return Ok(None);
    }
    let assets = vault.book.assets.assets();
    let percent = |price: u64, pct| price.saturating_mul(pct) / 100;
    let from = percent(price.min(sale.strike), FROM_PCT).max(1);
    let to = percent(price.max(sale.strike), TO_PCT);
    let step = to.saturating_sub(from) / (POINTS - 1);
    let points = (0..POINTS).map(|index| {
        let price = from + step * index;
        let worth = assets.worth_down(kind, price, &scale)?;
        let owed = scale.payoff_up(kind, contracts, sale.strike, price)?;
        anyhow::Ok(Point {
            price,
            worth: worth.saturating_sub(owed),
        })
    });
    Ok(Some(Payoff {
        contracts,
        points: points.collect::<Result<_>>()?,
    }))
}
