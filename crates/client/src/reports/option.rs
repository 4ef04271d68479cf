//! One option at the mark.

use ballast::{errors::BallastError, state::Market};
use option_math::I64F64;
use option_risk::{
    calendar::years_to,
    units::Kind,
    valuation::{self, Terms},
};
use serde::Serialize;

use crate::errors::refusal;

/// One contract of a series at the market's mark.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct OptionReport {
    /// What it is worth, collateral atoms, rounded down.
    pub mark: u64,
    /// The volatility of its strike.
    pub vol: f64,
    /// In base per contract.
    pub delta: f64,
    /// Change of the delta per 1% move of the price.
    pub gamma_per_pct: f64,
    /// Change of its value, in base, per volatility point.
    pub vega_per_point: f64,
    /// Change of its value, in base, per day; negative for decay.
    pub theta_per_day: f64,
}

/// Looks at a series at the market's last print; once expired, at what it pays there.
pub fn option(
    market: &Market,
    kind: Kind,
    strike: u64,
    expiry_ts: i64,
    now: i64,
) -> Result<OptionReport, BallastError> {
    let vol = market.mark_vol_at(strike, now).map_err(refusal)?;
    let terms = Terms {
        kind,
        spot: market.risk.price,
        strike,
        years: years_to(expiry_ts, now),
        vol,
    };
    let scale = market.scale();
    let coverage = scale.coverage_down(kind, scale.one_contract(), strike)?;
    let greeks = valuation::sensitivity(&terms)?;
    let number = |greek: I64F64| greek.to_num();
    Ok(OptionReport {
        mark: valuation::liability_down(&terms, coverage)?,
        vol: vol.0.to_num(),
        delta: number(greeks.delta),
        gamma_per_pct: number(greeks.gamma_per_pct),
        vega_per_point: number(greeks.vega_per_point),
        theta_per_day: number(greeks.theta_per_day),
    })
}
