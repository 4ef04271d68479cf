//! An option's value as a fraction of the most its short can ever pay.
//!
//! Rates are zero: collateral earns nothing while it is locked. A call's value is stated as `C(S,K) / S`, a put's as
//! `P(S,K) / K`; both lie in 0..=1 and depend on the ratio of spot and strike alone.

use option_math::{price, price_and_greeks, OptionInputs, Price, Rate, Vol, Years, I64F64};

use crate::error::{Result, RiskError};
use crate::numeric::{ratio_down, scale_down, scale_up, DAY_SECS, PER_CENT, YEAR_SECS};
use crate::units::Kind;

/// Days of the year that annualises.
const DAYS_A_YEAR: i128 = (YEAR_SECS / DAY_SECS) as i128;

/// What fixes an option's value, prices in feed units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Call or put.
    pub kind: Kind,
    /// Spot.
    pub spot: u64,
    /// Strike.
    pub strike: u64,
    /// Time to expiry.
    pub years: Years,
    /// Annualised volatility.
    pub vol: Vol,
}

/// Value of an option as a fraction of coverage, in 0..=1: `C/S` for a call, `P/K` for a put.
///
/// Black-Scholes at rate zero (`option_math::price`). [`RiskError::ZeroPrice`] for a spot or strike of zero.
pub fn unit_value(kind: Kind, spot: u64, strike: u64, years: Years, vol: Vol) -> Result<I64F64> {
    unit_value_at(kind, inverse_moneyness(kind, spot, strike)?, years, vol)
}

/// Value of `terms` for a short whose coverage is `coverage` atoms, rounded up (against the short).
pub fn liability_up(terms: &Terms, coverage: u64) -> Result<u64> {
    let unit = unit_value(terms.kind, terms.spot, terms.strike, terms.years, terms.vol)?;
    scale_up(coverage, unit)
}

/// [`liability_up`] rounded down: what a buyer of the option may pay for it.
pub fn liability_down(terms: &Terms, coverage: u64) -> Result<u64> {
    let unit = unit_value(terms.kind, terms.spot, terms.strike, terms.years, terms.vol)?;
    scale_down(coverage, unit)
}

/// What moves an option held, each in base per contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// Black-Scholes delta: 0..=1 of a call, -1..=0 of a put.
    pub delta: I64F64,
    /// Change of the delta per 1% move of the price, 0..=1: no move turns a delta by more than one.
    pub gamma_per_pct: I64F64,
    /// Change of the value per volatility point (0.01 a year).
    pub vega_per_point: I64F64,
    /// Change of the value per day of calendar time, negative for decay.
    pub theta_per_day: I64F64,
}

/// Greeks of `terms` at rate zero; in base per contract they depend on `K / S` alone.
pub fn sensitivity(terms: &Terms) -> Result<Sensitivity> {
    let (_, greeks) = price_and_greeks(&OptionInputs {
        spot: Price(I64F64::ONE),
        strike: Price(inverse_moneyness(Kind::Call, terms.spot, terms.strike)?),
        years: terms.years,
        vol: terms.vol,
        rate: Rate::ZERO,
    })?;
    let call_delta = greeks.call_delta.clamp(I64F64::ZERO, I64F64::ONE);
    Ok(Sensitivity {
        delta: match terms.kind {
            Kind::Call => call_delta,
            Kind::Put => call_delta - I64F64::ONE,
        },
        gamma_per_pct: (greeks.gamma / i128::from(PER_CENT)).clamp(I64F64::ZERO, I64F64::ONE),
        vega_per_point: greeks.vega / i128::from(PER_CENT),
        // At rate zero both kinds decay alike.
        theta_per_day: greeks.call_theta / DAYS_A_YEAR,
    })
}

/// The ratio a unit value falls with: `K/S` for a call, `S/K` for a put. Rounded down, so a value is never understated.
pub(crate) fn inverse_moneyness(kind: Kind, spot: u64, strike: u64) -> Result<I64F64> {
    if spot == 0 || strike == 0 {
        return Err(RiskError::ZeroPrice);
    }
    match kind {
        Kind::Call => ratio_down(strike, spot),
        Kind::Put => ratio_down(spot, strike),
    }
}

/// [`unit_value`] from the ratio of [`inverse_moneyness`].
pub(crate) fn unit_value_at(kind: Kind, ratio: I64F64, years: Years, vol: Vol) -> Result<I64F64> {
    let (spot, strike) = match kind {
        Kind::Call => (I64F64::ONE, ratio),
        Kind::Put => (ratio, I64F64::ONE),
    };
    let both = price(&OptionInputs {
        spot: Price(spot),
        strike: Price(strike),
        years,
        vol,
        rate: Rate::ZERO,
    })?;
    let value = match kind {
        Kind::Call => both.call.0,
        Kind::Put => both.put.0,
    };
    Ok(value.clamp(I64F64::ZERO, I64F64::ONE))
}
