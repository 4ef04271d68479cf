//! What the clock alone does: stages that end, and the time spent in them.

use super::transition::Cause;
use super::{BreakerParams, BreakerState, Stage, Transition, Transitions};

impl BreakerState {
    /// The stage at `now`, whether or not anybody has cranked [`Self::advance`].
    pub fn stage_at(&self, params: &BreakerParams, now: i64) -> Stage {
        self.advanced(params, now).stage()
    }

    /// Seconds ever spent in halts and pauses up to `now`, the running one included.
    pub fn halted_secs(&self, now: i64) -> u64 {
        let running = match self.stage() {
            Stage::Halted => now
                .min(self.halt_until_ts)
                .saturating_sub(self.halt_started_ts),
            _ => 0,
        };
        self.halted_secs_total
            .saturating_add(u64::try_from(running).unwrap_or(0))
    }

    /// Seconds ever spent in halts, pauses and their graces up to `now`: auction clocks stand still in all of them.
    pub fn closed_secs(&self, params: &BreakerParams, now: i64) -> u64 {
        let present = self.advanced(params, now);
        present
            .halted_secs(now)
            .saturating_add(present.grace_secs_total)
            .saturating_add(present.grace_so_far(params, now))
    }

    /// Whether `ts` lies after the last halt or pause, if there was one: an order from before it is void.
    pub fn is_after_last_halt(&self, ts: i64) -> bool {
        (self.trip_count == 0 && self.pause_count == 0) || ts >= self.halt_until_ts
    }

    /// Moves the stage by the clock alone. A clock that stands still or runs backwards changes nothing.
    pub fn advance(&mut self, params: &BreakerParams, now: i64) -> Transitions {
        let mut changes = Transitions::default();
        if self.stage() == Stage::Halted && now >= self.halt_until_ts {
            changes.push(self.enter(params, Stage::Reopening, self.halt_until_ts));
        }
        if self.stage() == Stage::Reopening && now >= self.reopened_from(params) {
            let reopened = self.reopened_from(params);
            let next = if reopened < self.throttle_until_ts {
                Stage::Throttle
            } else {
                Stage::Normal
            };
            changes.push(self.enter(params, next, reopened));
        }
        if self.stage() == Stage::Throttle && now >= self.throttle_until_ts {
            changes.push(self.enter(params, Stage::Normal, self.throttle_until_ts));
        }
        changes
    }

    /// This state as the clock leaves it at `now`.
    pub(super) fn advanced(&self, params: &BreakerParams, now: i64) -> Self {
        let mut present = *self;
        present.advance(params, now);
        present
    }

    /// When the grace of Reopening ends.
    pub(super) fn ramp_from(&self, params: &BreakerParams) -> i64 {
        self.stage_since_ts
            .saturating_add(i64::from(params.grace_secs))
    }

    /// Goes to another stage, booking the time spent in the one left.
    pub(super) fn enter(&mut self, params: &BreakerParams, to: Stage, ts: i64) -> Transition {
        let from = self.stage();
        let cause = match (from, to) {
            (_, Stage::Throttle) | (Stage::Throttle, Stage::Normal) => self.throttle_cause(),
            _ => self.halt_cause(),
        };
        // A new halt has already overwritten the times of the last, but none begins in a halt.
        self.halted_secs_total = match from {
            Stage::Halted => self.halted_secs(ts),
            _ => self.halted_secs_total,
        };
        self.grace_secs_total = self
            .grace_secs_total
            .saturating_add(self.grace_so_far(params, ts));
        self.turned = 0;
        self.stage = to as u8;
        self.stage_since_ts = ts;
        self.transition(params, from, ts, &cause)
    }

    /// The change from `from` to the stage on record.
    pub(super) fn transition(
        &self,
        params: &BreakerParams,
        from: Stage,
        ts: i64,
        cause: &Cause,
    ) -> Transition {
        Transition {
            from,
            to: self.stage(),
            ts,
            until_ts: self.stage_until(params),
            price: cause.price,
            reason: cause.reason,
            direction: cause.direction,
            z_milli: cause.z_milli,
            move_bps: cause.move_bps,
        }
    }

    /// When the stage on record ends by the clock; 0 for Normal.
    pub fn stage_until(&self, params: &BreakerParams) -> i64 {
        match self.stage() {
            Stage::Normal => 0,
            Stage::Throttle => self.throttle_until_ts,
            Stage::Halted => self.halt_until_ts,
            Stage::Reopening => self.reopened_from(params),
        }
    }

    /// When Reopening ends.
    fn reopened_from(&self, params: &BreakerParams) -> i64 {
        self.ramp_from(params)
            .saturating_add(i64::from(params.ramp_secs))
    }

    /// Seconds of the running grace up to `now`; none outside Reopening.
    fn grace_so_far(&self, params: &BreakerParams, now: i64) -> u64 {
        if self.stage() != Stage::Reopening {
            return 0;
        }
        let elapsed = now.saturating_sub(self.stage_since_ts);
        u64::try_from(elapsed)
            .unwrap_or(0)
            .min(u64::from(params.grace_secs))
    }
}
