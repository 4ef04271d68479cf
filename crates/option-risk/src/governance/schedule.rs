//! When a proposed change may be executed, and how far an oracle switch may move the price.

use crate::error::{Result, RiskError};
use crate::numeric::{BPS, DAY_SECS};

/// Seconds a change waits on a public cluster: 48 hours.
pub const DELAY_SECS: u32 = 172_800;

/// Seconds a change waits where nobody's money is.
pub const LOCALNET_DELAY_SECS: u32 = 60;

/// Seconds a change may be executed for once it is due: 14 days. Consent does not keep for ever.
pub const WINDOW_SECS: u32 = 14 * DAY_SECS as u32;

/// Furthest a new oracle's price may lie from the market's last, bps of the latter; as much again for each full day
/// without a print, so that a market whose feed is dead is not locked to it.
pub const MAX_SWITCH_BPS: u32 = 1_000;

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It may be cancelled, not executed.
    Waiting,
    /// It may be executed or cancelled.
    Due,
    /// It may no longer be executed.
    Lapsed,
}

/// When a change proposed at `proposed_ts` is due; [`RiskError::Overflow`] at the end of time.
pub fn due_ts(proposed_ts: i64, delay_secs: u32) -> Result<i64> {
    proposed_ts
        .checked_add(i64::from(delay_secs))
        .ok_or(RiskError::Overflow)
}

/// The phase at `now` of a proposal due at `due_ts`. Due from `due_ts` to `due_ts + WINDOW_SECS`, both included; a clock
/// that goes back makes it wait again.
pub fn phase(due_ts: i64, now: i64) -> Phase {
    if now < due_ts {
        Phase::Waiting
    } else if now <= due_ts.saturating_add(i64::from(WINDOW_SECS)) {
        Phase::Due
    } else {
        Phase::Lapsed
    }
}

/// Whether an oracle at `new` may replace one last seen at `old` (feed units) `silent_secs` ago: within
/// [`MAX_SWITCH_BPS`] and as much again a day, bound included.
pub fn within_switch(old: u64, new: u64, silent_secs: i64) -> bool {
    let days = u64::try_from(silent_secs).unwrap_or(0) / DAY_SECS;
    let bound = u128::from(MAX_SWITCH_BPS) * (1 + u128::from(days));
    // Below 2^64 x 2^14, and 2^64 x 2^10 x 2^48.
    u128::from(old.abs_diff(new)) * u128::from(BPS) <= u128::from(old) * bound
}
