//! Vanna, volga and charm: the same for call and put.

use fixed::types::I64F64;

use super::deviates::Deviates;
use super::greeks::Curve;
use super::series::{AtVol, Series};
use super::SecondOrder;
use crate::kernel::Real;
use crate::MathError;

#[inline(always)]
pub(super) fn second_order(
    series: &Series,
    vol: &AtVol,
    deviates: &Deviates,
    curve: &Curve,
) -> Result<SecondOrder, MathError> {
    if curve.density.mantissa == 0 {
        return Ok(SecondOrder::ZERO);
    }
    let (d1, d2) = (size(deviates.d1), size(deviates.d2));
    let down = deviates.d2 < 0;
    let mut overflow = false;
    let bent = curve.density.times(d2);
    let vanna = bent.over(vol.vol).to_bits(&mut overflow);
    let volga = curve.vega.times(d1).times(d2).over(vol.vol);
    let volga = volga.to_bits(&mut overflow);
    let drift = bent.over(series.term.years).half().to_bits(&mut overflow);
    let carry = carry(series, vol, curve, &mut overflow);
    let (charm, past) = signed(drift, down).overflowing_sub(carry);
    if overflow || past {
        return Err(MathError::GreekOverflow);
    }
    let fixed = I64F64::from_bits;
    Ok(SecondOrder {
        vanna: fixed(signed(vanna, !down)),
        volga: fixed(signed(volga, down != (deviates.d1 < 0))),
        charm: fixed(charm),
    })
}

/// `r n(d1) / v`.
#[inline(always)]
fn carry(series: &Series, vol: &AtVol, curve: &Curve, overflow: &mut bool) -> i128 {
    let term = &series.term;
    if term.rate.mantissa == 0 {
        return 0;
    }
    let carry = curve.density.times(term.rate).over(vol.total);
    signed(carry.to_bits(overflow), term.rate_negative)
}

/// The absolute value of a deviate in Q57, normalised: near zero a product would lose its digits.
#[inline(always)]
fn size(deviate: i64) -> Real {
    Real::new(deviate.unsigned_abs(), -57).normalised()
}

#[inline(always)]
fn signed(magnitude: i128, negative: bool) -> i128 {
    if negative {
        magnitude.wrapping_neg()
    } else {
        magnitude
    }
}
