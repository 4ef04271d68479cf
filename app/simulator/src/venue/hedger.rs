//! One vault in its round.

use ballast::state::{Market, Series, Vault};
use option_risk::{
    hedge::{Order, Side},
    units::BPS,
};

use crate::error::Result;

/// A vault in its round.
pub struct Hedger {
    /// The vault.
    pub vault: Vault,
    /// Its options.
    pub series: Series,
    /// Base it held less what its options had of it, at the start: what a full hedge keeps.
    pub kept: i128,
}

impl Hedger {
    /// Sets the target to what a full hedge keeps, as a share of what the vault now has.
    pub fn steer(&mut self, market: &Market) -> Result<()> {
        let assets = &self.vault.book.assets;
        let quote = market
            .scale()
            .base_for_quote_down(assets.quote, market.risk.price)?;
        let worth = i128::from(assets.base) + i128::from(quote);
        let target = self.kept.max(0) * i128::from(BPS) / worth.max(1);
        let target = u32::try_from(target).unwrap_or(BPS).clamp(1, BPS);
        self.vault.params.hedge.target_delta_bps = target;
        Ok(())
    }

    /// Books a trade at the oracle's price; its flow on the spot market, quote atoms.
    pub fn trade(&mut self, market: &Market, order: &Order) -> Result<i64> {
        let price = market.risk.price;
        let quote = market
            .scale()
            .quote_for_base_down(order.base_atoms, price)?;
        (self.vault.book).trade(order.side, order.base_atoms, quote)?;
        let flow = i64::try_from(quote).unwrap_or(i64::MAX);
        Ok(match order.side {
            Side::SellBase => -flow,
            Side::BuyBase => flow,
        })
    }

    /// Base it holds too much of for a full hedge, atoms.
    pub fn error(&self, market: &Market, now: i64) -> Result<i128> {
        Ok(net_delta(&self.vault, market, now)? - self.kept)
    }
}

/// Base of the vault less the delta of its options, atoms.
pub fn net_delta(vault: &Vault, market: &Market, now: i64) -> Result<i128> {
    let delta = vault.sensitivity(market, now)?.delta;
    let of_options = (delta.to_bits() * i128::from(vault.sale.sold / 1_000)) >> 64;
    Ok(i128::from(vault.book.assets.base) - of_options * 1_000)
}
