//! Throttle: entering it, keeping it on, and what caused it.

use super::transition::Cause;
use super::{BreakerParams, BreakerState, Direction, Reason, Stage, Transitions};

impl BreakerState {
    /// Makes Throttle due for `throttle_secs` and enters it from Normal; during Reopening it follows.
    ///
    /// The newest cause is the one on record, but a move's direction is not forgotten for a cause that has none.
    pub(super) fn throttle(
        &mut self,
        params: &BreakerParams,
        cause: Cause,
        now: i64,
        changes: &mut Transitions,
    ) {
        let is_due = now < self.throttle_until_ts;
        if !is_due || cause.direction != Direction::None {
            self.throttle_direction = cause.direction as u8;
        }
        if self.stage() == Stage::Reopening && cause.direction != Direction::None {
            self.turned = cause.direction as u8;
        }
        self.throttle_reason = cause.reason as u8;
        self.throttle_z_milli = cause.z_milli;
        self.throttle_move_bps = cause.move_bps;
        self.throttle_price = cause.price;
        self.hold_throttle(params, now);
        if self.stage() == Stage::Normal {
            changes.push(self.enter(params, Stage::Throttle, now));
        }
    }

    /// Makes Throttle last `throttle_secs` from now.
    pub(super) fn hold_throttle(&mut self, params: &BreakerParams, now: i64) {
        let until_ts = now.saturating_add(i64::from(params.throttle_secs));
        self.throttle_until_ts = self.throttle_until_ts.max(until_ts);
    }

    /// What last throttled the market.
    pub(super) fn throttle_cause(&self) -> Cause {
        Cause {
            reason: Reason::from_byte(self.throttle_reason),
            direction: Direction::from_byte(self.throttle_direction),
            z_milli: self.throttle_z_milli,
            move_bps: self.throttle_move_bps,
            price: self.throttle_price,
        }
    }
}
