//! Keeps the history of the breaker, which the market account does not.

use ballast::state::Market;
use option_risk::breaker::{Direction, Reason, Stage};

use crate::{
    format,
    report::{Halt, Rank, Trip},
};

/// Trips and stages so far.
pub struct Watch {
    /// Every trip.
    pub trips: Vec<Trip>,
    /// Every halt, in the order of the trips.
    pub halts: Vec<Halt>,
    stage: Stage,
}

impl Watch {
    /// Nothing has happened yet.
    pub fn new() -> Self {
        Self {
            trips: Vec::new(),
            halts: Vec::new(),
            stage: Stage::Normal,
        }
    }

    /// Compares the market with the last look; says what changed.
    pub fn look(&mut self, market: &Market, now: i64) -> Vec<(Rank, String)> {
        let mut changes = Vec::new();
        let breaker = &market.breaker;
        if breaker.trip_count > self.trips.len() as u64 {
            let trip = trip(market);
            let text = format!(
                "TRIP: {} of {:.1} sigma in {} min",
                trip.reason, trip.z, trip.window
            );
            changes.push((Rank::Trip, text));
            self.trips.push(trip);
            self.halts.push(halt(market));
            self.stage = Stage::Halted;
        } else if let Some(last) = self.halts.last_mut() {
            // A halt may have been extended since.
            *last = halt(market);
        }
        let stage = breaker.stage_at(&market.params.breaker, now);
        if stage != self.stage {
            changes.push((Rank::Breaker, self.describe(stage)));
            self.stage = stage;
        }
        changes
    }

    fn describe(&self, stage: Stage) -> String {
        match (stage, self.halts.last()) {
            (Stage::Reopening, Some(halt)) => format!(
                "halt over after {}: grace, then limits ramp up",
                format::duration(halt.until - halt.from)
            ),
            (Stage::Normal, _) => "back to normal limits".into(),
            _ => "halted".into(),
        }
    }
}

fn trip(market: &Market) -> Trip {
    let breaker = &market.breaker;
    Trip {
        ts: breaker.halt_started_ts,
        price: breaker.trip_price as f64 / crate::prices::FEED_UNIT,
        reason: match breaker.direction() {
            Direction::Up => "rise",
            Direction::Down | Direction::None => "fall",
        },
        window: match breaker.reason() {
            Reason::Fifteen => 15,
            Reason::Sixty => 60,
        },
        z: breaker.entry_z_milli as f64 / 1_000.0,
    }
}

fn halt(market: &Market) -> Halt {
    let (breaker, params) = (&market.breaker, &market.params.breaker);
    Halt {
        from: breaker.halt_started_ts,
        until: breaker.halt_until_ts,
        normal: breaker.halt_until_ts + i64::from(params.grace_secs) + i64::from(params.ramp_secs),
    }
}
