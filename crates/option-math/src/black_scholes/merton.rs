//! Merton (1973): options on an asset with a continuous yield q, a share's dividends or a currency's own rate.
//!
//! `C = S e^(-qT) N(d1) - K e^(-rT) N(d2)`, `d1 = (ln(S/K) + (r - q) T) / v + v/2`, `d2 = d1 - v`, `v = sigma sqrt(T)`; also
//! Garman and Kohlhagen (1983), and Haug (1998) with a carry of `b = r - q`. At q = 0 every output is that of the function
//! of the same name without a yield, bit for bit.
//!
//! `C - P = S e^(-qT) - K e^(-rT)` exactly, both present values to the nearest unit: within
//! `3e-18 (S e^(-qT) + K e^(-rT)) + 2^-64` of the true difference.
//!
//! # Greeks
//! Per unit of the spot, with the yield held still. What differs from [`Greeks`]:
//! - delta: `e^(-qT) N(d1)` and `-e^(-qT) N(-d1)`, apart by `e^(-qT)` to the nearest unit, exactly; gamma
//!   `e^(-qT) n(d1) / (S v)`;
//! - vega: `S e^(-qT) n(d1) sqrt(T)`; vanna and volga as there, with the same factor;
//! - theta: `-S e^(-qT) n(d1) sigma / (2 sqrt(T)) - r K e^(-rT) N(d2) + q S e^(-qT) N(d1)`, and for the put
//!   `... + r K e^(-rT) N(-d2) - q S e^(-qT) N(-d1)`;
//! - charm: `e^(-qT) (n(d1) (d2 / (2 T) - (r - q) / v) + q N(d1))`, and for the put with `- q N(-d1)`.
//!
//! Rho moves r alone, so that it is the same, `K T e^(-rT) N(d2)`.
//!
//! # Domain
//! That of [`black_scholes`](crate::black_scholes), and `|qT| < 8`. `e^(-qT)` is within 2^-58 of itself; nothing else
//! saturates but `N`, as there. Rounding favours nobody.

use super::carried::{Carried, CarriedValuation};
use super::{CallPut, Greeks, OptionInputs};
use crate::{MathError, Rate};

/// Call and put; error below `1e-17 * max(S e^(-qT), K e^(-rT)) + 2^-63`.
///
/// # Errors
/// Those of [`price`](crate::price); [`MathError::YieldOutOfDomain`] from `|qT| = 8` on;
/// [`MathError::DiscountedSpotOverflow`] for a spot that a negative yield lifts past `I64F64`.
#[doc(alias = "garman_kohlhagen")]
pub fn price(inputs: &OptionInputs, dividend: Rate) -> Result<CallPut, MathError> {
    Ok(Carried::new(inputs, dividend)?.price())
}

/// [`price`], the first-order Greeks of both sides and gamma, in one pass.
///
/// Error beyond one unit of 2^-64: 1e-17 of `e^(-qT)` for a delta, of `e^(-qT) / (S v)` for gamma, of
/// `S e^(-qT) sqrt(T)` for vega, of `S e^(-qT) (sigma / sqrt(T) + |q|) + |r| K e^(-rT)` for theta, of
/// `T (max(S e^(-qT), K e^(-rT)) + 0.01)` for rho; each `1 + |r - q| T / v` times as wide, for d1 is a difference over v.
///
/// # Errors
/// Those of [`price`]; [`MathError::GreekOverflow`] for a Greek, or a term of it, that does not fit `I64F64`.
pub fn price_and_greeks(
    inputs: &OptionInputs,
    dividend: Rate,
) -> Result<(CallPut, Greeks), MathError> {
    let carried = Carried::new(inputs, dividend)?;
    let (prices, point) = carried.price_and_point();
    Ok((prices, carried.greeks(&point)?))
}

/// [`price_and_greeks`] with vanna, volga and charm, in one pass.
///
/// Error beyond one unit of 2^-64: 5e-17 of `e^(-qT) / sigma` for vanna, of `S e^(-qT) sqrt(T) / sigma` for volga, of
/// `e^(-qT) (1/T + |r - q|/v + |q|)` for charm; each `1 + |r - q| T / v` times as wide.
///
/// # Errors
/// Those of [`price_and_greeks`].
pub fn price_and_all_greeks(
    inputs: &OptionInputs,
    dividend: Rate,
) -> Result<CarriedValuation, MathError> {
    let carried = Carried::new(inputs, dividend)?;
    let (prices, point) = carried.price_and_point();
    Ok(CarriedValuation {
        prices,
        greeks: carried.greeks(&point)?,
        second_order: carried.second_order(&point)?,
    })
}
