//! d1 and d2, and the tails of the normal distribution there.

use super::series::AtVol;
use crate::kernel::{distribution, probability, tail_q64, Real, Signed, DEVIATE_LIMIT};

/// d1 and d2 in Q57 with the tail beyond each, Q64.
///
/// They share their error, to which a price is insensitive in first order: `S n(d1) = K e^(-rT) n(d2)`.
#[derive(Clone, Copy)]
pub(crate) struct Deviates {
    pub(crate) d1: i64,
    pub(crate) d2: i64,
    tail1: u64,
    tail2: u64,
}

impl Deviates {
    /// `moneyness / v + v/2` and `- v/2`.
    ///
    /// The quotient saturates at 20 and v/2 is below 8, so a saturated pair lies beyond 9.3 on the right side and
    /// nothing wraps. At v = 0 it is saturated, or 0 at the money.
    #[inline(always)]
    pub(crate) fn new(moneyness: Signed, vol: &AtVol) -> Self {
        let size = centre(moneyness.magnitude(), vol.total);
        let centre = if moneyness.value < 0 {
            size.wrapping_neg()
        } else {
            size
        };
        let (d1, d2) = (centre.wrapping_add(vol.half), centre.wrapping_sub(vol.half));
        Self {
            d1,
            d2,
            tail1: tail_q64(d1.unsigned_abs()),
            tail2: tail_q64(d2.unsigned_abs()),
        }
    }

    /// `N(d1)` and `N(d2)` in Q64, with 1 one unit short.
    #[inline(always)]
    pub(crate) fn probabilities(&self) -> (u64, u64) {
        (
            probability(self.d1, self.tail1),
            probability(self.d2, self.tail2),
        )
    }

    /// `N(d1)` in Q64, exactly 1 where it saturates.
    #[inline(always)]
    pub(super) fn call_delta(&self) -> i128 {
        distribution(self.d1 < 0, self.tail1)
    }
}

/// `|moneyness| / v` in Q57, at most 20.
#[inline(always)]
fn centre(moneyness: Real, total: Real) -> i64 {
    if moneyness.mantissa == 0 {
        return 0;
    }
    if total.mantissa == 0 {
        return DEVIATE_LIMIT;
    }
    // A quotient cuts the lowest three bits, which a mantissa of 57 bits would miss.
    let raised = if moneyness.mantissa >> 60 == 0 {
        Real::new(moneyness.mantissa << 3, moneyness.exponent.wrapping_sub(3))
    } else {
        moneyness
    };
    raised.over(total).to_q57(DEVIATE_LIMIT)
}
