//! The market's sensing and its breaker: every decision is the risk library's.

use anchor_lang::prelude::*;
use option_math::Vol;
use option_risk::{
    breaker::{Action, Limit, Permission, Stage, Transitions},
    margin::{Level, MarketView},
    oracle::{Print, Quote, Rejection, Use},
    state::{Observation, RiskParams},
};

use super::{super::MarketParams, Market};
use crate::errors::{risk, BallastError};

impl MarketParams {
    /// The parameters of the sensing.
    pub fn risk(&self) -> RiskParams<'_> {
        RiskParams {
            oracle: &self.oracle,
            vol: &self.vol,
            breaker: &self.breaker,
            implied: &self.implied,
        }
    }
}

impl Market {
    /// Whether a print may be taken into the market's state.
    pub fn judge(&self, quote: &Quote, now: i64) -> core::result::Result<Print, Rejection> {
        self.risk.judge(&self.params.risk(), quote, now)
    }

    /// Feeds one valid print to every estimator, accumulator and the breaker.
    ///
    /// A print no newer than the one on record changes nothing but the clock's
    /// effect on the breaker: the market goes on at the newer price.
    pub fn observe(&mut self, print: &Print, now: i64) -> Result<Observation> {
        let gain_milli = self.loop_gain_milli(now)?;
        let observation = self
            .risk
            .observe(&self.params.risk(), print, gain_milli, now)
            .map_err(risk)?;
        // Nobody may settle by a print of their choice among those of the last minutes.
        if observation.recorded && observation.signals.fresh {
            for slot in self.expiries.iter_mut().filter(|s| s.series > 0) {
                slot.feed(print.publish_ts, print.price, print.prev_publish_ts)
                    .map_err(risk)?;
            }
        }
        Ok(observation)
    }

    /// Changes the parameters.
    pub fn set_params(&mut self, params: MarketParams, slot: u64) {
        self.params = params;
        self.params_slot = slot;
    }

    /// Counts a refused print.
    pub fn reject(&mut self, why: Rejection, now: i64) -> Transitions {
        self.risk.reject(&self.params.risk(), why, now)
    }

    /// Whether a trip on record is of this slot and still on.
    pub fn tripped_in(&self, slot: u64) -> bool {
        self.risk.breaker.stage() == Stage::Halted && self.trip_slot == slot
    }

    /// The breaker's word on an action: the limit on its flow, or the refusal.
    pub fn permit(&self, action: Action, now: i64) -> Result<Limit> {
        let breaker = &self.risk.breaker;
        match breaker.permission(&self.params.breaker, action, now) {
            Permission::Allowed { limit } => Ok(limit),
            Permission::Grace { .. } => err!(BallastError::BreakerGrace),
            Permission::Halted { .. } => err!(BallastError::BreakerHalted),
        }
    }

    /// The last print, the oracle's own average with it (zero for none), and the stable price.
    pub fn known_prices(&self, now: i64) -> [u64; 3] {
        let stable = self.risk.stable_at(&self.params.risk(), now);
        [self.risk.price, self.risk.ema_price, stable]
    }

    /// Refuses unless the price on record is fit for this use.
    pub fn require_fit(&self, needs: Use, now: i64) -> Result<()> {
        let fitness = self.risk.fit_for(&self.params.risk(), needs, now);
        Ok(fitness.map_err(BallastError::from)?)
    }

    /// Seconds the market has ever been closed to sales: halts and the graces after them.
    pub fn closed_secs(&self, now: i64) -> u64 {
        self.risk.breaker.closed_secs(&self.params.breaker, now)
    }

    /// Volatility options are marked at, at the money.
    pub fn mark_vol(&self, now: i64) -> Result<Vol> {
        self.risk.mark_vol(&self.params.risk(), now).map_err(risk)
    }

    /// Volatility options of a strike are marked at.
    pub fn mark_vol_at(&self, strike: u64, now: i64) -> Result<Vol> {
        let params = self.params.risk();
        (self.risk.mark_vol_at(&params, strike, now)).map_err(risk)
    }

    /// Volatility a sale asks around, at the money: the mark, but no less than what the market has lately realised.
    pub fn sale_vol(&self, now: i64) -> Result<Vol> {
        self.risk.sale_vol(&self.params.risk(), now).map_err(risk)
    }

    /// A volatility at the money as it is at a strike.
    pub fn skewed(&self, vol: Vol, strike: u64) -> Result<Vol> {
        let skew = &self.params.implied.skew;
        skew.skewed(vol, self.risk.price, strike).map_err(risk)
    }

    /// Takes the volatility, at the money, at which a sale cleared into the implied mark.
    pub fn sale_cleared(&mut self, vol: Vol, contracts: u64, now: i64) -> Result<()> {
        let implied = &mut self.risk.implied;
        (implied.clear(&self.params.implied, vol, contracts, now)).map_err(risk)
    }

    /// Takes the volatility, at the money, down to which a sale found no buyers into the implied mark.
    pub fn sale_passed(&mut self, vol: Vol, contracts: u64, now: i64) -> Result<()> {
        let implied = &mut self.risk.implied;
        (implied.pass(&self.params.implied, vol, contracts, now)).map_err(risk)
    }

    /// The market as the margin engine sees it.
    pub fn view(&self, now: i64) -> Result<MarketView> {
        self.risk
            .view(&self.params.risk(), self.scale(), now)
            .map_err(risk)
    }

    /// The level new risk is held to now: stressed unless the breaker is normal.
    pub fn initial_level(&self, now: i64) -> Level {
        match self.risk.breaker.stage_at(&self.params.breaker, now) {
            Stage::Normal => Level::Initial,
            _ => Level::StressedInitial,
        }
    }
}
