//! The sale of a vault's options, and those that are sold, at the market's last price: every decision is the risk library's.

use anchor_lang::prelude::*;
use option_math::Vol;
use option_risk::{
    calendar::years_to,
    oracle::Use,
    sale::{self, Pick, SaleView},
    valuation::{self, Sensitivity, Terms},
};

use super::{Market, Stage, Vault};
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

    /// Delta and gamma of one of the round's options.
    pub fn sensitivity(&self, market: &Market, now: i64) -> Result<Sensitivity> {
        valuation::sensitivity(&self.terms(market, now)?).map_err(risk)
    }

    /// Refuses a trade on the round's options unless they are sold and run.
    pub fn require_live(&self, now: i64) -> Result<()> {
        require!(self.stage == Stage::Live, BallastError::WrongStage);
        require!(now < self.sale.expiry_ts, BallastError::SeriesExpired);
        Ok(())
    }
}
