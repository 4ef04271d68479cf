//! When a vault hedges, how much and at what price: every decision is the risk library's.

use anchor_lang::prelude::*;
use option_risk::{
    breaker::Limit,
    hedge::{self, HedgeInputs, Order, Side},
};

use super::{Market, Vault};
use crate::errors::{risk, BallastError};

impl Market {
    /// Base atoms that vaults may hedge in one flow window under a limit, before the breaker's share.
    pub fn hedge_budget(&self, limit: Limit) -> Result<u64> {
        let params = &self.params;
        let fast_vol = self.risk.vol.fast(&params.vol).map_err(risk)?;
        hedge::budget_base(
            &params.book,
            fast_vol,
            limit,
            params.hedge_depth_share_bps,
            self.risk.price,
            &self.scale(),
        )
        .map_err(risk)
    }
}

impl Vault {
    /// Price of the open hedge order now, feed units; `None` before vaults have had time to cross it and once it is over.
    pub fn hedge_price(&self, market: &Market, now: i64) -> Result<Option<u64>> {
        let params = &self.params.hedge;
        let from_ts = params.crossing_ends_ts(self.hedge.opened_ts);
        match u64::try_from(now.saturating_sub(from_ts)) {
            Ok(elapsed) => {
                hedge::dutch_price(self.hedge.side()?, market.risk.price, elapsed, params)
                    .map_err(risk)
            }
            Err(_) => Ok(None),
        }
    }

    fn hedge_inputs(&self, market: &Market, now: i64) -> Result<HedgeInputs> {
        Ok(HedgeInputs {
            base_total: self.book.assets.base,
            quote_total: self.book.assets.quote,
            free_base: self.free_base(),
            free_quote: self.free_quote(),
            contracts: self.sale.sold,
            delta: self.sensitivity(market, now)?.delta,
            price: market.risk.price,
            budget: u64::MAX,
            scale: market.scale(),
        })
    }

    /// The trade that steers the vault back to its target delta, before any budget; `None` if none is due.
    pub fn hedge_wanted(&self, market: &Market, now: i64) -> Result<Option<Order>> {
        let inputs = self.hedge_inputs(market, now)?;
        hedge::order(&inputs, &self.params.hedge).map_err(risk)
    }

    /// Sizes a hedge by the direction gate of its side, clips it to the market's flow budget, and uses that up.
    pub fn size_hedge(&self, market: &mut Market, now: i64) -> Result<(Order, Limit)> {
        let wanted = self
            .hedge_wanted(market, now)?
            .ok_or(BallastError::HedgeNotDue)?;
        let action = hedge::action(wanted.side, market.risk.breaker.direction());
        let limit = market.permit(action, now)?;
        let (budget, window) = (market.hedge_budget(limit)?, market.params.hedge_window_secs);
        let available = market.hedge_flow.available(now, budget, window, limit);
        // Without a limit all of the budget is one order's.
        let available = available.map_err(risk)?.min(budget);
        let base_atoms = wanted.base_atoms.min(available);
        require!(
            base_atoms >= self.params.hedge.min_order_base.max(1),
            BallastError::FlowLimit
        );
        market
            .hedge_flow
            .spend(now, budget, window, limit, base_atoms)
            .map_err(risk)?;
        let order = Order {
            base_atoms,
            ..wanted
        };
        Ok((order, limit))
    }

    /// Base atoms that the open hedge order may be filled for now: what is left of it, as far as that still brings the
    /// delta nearer to its target.
    pub fn hedge_fillable(&self, market: &Market, side: Side, now: i64) -> Result<u64> {
        let inputs = self.hedge_inputs(market, now)?;
        let wanted = hedge::still_wanted(&inputs, &self.params.hedge, side).map_err(risk)?;
        Ok(wanted.min(self.hedge.base_atoms))
    }

    /// Refuses a fill of the hedge order by anyone unless it is open to all; `limit` is the breaker's on it.
    pub fn require_hedge_fillable(
        &self,
        market: &Market,
        side: Side,
        limit: Limit,
        now: i64,
    ) -> Result<()> {
        let (order, params) = (&self.hedge, &self.params.hedge);
        require!(params.enabled(), BallastError::HedgeDisabled);
        require!(
            order.is_open(params, &market.risk.breaker, now)
                && order.side == side as u8
                && (!order.is_free || limit == Limit::Free),
            BallastError::NoHedgeOrder
        );
        self.require_live(now)?;
        require!(
            now >= params.crossing_ends_ts(order.opened_ts),
            BallastError::CrossingFirst
        );
        Ok(())
    }
}
