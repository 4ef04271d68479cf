//! How often and how long the breaker may halt.

use super::{BreakerParams, BreakerState, MAX_HALT_SECS};
use crate::calendar::DAY;

impl BreakerState {
    /// Whether the cooldown is over and a halt is left in the day.
    pub(super) fn may_trip(&self, params: &BreakerParams, now: i64) -> bool {
        let cooled_ts = self
            .trip_until_ts
            .saturating_add(i64::from(params.cooldown_secs));
        let cooled = self.trip_count == 0 || now >= cooled_ts;
        let today = started_in_day(&self.halt_starts, self.trip_count, now);
        cooled && today < params.max_halts_per_day
    }

    /// The last moment the halt on record may reach.
    pub(super) fn latest_end(&self, params: &BreakerParams) -> i64 {
        self.halt_started_ts
            .saturating_add(i64::from(Self::longest_halt(params)))
    }

    pub(super) fn longest_halt(params: &BreakerParams) -> u32 {
        params.max_halt_secs.min(MAX_HALT_SECS)
    }
}

/// How many of the first `count` starts lie in the 24 hours up to `now`.
pub(super) fn started_in_day(starts: &[i64], count: u64, now: i64) -> u32 {
    let day_ago = now.saturating_sub(DAY);
    let on_record = starts.iter().zip(0..count);
    on_record
        .map(|(start, _)| u32::from(*start > day_ago))
        .sum()
}
