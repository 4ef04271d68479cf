//! The breaker's state and its transitions.

use bytemuck::{Pod, Zeroable};

use super::{BreakerParams, Direction, Reading, Reason, Stage, MAX_HALT_SECS};
use crate::numeric::DAY_SECS;

/// How long a print that still reads high keeps a halt open, seconds: two minutes, so that one print a minute holds it.
const EXTENSION_SECS: i64 = 120;

/// The breaker of one market. All zero is Normal with no halt on record.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
pub struct BreakerState {
    /// [`Stage`] as a byte; see [`Self::stage`].
    pub stage: u8,
    /// [`Reason`] of the last trip as a byte.
    pub reason: u8,
    /// [`Direction`] of the last trip as a byte.
    pub direction: u8,
    /// Always zero.
    pub padding: [u8; 5],
    /// When the present stage began.
    pub stage_since_ts: i64,
    /// When the last halt began.
    pub halt_started_ts: i64,
    /// When the last halt ends or ended.
    pub halt_until_ts: i64,
    /// Deviations (x 1000) that tripped it.
    pub entry_z_milli: u64,
    /// Price that tripped it, feed units.
    pub trip_price: u64,
    /// Trips ever.
    pub trip_count: u64,
    /// Starts of the last two halts, newest first; only the first `trip_count` are set.
    pub halt_starts: [i64; 2],
    /// Seconds spent in halts that have ended.
    pub halted_secs_total: u64,
}

const _: () = assert!(core::mem::size_of::<BreakerState>() == 80);

/// A change of stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Stage left.
    pub from: Stage,
    /// Stage entered.
    pub to: Stage,
    /// When it was entered: the trip's time, or when the clock ran out, whenever that was noticed.
    pub ts: i64,
    /// Price of the trip this belongs to, feed units.
    pub price: u64,
    /// Window of that trip.
    pub reason: Reason,
    /// Direction of that trip.
    pub direction: Direction,
    /// Deviations (x 1000) of that trip.
    pub z_milli: u64,
}

/// Up to three changes of stage, in order: out of a halt, back to Normal, and into the next halt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transitions {
    items: [Option<Transition>; 3],
}

impl Transitions {
    /// The changes in order.
    pub fn iter(&self) -> impl Iterator<Item = &Transition> {
        self.items.iter().flatten()
    }

    /// Whether the stage did not change.
    pub fn is_empty(&self) -> bool {
        self.items[0].is_none()
    }

    /// The trip among them, if any.
    pub fn trip(&self) -> Option<&Transition> {
        self.iter().find(|change| change.to == Stage::Halted)
    }

    fn push(&mut self, change: Transition) {
        // A full list cannot happen: the clock gives two changes at most, a print one.
        if let Some(free) = self.items.iter_mut().find(|item| item.is_none()) {
            *free = Some(change);
        }
    }
}

/// A window over its thresholds.
struct Trip {
    reason: Reason,
    direction: Direction,
    z_milli: u64,
}

impl BreakerState {
    /// The stage on record; [`Self::advance`] first to have the present one.
    pub fn stage(&self) -> Stage {
        match self.stage {
            0 => Stage::Normal,
            1 => Stage::Halted,
            _ => Stage::Reopening,
        }
    }

    /// The window that tripped last.
    pub fn reason(&self) -> Reason {
        match self.reason {
            0 => Reason::Fifteen,
            _ => Reason::Sixty,
        }
    }

    /// The direction of the last trip; [`Direction::None`] if there was none.
    pub fn direction(&self) -> Direction {
        match self.direction {
            1 => Direction::Up,
            2 => Direction::Down,
            _ => Direction::None,
        }
    }

    /// The stage at `now`, whether or not anybody has cranked [`Self::advance`].
    pub fn stage_at(&self, params: &BreakerParams, now: i64) -> Stage {
        let mut present = *self;
        present.advance(params, now);
        present.stage()
    }

    /// Seconds ever spent in halts up to `now`, the running one included.
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

    /// Seconds ever spent in halts and their graces up to `now`: auction clocks stand still in both.
    pub fn closed_secs(&self, params: &BreakerParams, now: i64) -> u64 {
        let mut present = *self;
        present.advance(params, now);
        let grace_secs = u64::from(params.grace_secs);
        let (past_graces, running_grace) = match present.stage() {
            Stage::Normal => (present.trip_count, 0),
            Stage::Halted => (present.trip_count.saturating_sub(1), 0),
            Stage::Reopening => (
                present.trip_count.saturating_sub(1),
                now.abs_diff(present.stage_since_ts).min(grace_secs),
            ),
        };
        present
            .halted_secs(now)
            .saturating_add(past_graces.saturating_mul(grace_secs))
            .saturating_add(running_grace)
    }

    /// Whether `ts` lies after the last halt, if there was one: an order from before it is void.
    pub fn is_after_last_halt(&self, ts: i64) -> bool {
        self.trip_count == 0 || ts >= self.halt_until_ts
    }

    /// Moves the stage by the clock alone. A clock that stands still or runs backwards changes nothing.
    pub fn advance(&mut self, params: &BreakerParams, now: i64) -> Transitions {
        let mut changes = Transitions::default();
        if self.stage() == Stage::Halted && now >= self.halt_until_ts {
            let lasted = self.halt_until_ts.saturating_sub(self.halt_started_ts);
            self.halted_secs_total = self
                .halted_secs_total
                .saturating_add(u64::try_from(lasted).unwrap_or(0));
            changes.push(self.enter(Stage::Reopening, self.halt_until_ts));
        }
        if self.stage() == Stage::Reopening && now >= self.normal_from(params) {
            changes.push(self.enter(Stage::Normal, self.normal_from(params)));
        }
        changes
    }

    /// Takes a print: first the clock, then a trip or, in a halt, an extension.
    ///
    /// A trip needs an armed breaker, no cooldown and a halt left in the day. A halt is extended to two minutes from now
    /// while the window that tripped it reads more than half its entry, up to `max_halt_secs` from its start.
    /// A print older than the present stage moves nothing but the clock.
    pub fn observe(
        &mut self,
        params: &BreakerParams,
        reading: &Reading,
        price: u64,
        now: i64,
    ) -> Transitions {
        let mut changes = self.advance(params, now);
        if now < self.stage_since_ts {
            return changes;
        }
        if self.stage() == Stage::Halted {
            self.extend(params, reading, now);
        } else if let Some(trip) = trip(params, reading) {
            if self.may_halt(params, now) {
                changes.push(self.halt(params, &trip, price, now));
            }
        }
        changes
    }

    /// When Reopening ends.
    fn normal_from(&self, params: &BreakerParams) -> i64 {
        self.ramp_from(params)
            .saturating_add(i64::from(params.ramp_secs))
    }

    /// When the grace of Reopening ends.
    pub(super) fn ramp_from(&self, params: &BreakerParams) -> i64 {
        self.stage_since_ts
            .saturating_add(i64::from(params.grace_secs))
    }

    fn may_halt(&self, params: &BreakerParams, now: i64) -> bool {
        let cooled = self.trip_count == 0
            || now
                >= self
                    .halt_until_ts
                    .saturating_add(i64::from(params.cooldown_secs));
        cooled && self.halts_in_day(now) < params.max_halts_per_day
    }

    /// Halts that started in the 24 hours up to `now`.
    fn halts_in_day(&self, now: i64) -> u32 {
        let day_ago = now.saturating_sub(DAY_SECS as i64);
        let on_record = self.halt_starts.iter().zip(0..self.trip_count);
        on_record
            .map(|(start, _)| u32::from(*start > day_ago))
            .sum()
    }

    fn extend(&mut self, params: &BreakerParams, reading: &Reading, now: i64) {
        let z_milli = match self.reason() {
            Reason::Fifteen => reading.z15_milli,
            Reason::Sixty => reading.z60_milli,
        };
        if z_milli > self.entry_z_milli / 2 {
            let wanted = now
                .saturating_add(EXTENSION_SECS)
                .min(self.latest_end(params));
            self.halt_until_ts = self.halt_until_ts.max(wanted);
        }
    }

    /// The last moment the halt on record may reach.
    fn latest_end(&self, params: &BreakerParams) -> i64 {
        let most = params.max_halt_secs.min(MAX_HALT_SECS);
        self.halt_started_ts.saturating_add(i64::from(most))
    }

    fn halt(&mut self, params: &BreakerParams, trip: &Trip, price: u64, now: i64) -> Transition {
        self.reason = trip.reason as u8;
        self.direction = trip.direction as u8;
        self.entry_z_milli = trip.z_milli;
        self.trip_price = price;
        self.trip_count = self.trip_count.saturating_add(1);
        self.halt_starts = [now, self.halt_starts[0]];
        self.halt_started_ts = now;
        self.halt_until_ts = now
            .saturating_add(i64::from(params.halt_secs))
            .min(self.latest_end(params));
        self.enter(Stage::Halted, now)
    }

    fn enter(&mut self, to: Stage, ts: i64) -> Transition {
        let from = self.stage();
        self.stage = to as u8;
        self.stage_since_ts = ts;
        Transition {
            from,
            to,
            ts,
            price: self.trip_price,
            reason: self.reason(),
            direction: self.direction(),
            z_milli: self.entry_z_milli,
        }
    }
}

/// The first window over both of its thresholds.
fn trip(params: &BreakerParams, reading: &Reading) -> Option<Trip> {
    let over = |z_milli: u64, z_least: u32, move_bps: u32, move_least: u32| {
        params.armed != 0 && z_milli > u64::from(z_least) && move_bps >= move_least
    };
    if over(
        reading.z15_milli,
        params.z15_milli,
        reading.move15_bps,
        params.move15_bps,
    ) {
        Some(Trip {
            reason: Reason::Fifteen,
            direction: reading.direction15,
            z_milli: reading.z15_milli,
        })
    } else if over(
        reading.z60_milli,
        params.z60_milli,
        reading.move60_bps,
        params.move60_bps,
    ) {
        Some(Trip {
            reason: Reason::Sixty,
            direction: reading.direction60,
            z_milli: reading.z60_milli,
        })
    } else {
        None
    }
}
