//! The eight Greeks from the terms. Only the density at d1 is needed: `S n(d1) = K e^(-rT) n(d2)`.

use fixed::types::I64F64;

use super::terms::Terms;
use super::Greeks;
use crate::kernel::{density, Scaled};
use crate::MathError;

pub(super) fn greeks(terms: &Terms) -> Result<Greeks, MathError> {
    let curve = Curve::new(terms);
    let rates = RateExposure::new(terms);
    let call_delta = I64F64::from_bits(terms.n1);
    Ok(Greeks {
        call_delta,
        put_delta: call_delta - I64F64::ONE,
        gamma: fixed(curve.gamma)?,
        vega: fixed(curve.vega)?,
        call_theta: fixed(-(curve.decay + rates.call_carry))?,
        put_theta: fixed(rates.put_carry - curve.decay)?,
        call_rho: fixed(rates.call_rho)?,
        put_rho: fixed(-rates.put_rho)?,
    })
}

/// What the density at d1 gives; the same for call and put.
struct Curve {
    gamma: Scaled,
    vega: Scaled,
    /// `S n(d1) sigma / (2 sqrt(T))`.
    decay: Scaled,
}

impl Curve {
    fn new(terms: &Terms) -> Self {
        let diffusion = &terms.diffusion;
        if diffusion.total_vol.mantissa == 0 {
            return Self {
                gamma: Scaled::ZERO,
                vega: Scaled::ZERO,
                decay: Scaled::ZERO,
            };
        }
        // A total volatility above zero means a time above zero.
        let spot = terms.spot_scaled;
        let density = density(terms.d1);
        let weighted = spot * density;
        Self {
            gamma: density.div(spot * diffusion.total_vol),
            vega: weighted * diffusion.root_years,
            decay: (weighted * diffusion.vol).div(diffusion.root_years).half(),
        }
    }
}

/// What the discounted strike gives: carry `r K e^(-rT) N(+-d2)` and rho `T K e^(-rT) N(+-d2)`.
struct RateExposure {
    call_carry: Scaled,
    put_carry: Scaled,
    call_rho: Scaled,
    put_rho: Scaled,
}

impl RateExposure {
    fn new(terms: &Terms) -> Self {
        let strike = terms.discounted_strike_scaled;
        let weighted = |bits| strike * Scaled::from_fixed(I64F64::from_bits(bits));
        let (call, put) = (weighted(terms.n2), weighted((1 << 64) - terms.n2));
        let (years, rate) = (terms.diffusion.years, terms.diffusion.rate);
        Self {
            call_carry: rate * call,
            put_carry: rate * put,
            call_rho: years * call,
            put_rho: years * put,
        }
    }
}

fn fixed(value: Scaled) -> Result<I64F64, MathError> {
    value.to_fixed().ok_or(MathError::GreekOverflow)
}
