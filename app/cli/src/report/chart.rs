//! The run as an SVG: price, stages shaded, liquidations and hedges marked.

use std::{collections::BTreeSet, path::Path};

use anyhow::Result;
use plotters::prelude::*;

use super::{Event, Report};
use crate::chart::{Plot, PriceChart, Shade, HALT, REOPENING, THROTTLE};

/// Columns in which a kind of event is marked once.
const MARK_COLUMNS: i64 = 220;
/// How far a stage's colour covers the grid.
const OPACITY: f64 = 0.28;

const LIQUIDATION: RGBColor = RGBColor(176, 24, 24);
const HEDGE: RGBColor = RGBColor(20, 120, 90);

/// Draws the report.
pub fn draw(report: &Report, path: &Path) -> Result<()> {
    let chart = PriceChart {
        title: title(report),
        from_ts: report.from_ts,
        to_ts: report.to_ts,
        path: report.path.clone(),
        shades: shades(report),
    };
    chart.draw(path, |plot| marks(report, plot))
}

fn title(report: &Report) -> String {
    let breaker = if report.breaker_armed {
        "breaker armed"
    } else {
        "breaker disarmed"
    };
    let name = Path::new(&report.source)
        .file_name()
        .map_or(report.source.clone(), |name| {
            name.to_string_lossy().into_owned()
        });
    format!("Ballast demo: {name}, {breaker}")
}

/// The stages but the normal one.
fn shades(report: &Report) -> Vec<Shade> {
    let (throttles, halts) = (report.throttles.iter(), report.halts.iter());
    let throttled = throttles.map(|stay| (stay.from_ts, stay.to_ts)).collect();
    let halted = halts.clone().map(|halt| (halt.from, halt.until)).collect();
    let reopening = halts.map(|halt| (halt.until, halt.normal)).collect();
    let shade = |name, color: RGBColor, spans| Shade {
        name,
        color: color.mix(OPACITY),
        spans,
    };
    vec![
        shade("throttled", THROTTLE, throttled),
        shade("halted", HALT, halted),
        shade("reopening", REOPENING, reopening),
    ]
}

/// Marks liquidations and hedges, each once a narrow column.
fn marks(report: &Report, plot: &mut Plot) -> Result<()> {
    let at = |wanted: Event| {
        let mut seen = BTreeSet::new();
        let width = ((report.to_ts - report.from_ts) / MARK_COLUMNS).max(1);
        let events = report.events.iter();
        let points: Vec<(i64, f64)> = events
            .filter(|(ts, _, event)| *event == wanted && *ts <= report.to_ts)
            .filter(|(ts, _, _)| seen.insert(ts / width))
            .map(|(ts, price, _)| (*ts, crate::format::decimal(*price)))
            .collect();
        points
    };
    plot.draw_series(
        at(Event::Hedge)
            .into_iter()
            .map(|point| Circle::new(point, 3, HEDGE.filled())),
    )?
    .label("hedge filled")
    .legend(|(x, y)| Circle::new((x + 8, y), 3, HEDGE.filled()));
    plot.draw_series(
        at(Event::Liquidation)
            .into_iter()
            .map(|point| TriangleMarker::new(point, 6, LIQUIDATION.filled())),
    )?
    .label("liquidation")
    .legend(|(x, y)| TriangleMarker::new((x + 8, y), 6, LIQUIDATION.filled()));
    Ok(())
}
