//! The run as an SVG: price, stages shaded, liquidations and hedges marked.

use std::{collections::BTreeSet, path::Path};

use anyhow::{anyhow, Result};
use chrono::DateTime;
use plotters::{
    coord::{
        combinators::{BindKeyPoints, WithKeyPoints},
        types::{RangedCoordf64, RangedCoordi64},
        Shift,
    },
    prelude::*,
};

use super::{Event, Report};

/// Size of the picture.
const SIZE: (u32, u32) = (900, 420);
/// Columns a long path is thinned to; each keeps its extremes.
const COLUMNS: i64 = 1_500;
/// Columns in which a kind of event is marked once.
const MARK_COLUMNS: i64 = 220;
/// Steps between time labels, seconds.
const STEPS: [i64; 16] = [
    60, 300, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000,
    7_776_000, 15_552_000, 31_104_000,
];
/// Most time labels.
const MOST_LABELS: i64 = 9;
/// Steps from this on are labelled by the day.
const DAY_SECS: i64 = 86_400;

const PRICE: RGBColor = RGBColor(31, 59, 87);
const THROTTLE: RGBColor = RGBColor(247, 209, 84);
const HALT: RGBColor = RGBColor(206, 58, 54);
const REOPENING: RGBColor = RGBColor(96, 165, 117);
const LIQUIDATION: RGBColor = RGBColor(176, 24, 24);
const HEDGE: RGBColor = RGBColor(20, 120, 90);
const GRID: RGBColor = RGBColor(225, 228, 232);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Times = WithKeyPoints<RangedCoordi64>;
type Plot<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<Times, RangedCoordf64>>;

/// Draws the report.
pub fn draw(report: &Report, path: &Path) -> Result<()> {
    let area = SVGBackend::new(path, SIZE).into_drawing_area();
    paint(report, &area).map_err(|error| anyhow!("cannot draw {}: {error}", path.display()))
}

fn paint(report: &Report, area: &Area) -> Result<()> {
    area.fill(&WHITE)?;
    let points = thinned(&report.path);
    let (low, high) = bounds(&points);
    let margin = ((high - low) * 0.08).max(high * 0.001);
    let mut plot = ChartBuilder::on(area)
        .caption(title(report), ("sans-serif", 17).into_font().color(&BLACK))
        .margin(12)
        .x_label_area_size(42)
        .y_label_area_size(68)
        .build_cartesian_2d(times(report), low - margin..high + margin)?;
    axes(report, &mut plot)?;
    spans(report, &mut plot, low - margin, high + margin)?;
    let corner = emptiest_corner(&points, low, high);
    let line = LineSeries::new(points, PRICE.stroke_width(2));
    plot.draw_series(line)?
        .label("price")
        .legend(|(x, y)| PathElement::new([(x, y), (x + 16, y)], PRICE.stroke_width(2)));
    marks(report, &mut plot)?;
    plot.configure_series_labels()
        .position(corner)
        .background_style(WHITE.mix(0.85))
        .border_style(GRID)
        .label_font(("sans-serif", 12).into_font().color(&BLACK))
        .draw()?;
    area.present()?;
    Ok(())
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

/// The time axis with labels at round times.
fn times(report: &Report) -> Times {
    let step = label_step(report);
    let first = report.from_ts + (-report.from_ts).rem_euclid(step);
    let labels = (first..report.to_ts).step_by(usize::try_from(step).unwrap_or(usize::MAX));
    (report.from_ts..report.to_ts).with_key_points(labels.collect())
}

/// The least step that gives few enough labels.
fn label_step(report: &Report) -> i64 {
    let span = report.to_ts - report.from_ts;
    let fits = |step: &i64| span / step < MOST_LABELS;
    STEPS.into_iter().find(fits).unwrap_or(span / MOST_LABELS)
}

fn axes(report: &Report, plot: &mut Plot) -> Result<()> {
    let pattern = if label_step(report) < DAY_SECS {
        "%H:%M"
    } else {
        "%d %b %y"
    };
    let label = |ts: &i64| {
        DateTime::from_timestamp(*ts, 0)
            .map_or_else(String::new, |time| time.format(pattern).to_string())
    };
    let font = ("sans-serif", 12).into_font().color(&BLACK);
    plot.configure_mesh()
        .x_labels(8)
        .y_labels(8)
        .x_label_formatter(&label)
        .x_desc("time (UTC)")
        .y_desc("price (quote per base)")
        .label_style(font.clone())
        .axis_desc_style(font)
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(BLACK)
        .draw()?;
    Ok(())
}

/// Shades the stages but the normal one.
fn spans(report: &Report, plot: &mut Plot, low: f64, high: f64) -> Result<()> {
    let (throttles, halts) = (report.throttles.iter(), report.halts.iter());
    let throttled: Vec<_> = throttles.map(|stay| (stay.from_ts, stay.to_ts)).collect();
    let halted: Vec<_> = halts.clone().map(|halt| (halt.from, halt.until)).collect();
    let reopening: Vec<_> = halts.map(|halt| (halt.until, halt.normal)).collect();
    for (name, color, spans) in [
        ("throttled", THROTTLE, throttled),
        ("halted", HALT, halted),
        ("reopening", REOPENING, reopening),
    ] {
        let style = color.mix(0.28).filled();
        let clip = |ts: i64| ts.clamp(report.from_ts, report.to_ts);
        let boxes = spans
            .into_iter()
            .map(|(from, to)| Rectangle::new([(clip(from), low), (clip(to), high)], style));
        plot.draw_series(boxes)?
            .label(name)
            .legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 16, y + 5)], style));
    }
    Ok(())
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

/// At most two points a column, its extremes in the order they came.
fn thinned(path: &[(i64, u64)]) -> Vec<(i64, f64)> {
    let (Some(first), Some(last)) = (path.first(), path.last()) else {
        return Vec::new();
    };
    let width = ((last.0 - first.0) / COLUMNS).max(1);
    let columns = path.chunk_by(|a, b| (a.0 - first.0) / width == (b.0 - first.0) / width);
    let mut points = Vec::new();
    for column in columns {
        let low = column.iter().min_by_key(|(_, price)| *price);
        let high = column.iter().max_by_key(|(_, price)| *price);
        let mut extremes: Vec<_> = low.into_iter().chain(high).copied().collect();
        extremes.sort_unstable();
        extremes.dedup();
        points.extend(extremes);
    }
    points
        .into_iter()
        .map(|(ts, price)| (ts, crate::format::decimal(price)))
        .collect()
}

/// The corner in which a legend hides the fewest points.
fn emptiest_corner(points: &[(i64, f64)], low: f64, high: f64) -> SeriesLabelPosition {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return SeriesLabelPosition::LowerRight;
    };
    let (width, height) = ((last.0 - first.0) / 5, (high - low) / 3.0);
    let hidden = |is_left: bool, is_low: bool| {
        let beside = |ts: i64| if is_left { ts - first.0 } else { last.0 - ts } <= width;
        let level = |price: f64| if is_low { price - low } else { high - price } <= height;
        let points = points.iter();
        points
            .filter(|(ts, price)| beside(*ts) && level(*price))
            .count()
    };
    let corners = [
        (hidden(false, true), SeriesLabelPosition::LowerRight),
        (hidden(true, true), SeriesLabelPosition::LowerLeft),
        (hidden(false, false), SeriesLabelPosition::UpperRight),
        (hidden(true, false), SeriesLabelPosition::UpperLeft),
    ];
    let emptiest = corners.into_iter().min_by_key(|(hidden, _)| *hidden);
    emptiest.map_or(SeriesLabelPosition::LowerRight, |(_, corner)| corner)
}

fn bounds(points: &[(i64, f64)]) -> (f64, f64) {
    let prices = points.iter().map(|(_, price)| *price);
    prices.fold((f64::MAX, f64::MIN), |(low, high), price| {
        (low.min(price), high.max(price))
    })
}
