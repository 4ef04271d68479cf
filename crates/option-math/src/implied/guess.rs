//! The guess: Stefanica and Radoicic, "An explicit implied volatility formula" (2017), within 6%.
//!
//! Polya's approximation of N makes the price a quadratic in `e^(-2 gamma / pi)`, with `v` from gamma. With
//! `a = e^(-m)`, `q = e^(-2 m / pi)`, `g = a / q` and the value `p` as a fraction of the larger amount, every term of
//! the quadratic is a sum of positive ones but `b`, whose difference is of second order in m and above zero.

use super::Target;
use crate::kernel::{exp_short, ln_quotient, root_short, Real};

const ONE: Real = Real::new(1 << 63, -63);
/// 2 / pi.
const TWO_OVER_PI: Real = Real::new(11_743_562_013_128_004_906, -64);
/// pi / 2.
const HALF_PI: Real = Real::new(14_488_038_916_154_245_685, -63);

/// log2 of the least size of m or p at which the formula keeps its digits.
const LEAST_POWER: i64 = -5;

/// `sigma sqrt(T)`, above zero; the mantissa at least 2^63.
///
/// Where m and p are both small, prices are nearly homogeneous in `(m, v)` (Bachelier): both are scaled up by a power of
/// two, and the answer down.
pub(super) fn total_vol(target: &Target) -> Real {
    let m = target.distance;
    let p = target.value.over_short(target.far).settled().settled();
    let power = |x: Real| x.exponent.wrapping_add(63);
    let scale = LEAST_POWER.wrapping_sub(power(m).max(power(p))).max(0);
    if scale == 0 {
        let a = target.near.over_short(target.far).settled().settled();
        return scaled_vol(m, a, p);
    }
    let (m, p) = (m.shifted(scale), p.shifted(scale));
    let a = exp_short::<57>(m.to_q57(1 << 57).wrapping_neg());
    scaled_vol(m, a, p).shifted(scale.wrapping_neg())
}

/// `v` from `m`, `a = e^(-m)` and `p`.
#[inline(always)]
fn scaled_vol(m: Real, a: Real, p: Real) -> Real {
    let q = exp_short::<57>(m.times_short(TWO_OVER_PI).to_q57(32 << 57).wrapping_neg());
    let (gamma, low) = gamma(a, p, q);
    let outer = root_short(gamma.plus(m).normalised());
    let inner = root_short(gamma.minus(m).normalised());
    // A root has a mantissa of at least 2^63, so a sum with it of at least 2^62.
    let sum = outer.plus(inner).settled();
    if low {
        // The difference of the roots.
        m.shifted(1).over_short(sum).settled().settled()
    } else {
        sum
    }
}

/// `(gamma, whether v is below sqrt(2 m))`.
#[inline(always)]
fn gamma(a: Real, p: Real, q: Real) -> (Real, bool) {
    let (g, over_g) = (a.over_short(q), q.over_short(a));
    let ends = g.plus(over_g);
    let gap = ONE.minus(a);
    let u = p.times_short(p.plus(gap));
    let bend = u.shifted(1).over_short(a).times_short(ends);
    let b = (q.plus(ONE.over_short(q)).minus(ends).plus(bend)).normalised();
    let c = u.times_short(a.minus(p)).times_short(ONE.plus(p));
    let c = c.over_short(a).over_short(a);
    let spread = over_g.minus(g);
    let product = spread.times_short(spread).times_short(c);
    let under = root_short(b.times_short(b).plus(product.shifted(2)).normalised());
    // beta = 8 c / (b + sqrt(b^2 + 4 product)), below 1.
    let beta = c.shifted(3).over_short(b.plus(under).settled());
    let log = ln_quotient(beta.normalised(), ONE);
    let gamma = log.magnitude().times_short(HALF_PI);
    (gamma, below_inflection(p, gap, q))
}

/// Whether v is below `sqrt(2 m)`, where d1 is zero and the value `a/2 - N(-v)`; with Polya's N that is
/// `(2 p + 1 - a)^2 < (1 - q) (1 + q)`. Never at the money.
#[inline(always)]
fn below_inflection(p: Real, gap: Real, q: Real) -> bool {
    let r = p.shifted(1).plus(gap);
    let room = ONE.minus(q).times_short(ONE.plus(q));
    room.minus(r.times_short(r)).mantissa > 0
}
