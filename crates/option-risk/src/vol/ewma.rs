//! Arithmetic of the estimates: 64-bit integers, variances in units of 2^-48, volatilities and normalised returns in
//! units of 2^-32. It runs on every sample, on chain.

use option_math::{kernel, I64F64};

use super::{VolParams, VARIANCE_FRACTION_BITS, VOL_FRACTION_BITS};
use crate::error::{Result, RiskError};
use crate::numeric::{mul_div_down, ratio_down, BPS, YEAR_SECS};

/// `ln 2` in units of 2^-64, rounded down.
const LN_2: u64 = 0xb172_17f7_d1cf_79ab;

/// Half-lives beyond which nothing is left of an old estimate: 2^-64 is one unit in the last place.
const FORGOTTEN_HALF_LIVES: u64 = 64;

/// Greatest normalised return: 25,600% a year, 35% in a minute, and its square fits.
const MOST: u64 = (256 << VOL_FRACTION_BITS) - 1;

/// Median of three squared returns to variance, `pi / (6 - 4 sqrt(3) + pi)`, in units of 2^-32.
pub(super) const MEDIAN_TO_VARIANCE: u64 = 6_096_097_488;

/// `|ln(price / from)| / sqrt(dt)` a year, rounded down, below 256. `dt` is at least a second.
pub(super) fn normalised_return(price: u64, from: u64, dt: u64) -> Result<u64> {
    const ROOT_BITS: u32 = 19;
    const LOG_BITS: u32 = 56;
    let log = kernel::ln(ratio_down(price, from)?)?;
    // At most 64 ln 2, below 2^6.
    let log = (log.to_bits().unsigned_abs() >> (64 - LOG_BITS)) as u64;
    let root = ((YEAR_SECS << (2 * ROOT_BITS)) / dt.max(1)).isqrt();
    let product = u128::from(log) * u128::from(root);
    let normalised = product >> (LOG_BITS + ROOT_BITS - VOL_FRACTION_BITS);
    Ok(u64::try_from(normalised).unwrap_or(MOST).min(MOST))
}

/// The square of a normalised return, a variance; rounded down.
pub(super) fn square(normalised: u64) -> u64 {
    let normalised = u128::from(normalised.min(MOST));
    ((normalised * normalised) >> (2 * VOL_FRACTION_BITS - VARIANCE_FRACTION_BITS)) as u64
}

/// `value x factor` for a factor in units of 2^-32, rounded down, saturating.
pub(super) fn times(value: u64, factor: u64) -> u64 {
    let product = (u128::from(value) * u128::from(factor)) >> 32;
    u64::try_from(product).unwrap_or(u64::MAX)
}

/// `1 - 2^(-dt / half_life)` in units of 2^-64, at most one unit below 1.
pub(super) fn weight(dt: u64, half_life_secs: u32) -> Result<u64> {
    let half_life = u64::from(half_life_secs);
    if dt >= half_life.saturating_mul(FORGOTTEN_HALF_LIVES) {
        return Ok(u64::MAX);
    }
    // Below 64 half-lives, and a half-life of zero took the branch above.
    let half_lives = (ratio_down(dt, half_life)?.to_bits() >> 6) as u64;
    let decay = (u128::from(half_lives) * u128::from(LN_2)) >> 58;
    let decay = i128::try_from(decay).map_err(|_| RiskError::Overflow)?;
    let kept = kernel::exp(-I64F64::from_bits(decay))?;
    let weight = (I64F64::ONE - kept).to_bits();
    Ok(u64::try_from(weight).unwrap_or(u64::MAX))
}

/// An estimate moved `weight` of the way to what was realised, rounded towards where it was.
pub(super) fn blend(estimate: u64, realised: u64, weight: u64) -> u64 {
    let part = |way: u64| ((u128::from(way) * u128::from(weight)) >> 64) as u64;
    if realised >= estimate {
        estimate + part(realised - estimate)
    } else {
        estimate - part(estimate - realised)
    }
}

/// The square of a volatility in bps as a variance, rounded down, saturating.
pub(super) fn variance_of_bps(bps: u32) -> u64 {
    const ONE: u64 = BPS as u64 * BPS as u64;
    let square = u64::from(bps) * u64::from(bps);
    mul_div_down(square, 1 << VARIANCE_FRACTION_BITS, ONE).unwrap_or(u64::MAX)
}

/// `realised`, but no more than `winsor_milli / 1000` deviations of the estimate, or of the floor where that is greater.
pub(super) fn winsorised(realised: u64, estimate: u64, floor: u64, params: &VolParams) -> u64 {
    let limit = u64::from(params.winsor_milli) * u64::from(params.winsor_milli);
    let most = mul_div_down(estimate.max(floor), limit, 1_000_000).unwrap_or(u64::MAX);
    realised.min(most)
}

/// The middle of three.
pub(super) fn median(a: u64, b: u64, c: u64) -> u64 {
    a.min(b).max(a.max(b).min(c))
}
