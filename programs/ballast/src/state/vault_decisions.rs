//! The vault's decisions at the market's last price: every one is the risk library's.

use anchor_lang::prelude::*;
use option_math::Vol;
use option_risk::{
    breaker::Limit,
    buyback,
    calendar::years_to,
    hedge::{self, HedgeInputs, Order, Side},
    oracle::Use,
    sale::{self, Pick, SaleView},
    settlement,
    units::Kind,
    valuation::{self, Sensitivity, Terms},
};

use super::{Market, Vault};
use crate::errors::{risk, BallastError};

/// How soon after its time a sale must be ended for its last price to count, seconds.
const JUST_SECS: u64 = 600;

/// What a running sale asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// At the money: what a purchase teaches the implied mark.
    pub vol: Vol,
    /// The options at what that is at their strike.
    pub terms: Terms,
}

impl Market {
    /// The market as a sale that starts now sees it.
    pub fn sale_view(&self, now: i64) -> Result<SaleView> {
        Ok(SaleView {
            spot: self.risk.price,
            now,
            mark_vol: self.mark_vol(now)?,
            skew: self.params.implied.skew,
        })
    }

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
    /// Strike and expiry of the options that a sale started now would offer.
    pub fn pick(&self, market: &Market, now: i64) -> Result<Pick> {
        let params = &self.params;
        sale::pick(
            self.kind()?,
            &market.sale_view(now)?,
            &params.schedule,
            &params.sale,
        )
        .map_err(risk)
    }

    /// When the next sale may start: past if it may now.
    pub fn sale_opens_ts(&self, now: i64) -> Result<i64> {
        let scheduled = self.params.schedule.opens_ts(now).map_err(risk)?;
        Ok(scheduled.max(self.retry_ts))
    }

    /// Seconds the sale has run; its clock stands still while the market is closed.
    pub fn sale_elapsed(&self, market: &Market, now: i64) -> u64 {
        self.sale.elapsed_secs(market.closed_secs(now), now)
    }

    /// The round's options at the market's mark.
    pub fn terms(&self, market: &Market, now: i64) -> Result<Terms> {
        self.terms_at(market, market.mark_vol_at(self.sale.strike, now)?, now)
    }

    /// The round's options at a volatility of their strike.
    fn terms_at(&self, market: &Market, vol: Vol, now: i64) -> Result<Terms> {
        Ok(Terms {
            kind: self.kind()?,
            spot: market.risk.price,
            strike: self.sale.strike,
            years: years_to(self.sale.expiry_ts, now),
            vol,
        })
    }

    /// What the running sale asks now; `None` once its time is over.
    pub fn ask(&self, market: &Market, now: i64) -> Result<Option<Ask>> {
        self.ask_after(market, self.sale_elapsed(market, now), now)
    }

    /// What the running sale would ask now, had it run for `elapsed` seconds.
    pub fn ask_after(&self, market: &Market, elapsed: u64, now: i64) -> Result<Option<Ask>> {
        let asked = sale::sale_vol(market.sale_vol(now)?, elapsed, &self.params.sale);
        let Some(vol) = asked.map_err(risk)? else {
            return Ok(None);
        };
        let terms = self.terms_at(market, market.skewed(vol, self.sale.strike)?, now)?;
        Ok(Some(Ask { vol, terms }))
    }

    /// The least volatility, at the money, that the sale came down to, if its time has just ended and anybody could have
    /// bought: what it is asked for later, or without a price to buy at, says nothing about buyers.
    pub fn last_asked(&self, market: &Market, now: i64) -> Result<Option<Vol>> {
        let params = &self.params.sale;
        let elapsed = self.sale_elapsed(market, now);
        let duration = u64::from(params.duration_secs);
        let just_ended = elapsed > duration && elapsed <= duration + JUST_SECS;
        match just_ended && market.require_fit(Use::Trade, now).is_ok() {
            true => sale::sale_vol(market.sale_vol(now)?, duration, params).map_err(risk),
            false => Ok(None),
        }
    }

    /// Collateral atoms that `contracts` cost at an ask, rounded up.
    pub fn premium_up(&self, market: &Market, ask: &Ask, contracts: u64) -> Result<u64> {
        sale::premium_up(&ask.terms, contracts, &market.scale(), &self.params.sale).map_err(risk)
    }

    /// Whether the sale may be ended: its time is over, everything is sold, or the options have expired.
    pub fn is_sale_over(&self, market: &Market, now: i64) -> bool {
        let sale = &self.sale;
        self.sale_elapsed(market, now) > u64::from(self.params.sale.duration_secs)
            || sale.sold == sale.contracts
            || now >= sale.expiry_ts
    }

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

    /// Delta and gamma of one of the round's options.
    pub fn sensitivity(&self, market: &Market, now: i64) -> Result<Sensitivity> {
        valuation::sensitivity(&self.terms(market, now)?).map_err(risk)
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

    /// Refuses a trade on the round's options unless they are sold and run.
    pub fn require_live(&self, now: i64) -> Result<()> {
        require!(self.stage == super::Stage::Live, BallastError::WrongStage);
        require!(now < self.sale.expiry_ts, BallastError::SeriesExpired);
        Ok(())
    }
}
