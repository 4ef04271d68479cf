//! The strike whose call has a given delta, in closed form.

use fixed::types::I64F64;

use super::terms::Diffusion;
use crate::kernel::{exp_scaled, inv_norm_cdf, Scaled};
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
    let diffusion = Diffusion::new(years, vol, rate)?;
    let deviate = inv_norm_cdf(call_delta).map_err(|_| MathError::DeltaOutOfDomain)?;
    let exponent = log_strike(&diffusion, Scaled::from_fixed(deviate));
    exponent
        .to_fixed()
        .and_then(exp_scaled)
        .and_then(|ratio| (Scaled::from_fixed(spot.0) * ratio).to_fixed())
        .filter(|strike| *strike > I64F64::ZERO)
        .map(Price)
        .ok_or(MathError::StrikeOutOfDomain)
}

/// `ln(K/S) = rT + v (v/2 - d1)`.
fn log_strike(diffusion: &Diffusion, d1: Scaled) -> Scaled {
    let total_vol = diffusion.total_vol;
    diffusion.growth + total_vol * (total_vol.half() - d1)
}
