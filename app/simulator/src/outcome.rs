//! What a run came to, in integers.

use option_math::{kernel, I64F64};
use option_risk::RiskError;

use crate::error::Result;
use crate::venue::{Balance, Gauge, Venue};

/// Seconds in a year.
const YEAR_SECS: i128 = 31_536_000;

/// Sees every minute since the news.
pub trait Watch {
    /// Price and fundamental in feed units; margin as millionths of spot.
    fn look(&mut self, minute: u32, price: u64, fundamental: u64, margin_ppm: i64);
}

/// Sees nothing.
impl Watch for () {
    fn look(&mut self, _: u32, _: u64, _: u64, _: i64) {}
}

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Lowest price since the news, feed units.
    pub lowest_price: u64,
    /// Lowest fundamental.
    pub lowest_fundamental: u64,
    /// How far the one lies below the other, millionths.
    pub overshoot_ppm: i64,
    /// The accounts.
    pub balance: Balance,
    /// Seconds of halts.
    pub halted_secs: i64,
    /// What margin asked for.
    pub gauge: Gauge,
    /// Mean hedging error, millionths of the options.
    pub tracking_ppm: i64,
    /// Annualised volatility of the price, millionths.
    pub realised_ppm: i64,
    /// What hedging late cost the vaults, quote atoms; negative for a gain.
    pub hedge_cost: i64,
    last_price: u64,
    squares: I64F64,
    first_ts: i64,
    last_ts: i64,
}

impl Outcome {
    /// Takes a print.
    pub fn look(&mut self, now: i64, price: u64, fundamental: u64, margin_ppm: i64) {
        if self.last_price == 0 {
            self.first_ts = now;
            (self.lowest_price, self.lowest_fundamental) = (price, fundamental);
        } else {
            let ratio = I64F64::from_num(price) / I64F64::from_num(self.last_price.max(1));
            let moved = kernel::ln(ratio).unwrap_or(I64F64::ZERO);
            self.squares = self.squares.saturating_add(moved.saturating_mul(moved));
        }
        self.lowest_price = self.lowest_price.min(price);
        self.lowest_fundamental = self.lowest_fundamental.min(fundamental);
        self.gauge.look(margin_ppm);
        self.last_price = price;
        self.last_ts = now;
    }

    /// Takes what the accounts came to.
    pub fn close(&mut self, venue: &Venue, now: i64) -> Result<()> {
        self.balance = venue.balance(self.lowest_fundamental, now)?;
        self.halted_secs = venue.halted_secs();
        let tracking = venue.tracking();
        self.tracking_ppm = tracking.sum_ppm / tracking.steps.max(1);
        self.hedge_cost = tracking.cost;
        self.realised_ppm = self.realised()?;
        Ok(())
    }

    /// Annualised volatility of the prints so far, millionths.
    fn realised(&self) -> Result<i64> {
        let secs = i128::from((self.last_ts - self.first_ts).max(1));
        let annual = kernel::sqrt(self.squares * YEAR_SECS / secs).map_err(RiskError::from)?;
        Ok(annual.saturating_mul_int(1_000_000).to_num())
    }
}
