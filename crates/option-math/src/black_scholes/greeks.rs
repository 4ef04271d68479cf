//! The first-order Greeks and gamma. Only the density at d1 is needed: `S n(d1) = K e^(-rT) n(d2)`.

use fixed::types::I64F64;

use super::deviates::Deviates;
use super::series::{AtSpot, AtVol, Series};
use super::Greeks;
use crate::kernel::{density, Real};
use crate::MathError;

/// What the density at d1 gives; the same for call and put. All zero at v = 0.
#[derive(Clone, Copy)]
pub(super) struct Curve {
    /// `n(d1)`.
    pub(super) density: Real,
    /// `S n(d1)`.
    weighted: Real,
    /// `S n(d1) sqrt(T)`.
    pub(super) vega: Real,
}

impl Curve {
    #[inline(always)]
    pub(super) fn new(series: &Series, at: &AtSpot, vol: &AtVol, deviates: &Deviates) -> Self {
        if vol.total.mantissa == 0 {
            return Self {
                density: Real::ZERO,
                weighted: Real::ZERO,
                vega: Real::ZERO,
            };
        }
        Self::of(series, at, density(deviates.d1.unsigned_abs()))
    }

    /// That of a given density at d1, in place of `n(d1)`.
    #[inline(always)]
    pub(super) fn of(series: &Series, at: &AtSpot, density: Real) -> Self {
        let weighted = at.spot.real.times(density);
        Self {
            density,
            weighted,
            vega: weighted.times(series.term.root_years),
        }
    }

    /// `n(d1) / (S v)`.
    #[inline(always)]
    fn gamma(&self, at: &AtSpot, vol: &AtVol) -> Real {
        match self.density.mantissa {
            0 => Real::ZERO,
            _ => self.density.over(at.spot.real.times(vol.total).settled()),
        }
    }

    /// `S n(d1) sigma / (2 sqrt(T))`.
    #[inline(always)]
    fn decay(&self, series: &Series, vol: &AtVol) -> Real {
        match self.density.mantissa {
            0 => Real::ZERO,
            _ => (self.weighted.times(vol.vol))
                .over(series.term.root_years)
                .half(),
        }
    }
}

#[inline(always)]
pub(super) fn greeks(
    series: &Series,
    at: &AtSpot,
    vol: &AtVol,
    deviates: &Deviates,
    curve: &Curve,
) -> Result<Greeks, MathError> {
    const ONE: i128 = 1 << 64;
    let mut overflow = false;
    let term = &series.term;
    let n2 = deviates.exercise();
    // What call and put have together is exact in the difference; a part is never more than the whole.
    let rho = series.discounted.times(term.years);
    let call_rho = rho.times_probability(n2).to_bits(&mut overflow);
    let put_rho = call_rho.wrapping_sub(rho.to_bits(&mut overflow));
    let decay = curve.decay(series, vol).to_bits(&mut overflow);
    let (carry, call_carry) = carry(series, n2, &mut overflow);
    let call_delta = deviates.call_delta();
    let gamma = curve.gamma(at, vol).to_bits(&mut overflow);
    let vega = curve.vega.to_bits(&mut overflow);
    let (call_theta, past) = decay.wrapping_neg().overflowing_sub(call_carry);
    // `r K e^(-rT)` apart, and of its sign nearer to zero or past it: within it and the decay, so it fits.
    let put_theta = call_theta.wrapping_add(carry);
    if overflow | past {
        return Err(MathError::GreekOverflow);
    }
    Ok(Greeks {
        call_delta: I64F64::from_bits(call_delta),
        put_delta: I64F64::from_bits(call_delta.wrapping_sub(ONE)),
        gamma: I64F64::from_bits(gamma),
        vega: I64F64::from_bits(vega),
        call_theta: I64F64::from_bits(call_theta),
        put_theta: I64F64::from_bits(put_theta),
        call_rho: I64F64::from_bits(call_rho),
        put_rho: I64F64::from_bits(put_rho),
    })
}

/// `r K e^(-rT)`, and its part `N(d2)`.
#[inline(always)]
fn carry(series: &Series, n2: u64, overflow: &mut bool) -> (i128, i128) {
    let term = &series.term;
    if term.rate.mantissa == 0 {
        return (0, 0);
    }
    let carry = series.discounted.times(term.rate);
    let call = carry.times_probability(n2).to_bits(overflow);
    let whole = carry.to_bits(overflow);
    if term.rate_negative {
        (whole.wrapping_neg(), call.wrapping_neg())
    } else {
        (whole, call)
    }
}
