//! The tables that are not just rows.

use ballast_simulator::results::{Anchor, Magnet, Replay, ReplayDay, Row, SweepPoint};

use super::{
    cells::{self, MECHANISM, SWEPT},
    days,
    grid::Grid,
};
use crate::format::{date, grouped};

fn head<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

/// Theory beside the model.
pub fn anchors(anchors: &[Anchor]) -> Grid {
    let line = |anchor: &Anchor| {
        let off = (anchor.measured / anchor.expected - 1.0) * 1e2;
        vec![
            grouped(anchor.gain, 2),
            grouped(anchor.expected, 4),
            grouped(anchor.measured, 4),
            format!("{}%", grouped(off, 2)),
        ]
    };
    Grid {
        names: 1,
        head: head(["loop gain g", "1 / (1 - g)", "measured", "off by"]),
        lines: anchors.iter().map(line).collect(),
    }
}

/// Halts with and without sellers who know of the threshold.
pub fn magnet(magnet: &[Magnet]) -> Grid {
    let line = |magnet: &Magnet| {
        let more = (magnet.with - magnet.without) * 1e2;
        vec![
            magnet.mechanism.clone(),
            grouped(magnet.news_pct, 1),
            cells::share(magnet.without),
            cells::share(magnet.with),
            grouped(more, 0),
        ]
    };
    Grid {
        names: 1,
        head: head([
            "mechanism",
            "news, fall %",
            "P(halt), not anticipated",
            "P(halt), anticipated",
            "difference, points",
        ]),
        lines: magnet.iter().map(line).collect(),
    }
}

/// Points of one scenario, numbered from 1; `*` is on the front.
pub fn sweep(points: &[SweepPoint]) -> Grid {
    let mut head = head(["#", "front"]);
    let values = points.iter().take(1).flat_map(|point| &point.values);
    head.extend(values.map(|(name, _)| name.clone()));
    let names = head.len() + 1;
    let columns = || [MECHANISM].into_iter().chain(SWEPT);
    head.extend(columns().map(|column| column.head.to_owned()));
    let line = |(place, point): (usize, &SweepPoint)| {
        let mark = if point.on_front { "*" } else { "" };
        let mut line = vec![(place + 1).to_string(), mark.to_owned()];
        line.extend(point.values.iter().map(|(_, value)| value.clone()));
        line.extend(columns().map(|column| (column.cell)(&point.row)));
        line
    };
    Grid {
        names,
        head,
        lines: points.iter().enumerate().map(line).collect(),
    }
}

/// Sums over all days by mechanism.
pub fn totals(replay: &Replay) -> Grid {
    let line = |row: &Row| {
        let worst = days::worst_overshoot(replay, &row.mechanism);
        vec![
            row.mechanism.clone(),
            cells::millions(row.debt),
            cells::millions(row.liquidated),
            cells::millions(row.unnecessary),
            cells::millions(row.backstopped),
            cells::thousands(row.bad_debt),
            cells::thousands(row.insurance_used),
            grouped(row.halted_minutes, 0),
            days::halted(replay, &row.mechanism).to_string(),
            worst.map_or_else(|| "-".to_owned(), |worst| grouped(worst, 2)),
            cells::margin(row),
        ]
    };
    Grid {
        names: 1,
        head: head([
            "mechanism",
            "debt $M",
            "liquidated $M",
            "unnecessary $M",
            "to insurance $M",
            "bad debt $k",
            "insurance used $k",
            "shut min",
            "days halted",
            "worst overshoot %",
            "margin % of spot",
        ]),
        lines: replay.results.iter().map(line).collect(),
    }
}

/// The days on which something happened, each with all mechanisms.
pub fn days(replay: &Replay) -> Grid {
    let lines =
        days::eventful(replay).flat_map(|day| day.rows.iter().map(move |row| line(day, row)));
    Grid {
        names: 2,
        head: head([
            "day",
            "mechanism",
            "open",
            "low",
            "fall %",
            "overshoot %",
            "liquidated $M",
            "unnecessary $M",
            "bad debt $k",
            "shut min",
        ]),
        lines: lines.collect(),
    }
}

fn line(day: &ReplayDay, row: &Row) -> Vec<String> {
    vec![
        date(day.ts),
        row.mechanism.clone(),
        grouped(day.open, 2),
        grouped(day.low, 2),
        grouped((1.0 - day.low / day.open) * 1e2, 1),
        grouped(row.overshoot_pct, 2),
        cells::millions(row.liquidated),
        cells::millions(row.unnecessary),
        cells::thousands(row.bad_debt),
        grouped(row.halted_minutes, 0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn every_line_is_as_long_as_the_head() {
        let (study, replay) = (fixture::study(), fixture::replay());
        let grids = [
            anchors(&study.anchors),
            magnet(&study.magnet),
            sweep(&fixture::sweep().points),
            totals(&replay),
            days(&replay),
        ];
        for grid in grids {
            assert!(!grid.lines.is_empty());
            assert!(grid.names < grid.head.len());
            for line in &grid.lines {
                assert_eq!(line.len(), grid.head.len(), "{line:?}");
            }
        }
        assert!(sweep(&[]).lines.is_empty());
    }
}
