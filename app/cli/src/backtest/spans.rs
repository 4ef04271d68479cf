//! The time spent in each stage, and what the breaker saw when it entered it.

use option_risk::breaker::{BreakerParams, Direction, Reason, Stage, Transition};
use serde::{Serialize, Serializer};

use super::feed::Tick;
use crate::format::decimal;

/// How long a trip is followed, seconds.
pub const FOLLOWED_SECS: i64 = 14_400;

/// One stay in a stage other than Normal.
#[derive(Clone, Debug, Serialize)]
pub struct Span {
    /// When it was entered.
    pub from_ts: i64,
    /// When it was left.
    pub to_ts: i64,
    /// The stage.
    #[serde(serialize_with = "in_words")]
    pub stage: Stage,
    /// Price on record when it was entered; for Reopening the price of the trip.
    pub price: f64,
    /// Why.
    #[serde(serialize_with = "in_words")]
    pub reason: Reason,
    /// Which way the price had moved.
    #[serde(serialize_with = "in_words")]
    pub direction: Direction,
    /// Minutes of the window that tripped, if one did.
    pub window: Option<u32>,
    /// Standard deviations over that window.
    pub z: Option<f64>,
    /// What they had to exceed.
    pub least_z: Option<f64>,
    /// Move over that window, percent.
    pub move_pct: Option<f64>,
    /// What it had to reach.
    pub least_move_pct: Option<f64>,
    /// What came after, for a stage that a move brought.
    pub after: Option<Aftermath>,
}

/// The four hours after a price, percent of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Aftermath {
    /// How much further the price went the same way.
    pub further_pct: f64,
    /// When it was furthest.
    pub worst_ts: i64,
    /// How much of that it came back by the end of the four hours at most.
    pub back_pct: f64,
}

/// A threshold in force: deviations and move.
struct Least {
    minutes: u32,
    z: f64,
    move_pct: f64,
}

/// Every stay outside Normal, in order.
pub fn spans(changes: &[Transition], ticks: &[Tick], params: &BreakerParams) -> Vec<Span> {
    let ends = changes.iter().skip(1);
    let stays = changes.iter().zip(ends);
    stays
        .filter(|(change, _)| change.to != Stage::Normal)
        .map(|(change, next)| span(change, next.ts, ticks, params))
        .collect()
}

fn span(change: &Transition, to_ts: i64, ticks: &[Tick], params: &BreakerParams) -> Span {
    let least = least(change, params);
    let is_onset = matches!(change.to, Stage::Throttle | Stage::Halted);
    let followed = is_onset && change.direction != Direction::None;
    Span {
        from_ts: change.ts,
        to_ts,
        stage: change.to,
        price: decimal(change.price),
        reason: change.reason,
        direction: change.direction,
        window: least.as_ref().map(|least| least.minutes),
        z: least.as_ref().map(|_| change.z_milli as f64 / 1e3),
        least_z: least.as_ref().map(|least| least.z),
        move_pct: least.as_ref().map(|_| f64::from(change.move_bps) / 1e2),
        least_move_pct: least.as_ref().map(|least| least.move_pct),
        after: followed.then(|| after(ticks, change.ts, change.direction, FOLLOWED_SECS)),
    }
}

fn least(change: &Transition, params: &BreakerParams) -> Option<Least> {
    let (minutes, z_milli, move_bps) = match (change.to, change.reason) {
        (Stage::Throttle, Reason::Fifteen) => {
            (15, params.throttle_z15_milli, params.throttle_move15_bps)
        }
        (_, Reason::Five) => (5, params.z5_milli, params.move5_bps),
        (_, Reason::Fifteen) => (15, params.z15_milli, params.move15_bps),
        (_, Reason::Sixty) => (60, params.z60_milli, params.move60_bps),
        _ => return None,
    };
    Some(Least {
        minutes,
        z: f64::from(z_milli) / 1e3,
        move_pct: f64::from(move_bps) / 1e2,
    })
}

/// How far the price went on and came back in the `secs` after the print at `ts`.
pub fn after(ticks: &[Tick], ts: i64, direction: Direction, secs: i64) -> Aftermath {
    let begin = ticks.partition_point(|tick| tick.ts < ts);
    let end = ticks.partition_point(|tick| tick.ts <= ts + secs);
    let mut found = Aftermath {
        further_pct: 0.0,
        worst_ts: ts,
        back_pct: 0.0,
    };
    let Some(trip) = ticks.get(begin) else {
        return found;
    };
    for tick in &ticks[begin..end] {
        let gone = gone_pct(trip.price, tick.price, direction);
        if gone > found.further_pct {
            (found.further_pct, found.worst_ts, found.back_pct) = (gone, tick.ts, 0.0);
        }
        found.back_pct = found.back_pct.max(found.further_pct - gone);
    }
    found
}

/// How far `price` lies beyond `from` in a direction, percent of `from`; negative on the other side.
pub fn gone_pct(from: u64, price: u64, direction: Direction) -> f64 {
    let up = (price as f64 / from as f64 - 1.0) * 1e2;
    match direction {
        Direction::Down => -up,
        Direction::Up | Direction::None => up,
    }
}

fn in_words<T: ToString, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.to_string())
}
