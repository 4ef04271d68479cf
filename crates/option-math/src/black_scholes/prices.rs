//! The call and the put from the terms.

use fixed::types::I64F64;

use super::terms::Terms;
use super::CallPut;
use crate::kernel::Scaled;
use crate::Price;

/// The out-of-the-money side by the formula, the other by parity.
pub(super) fn call_and_put(terms: &Terms) -> CallPut {
    const ONE: i128 = 1 << 64;
    let (spot, strike) = (terms.spot, terms.discounted_strike);
    // Both lie in [0, 2^63), so the difference fits.
    let forward = spot - strike;
    let (spot_scaled, strike_scaled) = (terms.spot_scaled, terms.discounted_strike_scaled);
    let (call, put) = if forward <= I64F64::ZERO {
        let call = difference(spot_scaled, terms.n1, strike_scaled, terms.n2);
        let call = call.clamp(I64F64::ZERO, spot);
        (call, call - forward)
    } else {
        let put = difference(strike_scaled, ONE - terms.n2, spot_scaled, ONE - terms.n1);
        let put = put.clamp(I64F64::ZERO, strike);
        (put + forward, put)
    };
    CallPut {
        call: Price(call),
        put: Price(put),
    }
}

/// `a p - b q` for `a, b >= 0` and probabilities in Q64.
fn difference(a: Scaled, p: i128, b: Scaled, q: i128) -> I64F64 {
    let probability = |bits| Scaled::from_fixed(I64F64::from_bits(bits));
    // Within -b and a, so it always fits.
    (a * probability(p) - b * probability(q))
        .to_fixed()
        .unwrap_or(I64F64::ZERO)
}
