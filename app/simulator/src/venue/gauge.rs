//! One figure for how much margin asks: the maintenance requirement of a put at the money, as a share of spot.

use ballast::state::Market;
use option_risk::{
    calendar::next_expiry,
    margin::{requirement, Leg, Level},
    units::Kind,
};

use super::BASE;
use crate::error::Result;
use crate::impact::ppm;

/// The highest and lowest of it, millionths of spot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gauge {
    /// Highest.
    pub peak: i64,
    /// Lowest; 0 before the first look.
    pub trough: i64,
}

impl Gauge {
    /// Takes a reading.
    pub fn look(&mut self, ppm: i64) {
        self.peak = self.peak.max(ppm);
        self.trough = match self.trough {
            0 => ppm,
            trough => trough.min(ppm),
        };
    }
}

/// The requirement now, millionths of spot.
pub fn requirement_ppm(market: &Market, tenor_days: u32, now: i64) -> Result<i64> {
    let view = market.view(now)?;
    let expiry_ts = next_expiry(now, tenor_days)?;
    let legs = [Leg::short(view.spot, expiry_ts, BASE)];
    let params = &market.params.margin;
    let asked = requirement(Kind::Put, &legs, &view, params, Level::Maintenance)?;
    let spot = view.scale.quote_for_base_down(BASE, view.spot)?;
    Ok(ppm(asked.required, spot))
}
