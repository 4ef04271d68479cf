//! Black-Scholes (1973) with a continuously compounded rate: prices, Greeks, and the strike of a given delta.
//!
//! `d1 = (ln(S/K) + rT) / v + v/2`, `d2 = d1 - v`, `v = sigma sqrt(T)`;
//! `C = S N(d1) - K e^(-rT) N(d2)`, and P from `C - P = S - K e^(-rT)`, exactly.
//!
//! Prices move the right way in S, K, T and sigma, to the last unit, where an input moves by 2^-32 of itself or more
//! (`tests/monotone.rs`); nearer inputs may part by the error of a price.
//! A dividend yield is [`merton`], a forward or a future [`black_76`].
//! With `v = 0` (at expiry, or without volatility) a price is the discounted intrinsic value and a delta 0, 1/2 or 1.
//!
//! # Domain
//! `S, K > 0`; `0 <= T < 64`; `sigma >= 0`; `v < 16`; `|rT| < 8`. Anything else is a named error.
//! Rounding favours nobody: errors lie on either side of the true value. Callers who must favour a side add the bound.

pub mod black_76;
mod carried;
mod deviates;
mod greeks;
pub mod merton;
mod prices;
mod second_order;
mod series;
mod spot_factor;
mod strike;

use fixed::types::I64F64;

use crate::{MathError, Price, Rate, Vol, Years};
pub(crate) use deviates::Deviates;
use greeks::Curve;

pub use carried::{CarriedSecondOrder, CarriedValuation};
pub use series::{AtSpot, AtVol, Series};
pub use spot_factor::SpotFactor;
pub use strike::strike_from_delta;

/// What a European option's value depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionInputs {
    /// Spot price of the base asset, above zero.
    pub spot: Price,
    /// Strike price, above zero.
    pub strike: Price,
    /// Time to expiry, in 0..64 years.
    pub years: Years,
    /// Volatility a year, at least zero.
    pub vol: Vol,
    /// Continuously compounded rate a year; may be negative.
    pub rate: Rate,
}

/// Values of the call and the put on the same inputs, per unit of base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallPut {
    /// Value of the call, within `[max(S - K e^(-rT), 0), S]`; S discounted by a yield, if it has one.
    pub call: Price,
    /// Value of the put, within `[max(K e^(-rT) - S, 0), K e^(-rT)]`, likewise.
    pub put: Price,
}

/// Sensitivities of the call and the put, stated for a spot without a yield: [`merton`] and [`black_76`] state their own.
///
/// At `v = 0` gamma, vega and the decay are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Greeks {
    /// Change of the call per unit of spot: `N(d1)`.
    pub call_delta: I64F64,
    /// Change of the put per unit of spot: `call_delta - 1`, exactly.
    pub put_delta: I64F64,
    /// Change of either delta per unit of spot: `n(d1) / (S v)`.
    pub gamma: I64F64,
    /// Change of either price per 1.00 of volatility: `S n(d1) sqrt(T)`.
    pub vega: I64F64,
    /// Change of the call per year of calendar time, negative for decay:
    /// `-S n(d1) sigma / (2 sqrt(T)) - r K e^(-rT) N(d2)`.
    pub call_theta: I64F64,
    /// Change of the put per year of calendar time: `-S n(d1) sigma / (2 sqrt(T)) + r K e^(-rT) N(-d2)`.
    pub put_theta: I64F64,
    /// Change of the call per 1.00 of rate: `K T e^(-rT) N(d2)`.
    pub call_rho: I64F64,
    /// Change of the put per 1.00 of rate: `-K T e^(-rT) N(-d2)`.
    pub put_rho: I64F64,
}

/// How the first-order Greeks themselves move; each is the same for call and put. All zero at `v = 0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondOrder {
    /// Change of delta per 1.00 of volatility, which is that of vega per unit of spot: `-n(d1) d2 / sigma`.
    pub vanna: I64F64,
    /// Change of vega per 1.00 of volatility: `S n(d1) sqrt(T) d1 d2 / sigma`.
    pub volga: I64F64,
    /// Change of delta per year of calendar time: `n(d1) (d2 / (2 T) - r / v)`.
    pub charm: I64F64,
}

impl SecondOrder {
    const ZERO: Self = Self {
        vanna: I64F64::ZERO,
        volga: I64F64::ZERO,
        charm: I64F64::ZERO,
    };
}

/// Everything about an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Valuation {
    /// Call and put.
    pub prices: CallPut,
    /// First-order Greeks and gamma.
    pub greeks: Greeks,
    /// Second-order Greeks.
    pub second_order: SecondOrder,
}

/// Call and put; error below `1e-17 * max(S, K e^(-rT)) + 2^-63`. `C - P = S - K e^(-rT)` holds to the last unit.
///
/// # Errors
/// The input outside the domain by its name; [`MathError::DiscountedStrikeOverflow`] for a strike that a negative rate
/// lifts past `I64F64`.
pub fn price(inputs: &OptionInputs) -> Result<CallPut, MathError> {
    let (series, spot, vol) = inputs.parts()?;
    Ok(series.price(&spot, &vol))
}

/// [`price`], the first-order Greeks of both sides and gamma, in one pass.
///
/// Error beyond one unit of 2^-64: 1e-17 of 1 for a delta, of `1/(S v)` for gamma, of `S sqrt(T)` for vega, of
/// `S sigma / sqrt(T) + |r| K e^(-rT)` for theta, of `T (max(S, K e^(-rT)) + 0.01)` for rho. Where a rate meets a tiny
/// volatility d1 is a difference over v: from `|r|T / v = 1` on each is `1 + |r|T / v` times as wide.
///
/// # Errors
/// Those of [`price`]; [`MathError::GreekOverflow`] for a Greek that does not fit `I64F64`.
pub fn price_and_greeks(inputs: &OptionInputs) -> Result<(CallPut, Greeks), MathError> {
    let (series, spot, vol) = inputs.parts()?;
    let deviates = Deviates::new(spot.moneyness, &vol);
    let curve = Curve::new(&series, &spot, &vol, &deviates);
    Ok((
        prices::call_and_put(&series, &spot, &deviates),
        greeks::greeks(&series, &spot, &vol, &deviates, &curve)?,
    ))
}

/// [`price_and_greeks`] with vanna, volga and charm, in one pass.
///
/// Error beyond one unit of 2^-64: 5e-17 of `1 / sigma` for vanna, of `S sqrt(T) / sigma` for volga, of `1/T + |r|/v` for
/// charm; widened as there.
///
/// # Errors
/// Those of [`price_and_greeks`].
pub fn price_and_all_greeks(inputs: &OptionInputs) -> Result<Valuation, MathError> {
    let (series, spot, vol) = inputs.parts()?;
    let deviates = Deviates::new(spot.moneyness, &vol);
    let curve = Curve::new(&series, &spot, &vol, &deviates);
    Ok(Valuation {
        prices: prices::call_and_put(&series, &spot, &deviates),
        greeks: greeks::greeks(&series, &spot, &vol, &deviates, &curve)?,
        second_order: second_order::second_order(&series, &vol, &deviates, &curve)?,
    })
}

impl OptionInputs {
    #[inline(always)]
    fn parts(&self) -> Result<(Series, AtSpot, AtVol), MathError> {
        let series = Series::new(self.strike, self.years, self.rate)?;
        let spot = series.at_spot(self.spot)?;
        let vol = series.at_vol(self.vol)?;
        Ok((series, spot, vol))
    }
}
