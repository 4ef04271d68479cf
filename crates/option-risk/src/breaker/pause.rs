//! The guardian's pause: a halt by hand that expires, and that nobody can keep up.

use super::budget::started_in_day;
use super::transition::Cause;
use super::{BreakerParams, BreakerState, Reason, Stage, Transition, Transitions, MAX_PAUSE_SECS};
use crate::error::{Result, RiskError};

/// Pauses without a gap of a pause's length between them.
pub const MAX_PAUSES_IN_A_ROW: u8 = 2;

/// Pauses that may start within 24 hours.
pub const MAX_PAUSES_PER_DAY: u32 = 3;

impl BreakerState {
    /// Halts the market for `pause_secs` from now; a running pause is extended to that. Prints neither extend nor end it.
    ///
    /// A third in a row needs a gap of `pause_secs` after the end of the last, and at most three start in 24 hours:
    /// [`RiskError::PausesSpent`] otherwise. [`RiskError::HaltRunning`] during a halt of the breaker's own,
    /// [`RiskError::OutOfOrder`] for a clock behind the present stage. A refusal changes nothing.
    pub fn pause(&mut self, params: &BreakerParams, now: i64) -> Result<Transitions> {
        let mut next = *self;
        let mut changes = next.advance(params, now);
        if now < next.stage_since_ts {
            return Err(RiskError::OutOfOrder);
        }
        if next.stage() == Stage::Halted && next.reason() != Reason::Guardian {
            return Err(RiskError::HaltRunning);
        }
        let in_a_row = next.pauses_in_a_row(params, now);
        let today = started_in_day(&next.pause_starts, next.pause_count, now);
        if in_a_row >= MAX_PAUSES_IN_A_ROW || today >= MAX_PAUSES_PER_DAY {
            return Err(RiskError::PausesSpent);
        }
        next.pauses_in_a_row = in_a_row + 1;
        next.pause_count = next.pause_count.saturating_add(1);
        next.pause_starts.rotate_right(1);
        next.pause_starts[0] = now;
        next.pause_until_ts = now.saturating_add(length(params));
        changes.push(next.hold(params, now));
        *self = next;
        Ok(changes)
    }

    /// Ends a running pause now; Reopening follows as after any halt. That the caller is the guardian is for the caller
    /// to check. [`RiskError::NoPause`] if none is running, [`RiskError::OutOfOrder`] for a clock behind its start.
    pub fn lift(&mut self, params: &BreakerParams, now: i64) -> Result<Transitions> {
        if self.advanced(params, now).stage() != Stage::Halted || self.reason() != Reason::Guardian
        {
            return Err(RiskError::NoPause);
        }
        if now < self.stage_since_ts {
            return Err(RiskError::OutOfOrder);
        }
        self.halt_until_ts = now;
        self.pause_until_ts = now;
        Ok(self.advance(params, now))
    }

    /// Enters the pause that ends at `pause_until_ts`, or extends the running one to it.
    fn hold(&mut self, params: &BreakerParams, now: i64) -> Transition {
        let cause = Cause::bare(Reason::Guardian);
        if self.stage() == Stage::Halted {
            self.halt_until_ts = self.pause_until_ts;
            return self.transition(params, Stage::Halted, now, &cause);
        }
        self.halt(params, &cause, now, self.pause_until_ts)
    }

    /// Pauses that a new one at `now` would follow without a gap.
    fn pauses_in_a_row(&self, params: &BreakerParams, now: i64) -> u8 {
        let gap_ends = self.pause_until_ts.saturating_add(length(params));
        if now < gap_ends {
            // Zero before the first pause ever.
            self.pauses_in_a_row
        } else {
            0
        }
    }
}

fn length(params: &BreakerParams) -> i64 {
    i64::from(params.pause_secs.min(MAX_PAUSE_SECS))
}
