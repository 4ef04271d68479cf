//! The breaker's state, and what a print does to it.

use super::signals::Share;
use super::transition::Cause;
use super::{
    BreakerParams, Direction, Reason, Signals, Stage, Transition, Transitions, MAX_PAUSES_PER_DAY,
};

/// How long a print that still reads high keeps a halt open, seconds: two minutes, so that one print a minute holds it.
const EXTENSION_SECS: i64 = 120;

/// The breaker of one market. All zero is Normal with nothing on record.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BreakerState {
    /// [`Stage`] as a byte; see [`Self::stage`].
    pub stage: u8,
    /// [`Reason`] of the last halt as a byte.
    pub reason: u8,
    /// [`Direction`] of the last halt as a byte.
    pub direction: u8,
    /// [`Reason`] of the last throttle as a byte.
    pub throttle_reason: u8,
    /// [`Direction`] of the last throttle as a byte.
    pub throttle_direction: u8,
    /// 1 while wide-confidence prints run.
    pub is_suspect: u8,
    /// Pauses of the guardian without a gap between them.
    pub pauses_in_a_row: u8,
    /// [`Direction`], as a byte, of a move since the market reopened that would throttle; zero for none.
    pub turned: u8,
    /// When the present stage began.
    pub stage_since_ts: i64,
    /// When the last halt began, a pause included.
    pub halt_started_ts: i64,
    /// When the last halt ends or ended, a pause included.
    pub halt_until_ts: i64,
    /// Deviations (x 1000) that halted it.
    pub entry_z_milli: u64,
    /// Price that halted it, feed units; 0 where it was no print taken in.
    pub trip_price: u64,
    /// Trips ever: the breaker's own halts.
    pub trip_count: u64,
    /// Starts of the last two trips, newest first; only the first `trip_count` are set.
    pub halt_starts: [i64; 2],
    /// When the last trip's halt ends or ended: the cooldown runs from here.
    pub trip_until_ts: i64,
    /// Seconds spent in halts that have ended, pauses included.
    pub halted_secs_total: u64,
    /// Seconds spent in graces that have ended.
    pub grace_secs_total: u64,
    /// When Throttle ends or ended, unless extended.
    pub throttle_until_ts: i64,
    /// Deviations (x 1000) over 15 minutes that throttled it.
    pub throttle_z_milli: u64,
    /// Price that throttled it, feed units; 0 where it was no print taken in.
    pub throttle_price: u64,
    /// Move that halted it, bps.
    pub entry_move_bps: u32,
    /// Move that throttled it, bps.
    pub throttle_move_bps: u32,
    /// When the run of wide-confidence prints began.
    pub suspect_since_ts: i64,
    /// When the last of the run was seen.
    pub suspect_last_ts: i64,
    /// Starts of the last pauses, newest first; only the first `pause_count` are set.
    pub pause_starts: [i64; MAX_PAUSES_PER_DAY as usize],
    /// When the last pause ends or ended.
    pub pause_until_ts: i64,
    /// Pauses of the guardian ever.
    pub pause_count: u64,
}

const _: () = assert!(core::mem::size_of::<BreakerState>() == 184);

impl BreakerState {
    /// The stage on record; [`Self::advance`] first to have the present one.
    pub fn stage(&self) -> Stage {
        Stage::from_byte(self.stage)
    }

    /// Why the market is throttled; in any other stage, why it last halted.
    pub fn reason(&self) -> Reason {
        self.cause().reason
    }

    /// Which way the price went when the market was throttled; in any other stage, when it last halted. None once the
    /// price has turned in Reopening by what would throttle: a hedge goes with the one move or with the other, and none
    /// is free of limits.
    pub fn direction(&self) -> Direction {
        let recorded = self.cause().direction;
        match Direction::from_byte(self.turned) {
            turned if turned == Direction::None || turned == recorded => recorded,
            _ => Direction::None,
        }
    }

    /// Takes a print: first the clock, then a halt, a throttle or, in a halt, an extension.
    ///
    /// A halt needs an armed breaker, a fresh print, no cooldown and a halt left in the day; without them its cause
    /// throttles. A halt is extended to two minutes from now while the window that tripped it reads more than half its
    /// entry, up to `max_halt_secs` from its start. A throttle lasts `throttle_secs` from the last print above half of
    /// what throttles or halts; one that falls into Reopening follows it for as long as it is due.
    /// A print older than the present stage moves nothing but the clock.
    pub fn observe(
        &mut self,
        params: &BreakerParams,
        signals: &Signals,
        price: u64,
        now: i64,
    ) -> Transitions {
        let mut changes = self.advance(params, now);
        if now < self.stage_since_ts {
            return changes;
        }
        self.is_suspect = 0;
        if self.stage() == Stage::Halted {
            self.extend(params, signals, now);
        } else if params.armed != 0 {
            self.judge(params, signals, price, now, &mut changes);
        }
        changes
    }

    /// Takes notice of a print too wide to use: it throttles at once, and halts once such prints have run for
    /// `suspect_secs` with no good one between. In a halt, and for a disarmed breaker, it does nothing.
    pub fn suspect(&mut self, params: &BreakerParams, now: i64) -> Transitions {
        let mut changes = self.advance(params, now);
        if now < self.stage_since_ts || params.armed == 0 {
            return changes;
        }
        let gap = now.saturating_sub(self.suspect_last_ts);
        if self.is_suspect == 0 || gap > 2 * i64::from(params.suspect_secs) {
            // What lay between is not known to have been wide.
            self.is_suspect = 1;
            self.suspect_since_ts = now;
        }
        self.suspect_last_ts = now;
        let lasted = now.saturating_sub(self.suspect_since_ts);
        if self.stage() == Stage::Halted {
            return changes;
        }
        let cause = Cause::bare(Reason::Confidence);
        if lasted >= i64::from(params.suspect_secs) {
            self.halt_or_throttle(params, cause, now, &mut changes);
        } else {
            self.throttle(params, cause, now, &mut changes);
        }
        changes
    }

    fn judge(
        &mut self,
        params: &BreakerParams,
        signals: &Signals,
        price: u64,
        now: i64,
        changes: &mut Transitions,
    ) {
        if let Some(cause) = signals.halting(params, Share::Full, price) {
            if signals.fresh {
                self.halt_or_throttle(params, cause, now, changes);
            } else {
                self.throttle(params, cause, now, changes);
            }
        } else if let Some(cause) = signals.throttling(params, Share::Full, price) {
            self.throttle(params, cause, now, changes);
        } else if now < self.throttle_until_ts && signals.lingers(params) {
            self.hold_throttle(params, now);
        }
    }

    fn halt_or_throttle(
        &mut self,
        params: &BreakerParams,
        cause: Cause,
        now: i64,
        changes: &mut Transitions,
    ) {
        if self.may_trip(params, now) {
            changes.push(self.trip(params, &cause, now));
        } else {
            let spent = Cause {
                reason: Reason::HaltsSpent,
                ..cause
            };
            self.throttle(params, spent, now, changes);
        }
    }

    fn extend(&mut self, params: &BreakerParams, signals: &Signals, now: i64) {
        let window = match self.reason() {
            Reason::Five => signals.reading.five(),
            Reason::Fifteen => signals.reading.fifteen(),
            Reason::Sixty => signals.reading.sixty(),
            _ => return,
        };
        if window.z_milli > self.entry_z_milli / 2 {
            let wanted = now
                .saturating_add(EXTENSION_SECS)
                .min(self.latest_end(params));
            self.halt_until_ts = self.halt_until_ts.max(wanted);
            self.trip_until_ts = self.halt_until_ts;
        }
    }

    fn trip(&mut self, params: &BreakerParams, cause: &Cause, now: i64) -> Transition {
        self.trip_count = self.trip_count.saturating_add(1);
        self.halt_starts = [now, self.halt_starts[0]];
        self.is_suspect = 0;
        let secs = params.halt_secs.min(Self::longest_halt(params));
        self.trip_until_ts = now.saturating_add(i64::from(secs));
        self.halt(params, cause, now, self.trip_until_ts)
    }

    /// Enters Halted for `cause` until `until_ts`.
    pub(super) fn halt(
        &mut self,
        params: &BreakerParams,
        cause: &Cause,
        now: i64,
        until_ts: i64,
    ) -> Transition {
        self.reason = cause.reason as u8;
        self.direction = cause.direction as u8;
        self.entry_z_milli = cause.z_milli;
        self.entry_move_bps = cause.move_bps;
        self.trip_price = cause.price;
        self.halt_started_ts = now;
        self.halt_until_ts = until_ts;
        self.enter(params, Stage::Halted, now)
    }

    /// What brought about the stage on record, or what last halted the market.
    pub(super) fn cause(&self) -> Cause {
        if self.stage() == Stage::Throttle {
            self.throttle_cause()
        } else {
            self.halt_cause()
        }
    }

    /// What last halted the market.
    pub(super) fn halt_cause(&self) -> Cause {
        Cause {
            reason: Reason::from_byte(self.reason),
            direction: Direction::from_byte(self.direction),
            z_milli: self.entry_z_milli,
            move_bps: self.entry_move_bps,
            price: self.trip_price,
        }
    }
}
