//! The call and the put: the out-of-the-money side by the formula, the other by parity.

use fixed::types::I64F64;

use super::deviates::Deviates;
use super::series::{AtSpot, Series};
use super::CallPut;
use crate::kernel::Real;
use crate::Price;

#[inline(always)]
pub(super) fn call_and_put(series: &Series, at: &AtSpot, deviates: &Deviates) -> CallPut {
    let (spot, strike) = (at.spot.real, series.discounted);
    let (call, put) = if at.forward <= 0 {
        let (n1, n2) = deviates.below();
        let call = difference(spot.times(n1), strike.times(n2));
        (call, call.wrapping_sub(at.forward))
    } else {
        let (n1, n2) = deviates.above();
        let put = difference(strike.times(n2), spot.times(n1));
        (put.wrapping_add(at.forward), put)
    };
    CallPut {
        call: Price(I64F64::from_bits(call)),
        put: Price(I64F64::from_bits(put)),
    }
}

/// `a - b` in units of 2^-64, at least zero: the side out of the money is worth less than the first term, an amount of
/// the border, so it fits.
#[inline(always)]
fn difference(a: Real, b: Real) -> i128 {
    let mut overflow = false;
    a.minus(b).to_bits(&mut overflow)
}
