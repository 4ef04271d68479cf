//! d1 and d2, and the tails of the normal distribution there.
//!
//! Prices take the tails as numbers with digits of their own, so that the price of an option far out of the money is as
//! precise, for its size, as its neighbours', and moves as they do.

use super::series::AtVol;
use crate::kernel::{distribution, probability, Real, Signed, Tail, DEVIATE_LIMIT};

/// d1 and d2 in Q57 with the tail beyond each.
///
/// They share their error, to which a price is insensitive in first order: `S n(d1) = K e^(-rT) n(d2)`.
#[derive(Clone, Copy)]
pub(crate) struct Deviates {
    pub(crate) d1: i64,
    pub(crate) d2: i64,
    tail1: Tail,
    tail2: Tail,
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
        Self::around(centre, vol.half)
    }

    /// Those of a forward below the strike by `distance` in its logarithm, and of a total volatility above zero.
    ///
    /// Both mantissas are at least 2^63, or that of the distance is zero.
    #[inline(always)]
    pub(crate) fn out_of_the_money(distance: Real, vol: &AtVol) -> Self {
        let size = distance.over(vol.total).to_q57(DEVIATE_LIMIT);
        Self::around(size.wrapping_neg(), vol.half)
    }

    #[inline(always)]
    fn around(centre: i64, half: i64) -> Self {
        let (d1, d2) = (centre.wrapping_add(half), centre.wrapping_sub(half));
        Self {
            d1,
            d2,
            tail1: Tail::at(d1.unsigned_abs()),
            tail2: Tail::at(d2.unsigned_abs()),
        }
    }

    /// `N(d1)` and `N(d2)`, with 1 one unit of 2^-64 short.
    #[inline(always)]
    pub(crate) fn below(&self) -> (Real, Real) {
        (
            share(self.d1 > 0, self.tail1),
            share(self.d2 > 0, self.tail2),
        )
    }

    /// `N(d1)`, with 1 one unit of 2^-64 short, and `N(d2)`, out of the money: d2 is not above zero.
    #[inline(always)]
    pub(crate) fn below_forward(&self) -> (Real, Real) {
        (share(self.d1 > 0, self.tail1), self.tail2.real())
    }

    /// `N(-d1)` and `N(-d2)`, with 1 one unit of 2^-64 short.
    #[inline(always)]
    pub(crate) fn above(&self) -> (Real, Real) {
        (
            share(self.d1 < 0, self.tail1),
            share(self.d2 < 0, self.tail2),
        )
    }

    /// `N(d2)` in Q64, with 1 one unit short.
    #[inline(always)]
    pub(super) fn exercise(&self) -> u64 {
        probability(self.d2, self.tail2.q64())
    }

    /// `N(d1)` in Q64, exactly 1 where it saturates.
    #[inline(always)]
    pub(super) fn call_delta(&self) -> i128 {
        distribution(self.d1 < 0, self.tail1.q64())
    }

    /// `whole N(d1)` and `-whole N(-d1)`: apart by the whole, rounded to the nearest, exactly.
    #[inline(always)]
    pub(super) fn shares(&self, whole: Real, overflow: &mut bool) -> (i128, i128) {
        let tail = whole.times(self.tail1.real()).to_bits(overflow);
        // A tail is at most 1/2, and both amounts lie in [0, 2^127).
        let rest = whole.to_bits(overflow).wrapping_sub(tail);
        if self.d1 > 0 {
            (rest, tail.wrapping_neg())
        } else {
            (tail, rest.wrapping_neg())
        }
    }
}

/// The tail, or what it leaves of 1.
#[inline(always)]
fn share(rest: bool, tail: Tail) -> Real {
    if rest {
        Real::new(!tail.q64(), -64)
    } else {
        tail.real()
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
