//! Options on an asset that pays a yield q: the formula of [`price`](super::price) at the spot's present value.
//!
//! `S' = S e^(-qT)` takes the spot's place in prices, and `b = r - q` the rate's in log-moneyness, `ln(S/K) + bT`. A Greek
//! per unit of spot has the factor `e^(-qT)`, on the density or on `N(d1)`; the yield adds `q S' N(d1)` to theta and
//! `q e^(-qT) N(d1)` to charm, less `q S'` and `q e^(-qT)` for a put.

use fixed::types::I64F64;

use super::deviates::Deviates;
use super::greeks::{greeks, Curve};
use super::prices::call_and_put;
use super::second_order::second_order;
use super::series::{discounted, AtSpot, AtVol, Series, Term};
use super::{CallPut, Greeks, OptionInputs};
use crate::kernel::{Positive, Real};
use crate::{MathError, Rate};

/// How the first-order Greeks move, on an underlying with a carry of its own: [`SecondOrder`](crate::SecondOrder), but
/// with a charm a side.
///
/// At `v = 0` all are zero, but for the part of charm that a yield earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CarriedSecondOrder {
    /// Change of either delta per 1.00 of volatility.
    pub vanna: I64F64,
    /// Change of vega per 1.00 of volatility.
    pub volga: I64F64,
    /// Change of the call's delta per year of calendar time.
    pub call_charm: I64F64,
    /// Change of the put's delta per year of calendar time: `call_charm - q e^(-qT)`, the last to the nearest.
    pub put_charm: I64F64,
}

/// Everything about an option on an underlying with a carry of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CarriedValuation {
    /// Call and put.
    pub prices: CallPut,
    /// First-order Greeks and gamma.
    pub greeks: Greeks,
    /// Second-order Greeks.
    pub second_order: CarriedSecondOrder,
}

/// The parts of an option: what a series, a spot and a volatility have ready, with the yield's share.
pub(super) struct Carried {
    series: Series,
    /// The series at the rate `b`.
    net: Series,
    /// The spot, with the log-moneyness at `b`.
    own: AtSpot,
    /// The same with its present value for a spot.
    present: AtSpot,
    vol: AtVol,
    dividend: Term,
    /// `e^(-qT)`.
    discount: Real,
}

/// What all Greeks take from d1.
pub(super) struct Point {
    deviates: Deviates,
    curve: Curve,
}

impl Carried {
    #[inline(always)]
    pub(super) fn new(inputs: &OptionInputs, dividend: Rate) -> Result<Self, MathError> {
        let series = Series::new(inputs.strike, inputs.years, inputs.rate)?;
        let (term, rate) = (&series.term, inputs.rate);
        let net = Series {
            term: term.at_difference(rate, dividend),
            ..series
        };
        let own = net.at_spot(inputs.spot)?;
        let dividend = (term.at_rate(dividend)).map_err(|_| MathError::YieldOutOfDomain)?;
        let vol = series.at_vol(inputs.vol)?;
        let discount = dividend.discount();
        let present = match discount {
            None => own,
            Some(factor) => own.present(&series, factor)?,
        };
        Ok(Self {
            series,
            net,
            own,
            present,
            vol,
            dividend,
            discount: discount.unwrap_or(Positive::ONE.real),
        })
    }

    /// Call and put.
    #[inline(always)]
    pub(super) fn price(&self) -> CallPut {
        self.price_at(&self.deviates())
    }

    /// Call and put, and what their Greeks start from.
    #[inline(always)]
    pub(super) fn price_and_point(&self) -> (CallPut, Point) {
        let deviates = self.deviates();
        let curve = Curve::new(&self.series, &self.own, &self.vol, &deviates);
        let curve = if self.has_yield() {
            let density = curve.density.times(self.discount).settled();
            Curve::of(&self.series, &self.own, density)
        } else {
            curve
        };
        (self.price_at(&deviates), Point { deviates, curve })
    }

    /// The first-order Greeks of both sides and gamma.
    #[inline(always)]
    pub(super) fn greeks(&self, point: &Point) -> Result<Greeks, MathError> {
        let Point { deviates, curve } = point;
        let plain = greeks(&self.series, &self.own, &self.vol, deviates, curve)?;
        if !self.has_yield() {
            return Ok(plain);
        }
        let mut overflow = false;
        let (call_delta, put_delta) = deviates.shares(self.discount, &mut overflow);
        let (call, put) = self.income(self.present.spot.real, deviates)?;
        Ok(Greeks {
            call_delta: I64F64::from_bits(call_delta),
            put_delta: I64F64::from_bits(put_delta),
            call_theta: sum(plain.call_theta, call)?,
            put_theta: sum(plain.put_theta, put)?,
            ..plain
        })
    }

    /// Vanna, volga and both charms.
    #[inline(always)]
    pub(super) fn second_order(&self, point: &Point) -> Result<CarriedSecondOrder, MathError> {
        let Point { deviates, curve } = point;
        let plain = second_order(&self.net, &self.vol, deviates, curve)?;
        let (call, put) = self.income(self.discount, deviates)?;
        Ok(CarriedSecondOrder {
            vanna: plain.vanna,
            volga: plain.volga,
            call_charm: sum(plain.charm, call)?,
            put_charm: sum(plain.charm, put)?,
        })
    }

    /// `T` times an amount that is not negative, to the nearest.
    #[inline(always)]
    pub(super) fn over_time(&self, amount: I64F64) -> Result<I64F64, MathError> {
        let mut overflow = false;
        let amount = Real::from_bits(amount.to_bits() as u128);
        let bits = amount.times(self.series.term.years).to_bits(&mut overflow);
        fit(bits, overflow)
    }

    #[inline(always)]
    fn deviates(&self) -> Deviates {
        Deviates::new(self.own.moneyness, &self.vol)
    }

    #[inline(always)]
    fn price_at(&self, deviates: &Deviates) -> CallPut {
        call_and_put(&self.series, &self.present, deviates)
    }

    #[inline(always)]
    fn has_yield(&self) -> bool {
        self.dividend.rate.mantissa != 0
    }

    /// A year's yield on what is held: `q x N(d1)` of a call, `-q x N(-d1)` of a put.
    #[inline(always)]
    fn income(&self, amount: Real, deviates: &Deviates) -> Result<(I64F64, I64F64), MathError> {
        let mut overflow = false;
        let yearly = amount.times(self.dividend.rate);
        let (call, put) = deviates.shares(yearly, &mut overflow);
        // Both are within 2^127, so that either has a negation.
        let (call, put) = if self.dividend.rate_negative {
            (call.wrapping_neg(), put.wrapping_neg())
        } else {
            (call, put)
        };
        Ok((fit(call, overflow)?, fit(put, overflow)?))
    }
}

impl AtSpot {
    /// The present value of this spot by the factor of its yield, at the same log-moneyness.
    #[inline(always)]
    fn present(&self, series: &Series, factor: Real) -> Result<Self, MathError> {
        let (bits, real) =
            discounted(&self.spot, factor).ok_or(MathError::DiscountedSpotOverflow)?;
        Ok(Self {
            spot: Positive {
                bits: bits as u128,
                real,
            },
            // Both lie in [0, 2^127).
            forward: bits.wrapping_sub(series.discounted_bits),
            ..*self
        })
    }
}

#[inline(always)]
fn sum(a: I64F64, b: I64F64) -> Result<I64F64, MathError> {
    a.checked_add(b).ok_or(MathError::GreekOverflow)
}

#[inline(always)]
fn fit(bits: i128, overflow: bool) -> Result<I64F64, MathError> {
    if overflow {
        return Err(MathError::GreekOverflow);
    }
    Ok(I64F64::from_bits(bits))
}
