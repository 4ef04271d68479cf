//! Everybody who hedges, step by step.

use ballast::{errors::BallastError, state::Market};
use option_risk::{
    book,
    breaker::Action,
    calendar::years_to,
    hedge::{cross, Order, Side},
};

use super::{hedger::Hedger, ladder::ladder, linear::Linear};
use crate::error::{is_refusal, Result};
use crate::mechanism::{Mechanism, Part};
use crate::settings::Settings;

/// How far the hedges were from full ones, and what that cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tracking {
    /// Sum over steps of the base held too much or too little, millionths of the options.
    pub sum_ppm: i64,
    /// Steps.
    pub steps: i64,
    /// What the vaults lost on it, quote atoms; negative for a gain.
    pub cost: i64,
}

/// Everybody who hedges.
pub struct Hedgers {
    all: Vec<Hedger>,
    nets: bool,
    linear: Linear,
    tracking: Tracking,
    /// Base held too much at the last step, atoms, and its price.
    unhedged: (i128, u64),
}

/// Why a hedge is not opened: nothing is due, the budget is spent, or the stage forbids it.
const NO_HEDGE: [BallastError; 4] = [
    BallastError::HedgeNotDue,
    BallastError::FlowLimit,
    BallastError::BreakerGrace,
    BallastError::BreakerHalted,
];

impl Hedgers {
    /// The ladder, sized so that it hedges `hedge_ratio_milli` of depth per 1%.
    pub fn open(
        market: &Market,
        settings: &Settings,
        mechanism: &Mechanism,
        now: i64,
    ) -> Result<Self> {
        let model = &settings.model;
        let all = match model.linear_gain_milli {
            0 if model.hedge_ratio_milli > 0 => ladder(market, settings, now)?,
            _ => Vec::new(),
        };
        Ok(Self {
            all,
            nets: mechanism.has(Part::HedgeNetting),
            linear: Linear {
                gain_milli: model.linear_gain_milli.into(),
                depth: model.depth_quote_per_pct,
                price: market.risk.price,
            },
            tracking: Tracking::default(),
            unhedged: (0, market.risk.price),
        })
    }

    /// Nobody hedges any more.
    #[cfg(test)]
    pub fn stop(&mut self) {
        self.all.clear();
    }

    /// Hedging error so far.
    pub fn tracking(&self) -> Tracking {
        self.tracking
    }

    /// What they are short of, at the market's mark.
    pub fn positions(&self, market: &Market, now: i64) -> Result<Vec<book::Position>> {
        let position = |hedger: &Hedger| {
            let sale = &hedger.vault.sale;
            Ok(book::Position {
                strike: sale.strike,
                years: years_to(sale.expiry_ts, now),
                contracts: -i64::try_from(sale.sold).unwrap_or(i64::MAX),
                vol: market.mark_vol_at(sale.strike, now)?,
            })
        };
        self.all.iter().map(position).collect()
    }

    /// Takes their options out of the market's book.
    pub fn leave(&mut self, market: &mut Market, now: i64) -> Result<()> {
        for hedger in &mut self.all {
            hedger.series.leave_book(&mut market.book, now)?;
        }
        Ok(())
    }

    /// Refreshes the market's book, lets every vault hedge, and returns what they traded on the spot market.
    pub fn hedge(&mut self, market: &mut Market, now: i64) -> Result<i64> {
        if self.linear.gain_milli != 0 {
            return Ok(self.linear.hedge(market.risk.price));
        }
        if self.all.is_empty() {
            return Ok(0);
        }
        let view = market.book_view(now)?;
        for hedger in &mut self.all {
            hedger.series.refresh_book(&mut market.book, &view)?;
            hedger.steer(market)?;
        }
        if market.permit(Action::HedgeAgainstMove, now).is_err() {
            return Ok(0);
        }
        if self.nets {
            self.net(market, now)?;
        }
        let mut flow = 0i64;
        for hedger in &mut self.all {
            match hedger.vault.size_hedge(market, now) {
                Ok((order, _)) => flow = flow.saturating_add(hedger.trade(market, &order)?),
                Err(error) if is_refusal(&error, &NO_HEDGE) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(flow)
    }

    /// Sellers and buyers trade with each other at the oracle's price, first come first served.
    fn net(&mut self, market: &Market, now: i64) -> Result<()> {
        let wanted = self.all.iter().map(|h| h.vault.hedge_wanted(market, now));
        let mut wanted = wanted.collect::<std::result::Result<Vec<_>, _>>()?;
        for seller in 0..wanted.len() {
            for buyer in 0..wanted.len() {
                let Some(base) = cross(wanted[seller], wanted[buyer]) else {
                    continue;
                };
                for (index, side) in [(seller, Side::SellBase), (buyer, Side::BuyBase)] {
                    let order = Order {
                        side,
                        base_atoms: base,
                    };
                    self.all[index].trade(market, &order)?;
                    let left = wanted[index].map_or(0, |w| w.base_atoms.saturating_sub(base));
                    wanted[index] = (left > 0).then_some(Order {
                        side,
                        base_atoms: left,
                    });
                }
            }
        }
        Ok(())
    }

    /// Takes note of how far the hedges are from full ones, and of what the last step made of that. In every stage.
    pub fn look(&mut self, market: &Market, now: i64) -> Result<()> {
        let (mut held, mut apart, mut contracts) = (0i128, 0i128, 0i128);
        for hedger in &self.all {
            let error = hedger.error(market, now)?;
            held += error;
            apart += error.abs();
            contracts += i128::from(hedger.vault.sale.sold);
        }
        let (before, price) = self.unhedged;
        let moved = i128::from(market.risk.price) - i128::from(price);
        // Atoms of nine decimals times units of 10^-8 are 10^-11 of a quote atom each.
        let gained = before * moved / 100_000_000_000;
        self.tracking.cost -= i64::try_from(gained).unwrap_or(0);
        self.tracking.sum_ppm += i64::try_from(apart * 1_000_000 / contracts.max(1)).unwrap_or(0);
        self.tracking.steps += 1;
        self.unhedged = (held, market.risk.price);
        Ok(())
    }
}
