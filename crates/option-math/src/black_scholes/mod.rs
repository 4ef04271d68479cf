//! Black-Scholes (1973) with a continuously compounded rate: prices, Greeks, and the strike of a given delta.
//!
//! `d1 = (ln(S/K) + rT) / v + v/2`, `d2 = d1 - v`, `v = sigma sqrt(T)`;
//! `C = S N(d1) - K e^(-rT) N(d2)`, and P from `C - P = S - K e^(-rT)`, exactly.
//! With `v = 0` (at expiry, or without volatility) a price is the discounted intrinsic value and a delta 0, 1/2 or 1.
//!
//! # Domain
//! `S, K > 0`; `0 <= T < 64`; `sigma >= 0`; `v < 16`; `|rT| < 8`. Anything else is a named error.
//! Rounding favours nobody: errors lie on either side of the true value. Callers who must favour a side add the bound.

mod greeks;
mod prices;
mod strike;
mod terms;

use fixed::types::I64F64;

use crate::{MathError, Price, Rate, Vol, Years};
use terms::Terms;

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
    /// Value of the call, within `[max(S - K e^(-rT), 0), S]`.
    pub call: Price,
    /// Value of the put, within `[max(K e^(-rT) - S, 0), K e^(-rT)]`.
    pub put: Price,
}

/// Sensitivities of the call and the put.
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

/// Call and put; error below `1e-17 * max(S, K e^(-rT)) + 2^-63`. `C - P = S - K e^(-rT)` holds to the last unit.
///
/// # Errors
/// The input outside the domain by its name; [`MathError::DiscountedStrikeOverflow`] for a strike that a negative rate
/// lifts past `I64F64`.
pub fn price(inputs: &OptionInputs) -> Result<CallPut, MathError> {
    Terms::new(inputs).map(|terms| prices::call_and_put(&terms))
}

/// [`price`] and all eight Greeks, from one set of terms.
///
/// Error beyond one unit of 2^-64: 1e-17 of 1 for a delta, of `1/(S v)` for gamma, of `S sqrt(T)` for vega, of
/// `S sigma / sqrt(T) + |r| K e^(-rT)` for theta, of `T (max(S, K e^(-rT)) + 0.01)` for rho.
///
/// # Errors
/// Those of [`price`]; [`MathError::GreekOverflow`] for a Greek that does not fit `I64F64`.
pub fn price_and_greeks(inputs: &OptionInputs) -> Result<(CallPut, Greeks), MathError> {
    let terms = Terms::new(inputs)?;
    Ok((prices::call_and_put(&terms), greeks::greeks(&terms)?))
}
