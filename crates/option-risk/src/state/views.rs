//! What the state says: fitness of its price, and the volatilities that marks, sales and margins run on.

use option_math::Vol;

use super::{divergence_bps, RiskParams, RiskState};
use crate::error::Result;
use crate::margin::MarketView;
use crate::numeric::distance_bps;
use crate::oracle::{Rejection, Use};
use crate::units::Scale;

impl RiskState {
    /// Whether the price on record serves `use_` at `now`: its age, and its distance from the oracle's average and from
    /// the stable price.
    pub fn fit_for(
        &self,
        params: &RiskParams,
        use_: Use,
        now: i64,
    ) -> core::result::Result<(), Rejection> {
        let oracle = params.oracle;
        if !oracle.is_young(use_, self.publish_ts, now) {
            return Err(Rejection::Stale);
        }
        if !use_.needs_agreement() {
            return Ok(());
        }
        if self.ema_divergence_bps() > oracle.max_ema_divergence_bps {
            return Err(Rejection::DivergesFromEma);
        }
        let stable = self.stable_at(params, now);
        if distance_bps(self.price, stable) > oracle.max_stable_divergence_bps {
            return Err(Rejection::DivergesFromStable);
        }
        Ok(())
    }

    /// Distance of the price on record from the oracle's own moving average, bps of that; 0 without one.
    pub fn ema_divergence_bps(&self) -> u32 {
        divergence_bps(self.price, self.ema_price)
    }

    /// The stable price at `now`, feed units, rounded down.
    pub fn stable_at(&self, params: &RiskParams, now: i64) -> u64 {
        let rate = params.oracle.stable_rate_bps_per_min;
        self.stable.at(self.price, rate, now).price
    }

    /// Volatility options are marked at, at the money.
    pub fn mark_vol(&self, params: &RiskParams, now: i64) -> Result<Vol> {
        let implied = self.implied.at(params.implied, now);
        self.vol.estimates(params.vol)?.mark_vol(implied)
    }

    /// Volatility options of a strike are marked at.
    pub fn mark_vol_at(&self, params: &RiskParams, strike: u64, now: i64) -> Result<Vol> {
        let mark = self.mark_vol(params, now)?;
        params.implied.skew.skewed(mark, self.price, strike)
    }

    /// Volatility a sale asks around, at the money: the mark, but no less than what the market has lately realised, jumps
    /// included.
    pub fn sale_vol(&self, params: &RiskParams, now: i64) -> Result<Vol> {
        let mark = self.mark_vol(params, now)?;
        Ok(mark.max(self.vol.quote_vol(params.vol)?))
    }

    /// The market as a margin decision sees it.
    pub fn view(&self, params: &RiskParams, scale: Scale, now: i64) -> Result<MarketView> {
        let estimates = self.vol.estimates(params.vol)?;
        let mark_vol = estimates.mark_vol(self.implied.at(params.implied, now))?;
        let margin = &self.margin_vol;
        let maintenance_vol = margin.maintenance_at(params.vol, &estimates, now)?;
        Ok(MarketView {
            spot: self.price,
            now,
            mark_vol,
            maintenance_vol,
            initial_vol: margin.initial_at(params.vol, &estimates, mark_vol, maintenance_vol)?,
            skew: params.implied.skew,
            scale,
        })
    }
}
