//! What the breaker did, and the gain it watches.

use serde::Serialize;

/// One trip of the breaker.
#[derive(Clone, Debug, Serialize)]
pub struct Trip {
    /// Unix seconds.
    pub ts: i64,
    /// Price that tripped it.
    pub price: f64,
    /// `fall` or `rise`, or in words what else it was.
    pub reason: &'static str,
    /// Minutes of the window that tripped; 0 where it was none.
    pub window: u32,
    /// Standard deviations.
    pub z: f64,
}

/// One stay in Throttle.
#[derive(Clone, Debug, Serialize)]
pub struct Throttle {
    /// When it began.
    pub from_ts: i64,
    /// When it ended, in a halt or by the clock.
    pub to_ts: i64,
    /// What brought it.
    pub reason: &'static str,
}

/// The highest loop gain of a run.
#[derive(Default, Serialize)]
pub struct LoopGain {
    /// x 1000.
    pub max_milli: u32,
    /// When it was first this high.
    pub ts: i64,
}

impl LoopGain {
    /// Takes a gain into account.
    pub fn note(&mut self, ts: i64, gain_milli: u32) {
        if gain_milli > self.max_milli {
            *self = Self {
                max_milli: gain_milli,
                ts,
            };
        }
    }
}
