//! Changes of stage, and what caused them.

use super::{Direction, Reason, Stage, WindowReading};

/// A change of stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Stage left; the same as `to` where a pause extends a pause.
    pub from: Stage,
    /// Stage entered.
    pub to: Stage,
    /// When it was entered: the print's time, or when the clock ran out, whenever that was noticed.
    pub ts: i64,
    /// When it ends by the clock unless extended; 0 for Normal, which has no end.
    pub until_ts: i64,
    /// Price of the print this belongs to, feed units; 0 for a cause that is no print taken in.
    pub price: u64,
    /// Cause of the throttle or halt this belongs to.
    pub reason: Reason,
    /// Direction of its move.
    pub direction: Direction,
    /// Deviations (x 1000) of its window, of the 15-minute window for a cause that is none.
    pub z_milli: u64,
    /// Move over the same window, bps.
    pub move_bps: u32,
}

/// Most changes at once: the clock can bring three, a print one more.
const MOST: usize = 4;

/// Up to four changes of stage, in order: out of a halt, through a throttle, back to Normal, and into the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transitions {
    items: [Option<Transition>; MOST],
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

    /// The breaker's own halt among them, if any; a pause is none.
    pub fn trip(&self) -> Option<&Transition> {
        self.iter()
            .find(|change| change.to == Stage::Halted && change.reason != Reason::Guardian)
    }

    pub(super) fn push(&mut self, change: Transition) {
        if let Some(free) = self.items.iter_mut().find(|item| item.is_none()) {
            *free = Some(change);
        }
    }
}

/// What throttled or halted a market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cause {
    pub(super) reason: Reason,
    pub(super) direction: Direction,
    pub(super) z_milli: u64,
    pub(super) move_bps: u32,
    pub(super) price: u64,
}

impl Cause {
    /// A cause without a move.
    pub(super) fn bare(reason: Reason) -> Self {
        Self {
            reason,
            ..Self::default()
        }
    }

    /// A cause as one window shows it.
    pub(super) fn seen(reason: Reason, window: &WindowReading, price: u64) -> Self {
        Self {
            reason,
            direction: window.direction,
            z_milli: window.z_milli,
            move_bps: window.move_bps,
            price,
        }
    }
}
