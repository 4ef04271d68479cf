//! Black (1976): options on a forward or a future, which costs nothing to hold.
//!
//! `C = e^(-rT) (F N(d1) - K N(d2))`, `d1 = ln(F/K) / v + v/2`, `d2 = d1 - v`, `v = sigma sqrt(T)`: [`merton`](super::merton) with
//! the rate for a yield, and so a carry of nothing (Haug 1998). `ln(F/K)` meets no rate: at the money d1 is exactly v/2 and
//! the call worth the put, to the last unit.
//!
//! `C - P = F e^(-rT) - K e^(-rT)` exactly, both present values to the nearest unit: within
//! `3e-18 (F + K) e^(-rT) + 2^-64` of `e^(-rT) (F - K)`.
//!
//! # Greeks
//! Per unit of the forward, which is held still when the rate or the time moves. What differs from [`Greeks`]:
//! - delta: `e^(-rT) N(d1)` and `-e^(-rT) N(-d1)`; gamma `e^(-rT) n(d1) / (F v)`;
//! - vega: `F e^(-rT) n(d1) sqrt(T)`; vanna and volga as there, with the factor `e^(-rT)`;
//! - theta: `-F e^(-rT) n(d1) sigma / (2 sqrt(T)) + r C`, and for the put with `r P`;
//! - rho: `-T C` and `-T P`, of the prices as rounded, to the nearest: the rate only discounts;
//! - charm: `e^(-rT) (n(d1) d2 / (2 T) + r N(d1))`, and for the put with `- r N(-d1)`.
//!
//! # Domain
//! `F, K > 0`; `0 <= T < 64`; `sigma >= 0`; `v < 16`; `|rT| < 8`. Anything else is a named error. Nothing saturates but `N`.
//! Rounding favours nobody.

use super::carried::{Carried, CarriedValuation};
use super::{CallPut, Greeks, OptionInputs};
use crate::{MathError, Price, Rate, Vol, Years};

/// What the value of a European option on a forward depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForwardInputs {
    /// Forward or futures price of the base asset for the day of expiry, above zero.
    pub forward: Price,
    /// Strike price, above zero.
    pub strike: Price,
    /// Time to expiry, in 0..64 years.
    pub years: Years,
    /// Volatility a year, at least zero.
    pub vol: Vol,
    /// Continuously compounded rate a year; may be negative.
    pub rate: Rate,
}

/// Call and put; error below `1e-17 e^(-rT) max(F, K) + 2^-63`.
///
/// # Errors
/// The input outside the domain by its name; [`MathError::DiscountedForwardOverflow`] and
/// [`MathError::DiscountedStrikeOverflow`] for what a negative rate lifts past `I64F64`.
pub fn price(inputs: &ForwardInputs) -> Result<CallPut, MathError> {
    Ok(inputs.carried()?.price())
}

/// [`price`], the first-order Greeks of both sides and gamma, in one pass.
///
/// Error beyond one unit of 2^-64: 1e-17 of `e^(-rT)` for a delta, of `e^(-rT) / (F v)` for gamma, of
/// `F e^(-rT) sqrt(T)` for vega, of `e^(-rT) (F sigma / sqrt(T) + |r| (F + K))` for theta, of
/// `T (e^(-rT) max(F, K) + 0.01)` for rho.
///
/// # Errors
/// Those of [`price`]; [`MathError::GreekOverflow`] for a Greek, or a term of it, that does not fit `I64F64`.
pub fn price_and_greeks(inputs: &ForwardInputs) -> Result<(CallPut, Greeks), MathError> {
    let carried = inputs.carried()?;
    let (prices, point) = carried.price_and_point();
    let greeks = of_forward(&carried, &prices, carried.greeks(&point)?)?;
    Ok((prices, greeks))
}

/// [`price_and_greeks`] with vanna, volga and charm, in one pass.
///
/// Error beyond one unit of 2^-64: 5e-17 of `e^(-rT) / sigma` for vanna, of `F e^(-rT) sqrt(T) / sigma` for volga, of
/// `e^(-rT) (1/T + |r|)` for charm.
///
/// # Errors
/// Those of [`price_and_greeks`].
pub fn price_and_all_greeks(inputs: &ForwardInputs) -> Result<CarriedValuation, MathError> {
    let carried = inputs.carried()?;
    let (prices, point) = carried.price_and_point();
    Ok(CarriedValuation {
        prices,
        greeks: of_forward(&carried, &prices, carried.greeks(&point)?)?,
        second_order: carried.second_order(&point)?,
    })
}

impl ForwardInputs {
    #[inline(always)]
    fn carried(&self) -> Result<Carried, MathError> {
        let inputs = OptionInputs {
            spot: self.forward,
            strike: self.strike,
            years: self.years,
            vol: self.vol,
            rate: self.rate,
        };
        Carried::new(&inputs, self.rate).map_err(|error| match error {
            MathError::NonPositiveSpot => MathError::NonPositiveForward,
            MathError::DiscountedSpotOverflow => MathError::DiscountedForwardOverflow,
            error => error,
        })
    }
}

/// With the rho of a forward held still.
#[inline(always)]
fn of_forward(carried: &Carried, prices: &CallPut, greeks: Greeks) -> Result<Greeks, MathError> {
    // The negation of a number that is not negative exists.
    Ok(Greeks {
        call_rho: carried.over_time(prices.call.0)?.wrapping_neg(),
        put_rho: carried.over_time(prices.put.0)?.wrapping_neg(),
        ..greeks
    })
}
