//! Volatilities in units of 2^-32 that move at a bounded rate.

use option_math::{Vol, I64F64};

use super::VOL_FRACTION_BITS;
use crate::error::{Result, RiskError};
use crate::numeric::{mul_div_down, BPS};

/// `from`, as it was at `ts`, after its straight way to `target` until `now` at `bps_per_hour` of volatility, rounded
/// towards where it was. A clock that runs backwards moves nothing.
pub(super) fn slewed(from: u64, target: u64, ts: i64, now: i64, bps_per_hour: u32) -> u64 {
    const BPS_HOURS: u64 = BPS as u64 * 3_600;
    let secs = u64::try_from(now.saturating_sub(ts)).unwrap_or(0);
    let bps_secs = secs.saturating_mul(bps_per_hour.into());
    let reach = mul_div_down(bps_secs, 1 << VOL_FRACTION_BITS, BPS_HOURS);
    towards(from, target, reach.unwrap_or(u64::MAX))
}

/// `from` moved by `way` towards `target`, never past it.
pub(super) fn towards(from: u64, target: u64, way: u64) -> u64 {
    let way = way.min(from.abs_diff(target));
    if target >= from {
        from + way
    } else {
        from - way
    }
}

/// Rounded down. [`RiskError::Overflow`] for a volatility below zero or of 2^32 or more.
pub(super) fn to_state(vol: Vol) -> Result<u64> {
    u64::try_from(vol.0.to_bits() >> (64 - VOL_FRACTION_BITS)).map_err(|_| RiskError::Overflow)
}

/// Exact.
pub(super) fn from_state(vol: u64) -> Vol {
    Vol(I64F64::from_bits(
        i128::from(vol) << (64 - VOL_FRACTION_BITS),
    ))
}
