//! The strike whose call has a given delta, in closed form.

use fixed::types::I64F64;

use super::series::Term;
use crate::kernel::{exp_wide, quantile, Real};
use crate::{MathError, Price, Rate, Vol, Years};

/// `K = S exp(-N^-1(delta) v + rT + v^2/2)`, to the nearest; relative error below `1e-16 + 1e-17 v / n(N^-1(delta))`.
///
/// With `v = 0` every delta has the forward price as its strike.
///
/// # Errors
/// [`MathError::DeltaOutOfDomain`] for a delta outside the open interval (0, 1); the domain of
/// [`price`](super::price) otherwise; [`MathError::StrikeOutOfDomain`] for a strike above `I64F64` or rounded to zero.
pub fn strike_from_delta(
    spot: Price,
    call_delta: I64F64,
    years: Years,
    vol: Vol,
    rate: Rate,
) -> Result<Price, MathError> {
    if spot.0 <= I64F64::ZERO {
        return Err(MathError::NonPositiveSpot);
    }
    let term = Term::new(years, rate)?;
    let total = term.at_vol(vol)?.total;
    if call_delta <= I64F64::ZERO || call_delta >= I64F64::ONE {
        return Err(MathError::DeltaOutOfDomain);
    }
    let d1 = quantile(call_delta.to_bits() as u64);
    let ratio = exp_wide(log_strike(&term, total, d1)).ok_or(MathError::StrikeOutOfDomain)?;
    let mut overflow = false;
    let strike = Real::from_bits(spot.0.to_bits() as u128).times(ratio);
    match strike.to_bits(&mut overflow) {
        0 => Err(MathError::StrikeOutOfDomain),
        _ if overflow => Err(MathError::StrikeOutOfDomain),
        bits => Ok(Price(I64F64::from_bits(bits))),
    }
}

/// `ln(K/S) = rT + v^2/2 - v d1`, in units of 2^-64: each term below 2^8, so that it fits.
fn log_strike(term: &Term, total: Real, d1: i64) -> i128 {
    let mut overflow = false;
    let mut bits = |x: Real, negative: bool| {
        let bits = x.to_bits(&mut overflow);
        if negative {
            -bits
        } else {
            bits
        }
    };
    let growth = bits(term.growth.magnitude(), term.growth.value < 0);
    let bend = bits(total.times(total).half(), false);
    let lean = bits(total.times(Real::new(d1.unsigned_abs() << 2, -59)), d1 > 0);
    growth.wrapping_add(bend).wrapping_add(lean)
}
