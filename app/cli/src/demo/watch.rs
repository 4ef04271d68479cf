//! Keeps the history of the breaker, which the market account does not.

use ballast::state::Market;
use option_risk::breaker::{BreakerState, Direction, Reason, Stage};

use crate::{
    format,
    report::{Halt, Rank, Throttle, Trip},
};

/// Trips and stages so far.
pub struct Watch {
    /// Every trip.
    pub trips: Vec<Trip>,
    /// Every halt, in the order of the trips.
    pub halts: Vec<Halt>,
    /// Every stay in Throttle.
    pub throttles: Vec<Throttle>,
    stage: Stage,
}

impl Watch {
    /// Nothing has happened yet.
    pub fn new() -> Self {
        Self {
            trips: Vec::new(),
            halts: Vec::new(),
            throttles: Vec::new(),
            stage: Stage::Normal,
        }
    }

    /// Compares the market with the last look; says what changed.
    pub fn look(&mut self, market: &Market, now: i64) -> Vec<(Rank, String)> {
        let mut changes = Vec::new();
        let mut breaker = market.risk.breaker;
        breaker.advance(&market.params.breaker, now);
        if breaker.trip_count > self.trips.len() as u64 {
            let trip = trip(&breaker);
            changes.push((Rank::Trip, tripped(&trip)));
            self.trips.push(trip);
            self.halts.push(halt(market));
            self.enter(Stage::Halted, breaker.halt_started_ts);
        } else if let Some(last) = self.halts.last_mut() {
            // A halt may have been extended since.
            *last = halt(market);
        }
        if breaker.stage() != self.stage {
            changes.push(self.changed(&breaker));
            self.enter(breaker.stage(), breaker.stage_since_ts);
        }
        if self.stage == Stage::Throttle {
            self.throttled(&breaker);
        }
        changes
    }

    /// Closes the stage before.
    fn enter(&mut self, stage: Stage, since_ts: i64) {
        if let (Stage::Throttle, Some(last)) = (self.stage, self.throttles.last_mut()) {
            last.to_ts = since_ts;
        }
        self.stage = stage;
    }

    /// Records the running stay in Throttle, or that it lasts longer.
    fn throttled(&mut self, breaker: &BreakerState) {
        let (from_ts, to_ts) = (breaker.stage_since_ts, breaker.throttle_until_ts);
        match self.throttles.last_mut() {
            Some(last) if last.from_ts == from_ts => last.to_ts = to_ts,
            _ => self.throttles.push(Throttle {
                from_ts,
                to_ts,
                reason: breaker.reason().name(),
            }),
        }
    }

    fn changed(&self, breaker: &BreakerState) -> (Rank, String) {
        match (breaker.stage(), self.halts.last()) {
            (Stage::Reopening, Some(halt)) => {
                let lasted = format::duration(halt.until - halt.from);
                let text = format!("halt over after {lasted}: grace, then limits ramp up");
                (Rank::Breaker, text)
            }
            (Stage::Throttle, _) => (
                Rank::Throttle,
                format!("throttle: {}", breaker.reason().name()),
            ),
            (Stage::Normal, _) if self.stage == Stage::Throttle => {
                (Rank::Throttle, "back to normal limits".into())
            }
            (Stage::Normal, _) => (Rank::Breaker, "back to normal limits".into()),
            _ => (Rank::Breaker, "halted".into()),
        }
    }
}

fn tripped(trip: &Trip) -> String {
    match trip.window {
        0 => format!("TRIP: {}", trip.reason),
        window => format!(
            "TRIP: {} of {:.1} sigma in {window} min",
            trip.reason, trip.z
        ),
    }
}

fn trip(breaker: &BreakerState) -> Trip {
    let window = match breaker.reason() {
        Reason::Five => 5,
        Reason::Fifteen => 15,
        Reason::Sixty => 60,
        _ => 0,
    };
    Trip {
        ts: breaker.halt_started_ts,
        price: breaker.trip_price as f64 / crate::prices::FEED_UNIT,
        reason: match (window, breaker.direction()) {
            (0, _) => breaker.reason().name(),
            (_, Direction::Up) => "rise",
            _ => "fall",
        },
        window,
        z: breaker.entry_z_milli as f64 / 1_000.0,
    }
}

fn halt(market: &Market) -> Halt {
    let (breaker, params) = (&market.risk.breaker, &market.params.breaker);
    Halt {
        from: breaker.halt_started_ts,
        until: breaker.halt_until_ts,
        normal: breaker.halt_until_ts + i64::from(params.grace_secs) + i64::from(params.ramp_secs),
    }
}
