//! When a vault buys its options back, how many and at what: every decision is the risk library's.

use anchor_lang::prelude::*;
use option_risk::{buyback, settlement, units::Kind, valuation::Terms};

use super::{Market, Vault};
use crate::errors::{risk, BallastError};

impl Vault {
    /// The round's options at what the open buy-back bids now; `None` once its time is over.
    pub fn bid(&self, market: &Market, now: i64) -> Result<Option<Terms>> {
        let elapsed = u64::try_from(now.saturating_sub(self.buyback.opened_ts))
            .map_err(|_| BallastError::NoBuybackOrder)?;
        let terms = self.terms(market, now)?;
        let vol = buyback::bid_vol(terms.vol, elapsed, &self.params.buyback).map_err(risk)?;
        Ok(vol.map(|vol| Terms { vol, ..terms }))
    }

    /// Collateral atoms that this round's buy-backs may still cost.
    pub fn buyback_budget(&self) -> Result<u64> {
        let limit = buyback::cost_limit(self.collateral(), &self.params.buyback).map_err(risk)?;
        let left = limit.saturating_sub(self.sale.buyback_cost);
        Ok(left.min(self.free_collateral()))
    }

    /// Contracts to buy back for the vault's gamma to be within its limit; `None` if it is, and in the half hour whose mean
    /// settles: what has been averaged already moves no more, and the options' mark knows nothing of that.
    pub fn buyback_wanted(&self, market: &Market, now: i64) -> Result<Option<u64>> {
        if settlement::is_averaging(self.sale.expiry_ts, now) {
            return Ok(None);
        }
        let gamma = self.sensitivity(market, now)?.gamma_per_pct;
        let (price, scale) = (market.risk.price, market.scale());
        let assets = self.book.assets.assets();
        let assets_base = assets.worth_down(Kind::Call, price, &scale).map_err(risk)?;
        buyback::order(self.sale.sold, gamma, assets_base, &self.params.buyback).map_err(risk)
    }

    /// Refuses a fill of the buy-back unless one is open.
    pub fn require_buyback_fillable(&self, market: &Market, now: i64) -> Result<()> {
        let params = &self.params.buyback;
        require!(params.enabled(), BallastError::BuybackDisabled);
        self.require_live(now)?;
        require!(
            self.buyback.is_open(params, &market.risk.breaker, now),
            BallastError::NoBuybackOrder
        );
        Ok(())
    }

    /// Contracts that the open buy-back may be filled for now: what is left of it, as far as gamma still asks for it.
    pub fn buyback_fillable(&self, market: &Market, now: i64) -> Result<u64> {
        let wanted = self.buyback_wanted(market, now)?.unwrap_or(0);
        Ok(wanted.min(self.buyback.contracts))
    }
}
