//! The fixed expiry calendar: every day at 08:00 UTC.
//!
//! A market keeps one settlement accumulator per upcoming expiry, so expiries may fall on these moments only.

use crate::error::{Result, RiskError};
use crate::numeric::DAY_SECS;

/// A day in seconds.
pub(crate) const DAY: i64 = DAY_SECS as i64;

/// Time of day of an expiry, seconds after midnight UTC.
pub const EXPIRY_TIME_SECS: i64 = 8 * 3_600;

/// Whether `expiry_ts` is an 08:00 UTC.
pub fn is_on_calendar(expiry_ts: i64) -> bool {
    expiry_ts.rem_euclid(DAY) == EXPIRY_TIME_SECS
}

/// The first calendar moment at least `tenor_days` after `now`.
pub fn next_expiry(now: i64, tenor_days: u32) -> Result<i64> {
    let earliest = now
        .checked_add(i64::from(tenor_days) * DAY)
        .ok_or(RiskError::Overflow)?;
    let past = earliest.rem_euclid(DAY);
    let ahead = (EXPIRY_TIME_SECS - past).rem_euclid(DAY);
    earliest.checked_add(ahead).ok_or(RiskError::Overflow)
}

/// Accepts a calendar expiry from `min_days` to `max_days` ahead, both included.
///
/// [`RiskError::OffCalendar`], [`RiskError::ExpiryTooSoon`] or [`RiskError::ExpiryTooFar`] otherwise.
pub fn validate_expiry(expiry_ts: i64, now: i64, min_days: u32, max_days: u32) -> Result<()> {
    if !is_on_calendar(expiry_ts) {
        return Err(RiskError::OffCalendar);
    }
    let ahead = expiry_ts.saturating_sub(now);
    if ahead < i64::from(min_days) * DAY {
        Err(RiskError::ExpiryTooSoon)
    } else if ahead > i64::from(max_days) * DAY {
        Err(RiskError::ExpiryTooFar)
    } else {
        Ok(())
    }
}

/// Time from `now` to `expiry_ts`; zero once it has passed.
pub fn years_to(expiry_ts: i64, now: i64) -> option_math::Years {
    let secs = expiry_ts.saturating_sub(now).max(0);
    option_math::Years::from_secs(secs.unsigned_abs())
}
