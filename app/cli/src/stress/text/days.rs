//! Which days of a replay are worth a look, and the worst of them.

use ballast_simulator::results::{Replay, ReplayDay, Row};

use crate::format::date;

/// The days on which a mechanism liquidated, lost or halted something, in order.
pub fn eventful(replay: &Replay) -> impl Iterator<Item = &ReplayDay> {
    let quiet =
        |row: &Row| row.liquidated <= 0.0 && row.bad_debt <= 0.0 && row.halted_minutes <= 0.0;
    let days = replay.days.iter();
    days.filter(move |day| !day.rows.iter().all(quiet))
}

/// `2025-01-01 to 2025-12-31`; empty without days.
pub fn span(replay: &Replay) -> String {
    let ends = replay.days.first().zip(replay.days.last());
    ends.map_or_else(String::new, |(first, last)| {
        format!("{} to {}", date(first.ts), date(last.ts))
    })
}

/// On how many days a mechanism halted.
pub fn halted(replay: &Replay, mechanism: &str) -> usize {
    let rows = rows(replay, mechanism);
    rows.filter(|row| row.halted_minutes > 0.0).count()
}

/// The largest overshoot under a mechanism, per cent; `None` without days.
pub fn worst_overshoot(replay: &Replay, mechanism: &str) -> Option<f64> {
    let rows = rows(replay, mechanism);
    rows.map(|row| row.overshoot_pct).reduce(f64::max)
}

fn rows<'a>(replay: &'a Replay, mechanism: &'a str) -> impl Iterator<Item = &'a Row> {
    let rows = replay.days.iter().flat_map(|day| &day.rows);
    rows.filter(move |row| row.mechanism == mechanism)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn a_halt_alone_makes_a_day_eventful() {
        let mut replay = fixture::replay();
        let found: Vec<String> = eventful(&replay).map(|day| date(day.ts)).collect();
        assert_eq!(found, ["2025-10-10"]);
        replay.days[0].rows[1].halted_minutes = 4.0;
        assert_eq!(eventful(&replay).count(), 2);
        assert_eq!(halted(&replay, "all"), 2);
        assert_eq!(halted(&replay, "none"), 0);
        assert_eq!(worst_overshoot(&replay, "none"), Some(12.5));
        assert_eq!(worst_overshoot(&replay, "no such"), None);
    }
}
