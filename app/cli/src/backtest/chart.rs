//! A backtest as an SVG: the price with the stages shaded.

use std::path::Path;

use anyhow::{anyhow, ensure, Result};
use chrono::DateTime;
use option_risk::breaker::Stage;
use plotters::{
    coord::{
        combinators::{BindKeyPoints, WithKeyPoints},
        types::{RangedCoordf64, RangedCoordi64},
    },
    prelude::*,
};

use super::{feed::Tick, spans::Span};
use crate::format::decimal;

const SIZE: (u32, u32) = (900, 420);
/// Columns a long path is thinned to; each keeps its extremes.
const COLUMNS: i64 = 1_600;
/// Shades narrower than this part of the picture are widened to it, or nobody would see them.
const LEAST_SHADE: i64 = 600;
/// Steps between time labels, seconds.
const STEPS: [i64; 14] = [
    60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 172_800, 604_800, 2_592_000,
    7_776_000, 31_104_000,
];
const MOST_LABELS: i64 = 9;
const DAY_SECS: i64 = 86_400;

const PRICE: RGBColor = RGBColor(31, 59, 87);
const THROTTLE: RGBColor = RGBColor(247, 209, 84);
const HALT: RGBColor = RGBColor(206, 58, 54);
const REOPENING: RGBColor = RGBColor(96, 165, 117);
const GRID: RGBColor = RGBColor(225, 228, 232);

type Times = WithKeyPoints<RangedCoordi64>;
type Plot<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<Times, RangedCoordf64>>;

/// What is drawn.
pub struct Chart<'a> {
    /// Above the picture.
    pub title: String,
    /// The prints.
    pub ticks: &'a [Tick],
    /// The stays outside Normal.
    pub spans: &'a [Span],
}

impl Chart<'_> {
    /// Draws to a file. At least two prints at different times are needed.
    pub fn draw(&self, path: &Path) -> Result<()> {
        ensure!(self.ticks.len() > 1, "no prints in the time of the chart");
        self.paint(path)
            .map_err(|error| anyhow!("cannot draw {}: {error}", path.display()))
    }

    fn paint(&self, path: &Path) -> Result<()> {
        let area = SVGBackend::new(path, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let (low, high) = self.bounds();
        let margin = (high - low) * 0.05 + high * 1e-6;
        let (low, high) = (low - margin, high + margin);
        let mut plot = ChartBuilder::on(&area)
            .caption(&self.title, ("sans-serif", 17).into_font().color(&BLACK))
            .margin(12)
            .x_label_area_size(42)
            .y_label_area_size(68)
            .build_cartesian_2d(self.times(), low..high)?;
        self.axes(&mut plot)?;
        for (name, style, stage) in [
            ("throttle", THROTTLE.mix(0.4).filled(), Stage::Throttle),
            ("reopening", REOPENING.mix(0.45).filled(), Stage::Reopening),
            ("halted", HALT.mix(0.7).filled(), Stage::Halted),
        ] {
            let shades = self.shades(stage);
            let boxes = shades.map(|(from, to)| Rectangle::new([(from, low), (to, high)], style));
            plot.draw_series(boxes)?
                .label(name)
                .legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 16, y + 5)], style));
        }
        plot.draw_series(LineSeries::new(self.thinned(), PRICE.stroke_width(2)))?
            .label("price")
            .legend(|(x, y)| PathElement::new([(x, y), (x + 16, y)], PRICE.stroke_width(2)));
        plot.configure_series_labels()
            .position(self.legend(low, high))
            .background_style(WHITE.mix(0.85))
            .border_style(GRID)
            .label_font(("sans-serif", 12).into_font().color(&BLACK))
            .draw()?;
        area.present()?;
        Ok(())
    }

    fn first(&self) -> i64 {
        self.ticks[0].ts
    }

    fn last(&self) -> i64 {
        self.ticks[self.ticks.len() - 1].ts
    }

    fn bounds(&self) -> (f64, f64) {
        let prices = self.ticks.iter().map(|tick| decimal(tick.price));
        prices.fold((f64::MAX, f64::MIN), |(low, high), price| {
            (low.min(price), high.max(price))
        })
    }

    /// The least step that gives few enough labels.
    fn step(&self) -> i64 {
        let span = self.last() - self.first();
        let fits = |step: &i64| span / step <= MOST_LABELS;
        STEPS.into_iter().find(fits).unwrap_or(span)
    }

    /// The time axis with labels at round times.
    fn times(&self) -> Times {
        let (step, first, last) = (self.step(), self.first(), self.last());
        let labelled = first + (-first).rem_euclid(step);
        let labels = (labelled..last).step_by(usize::try_from(step).unwrap_or(usize::MAX));
        (first..last).with_key_points(labels.collect())
    }

    fn axes(&self, plot: &mut Plot) -> Result<()> {
        let is_daily = self.step() >= DAY_SECS;
        let pattern = if is_daily { "%d %b %y" } else { "%H:%M" };
        let label = |ts: &i64| {
            DateTime::from_timestamp(*ts, 0)
                .map_or_else(String::new, |time| time.format(pattern).to_string())
        };
        let font = ("sans-serif", 12).into_font().color(&BLACK);
        plot.configure_mesh()
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

    /// The visible stays of a stage, none too narrow to see.
    fn shades(&self, stage: Stage) -> impl Iterator<Item = (i64, i64)> + '_ {
        let (first, last) = (self.first(), self.last());
        let least = (last - first) / LEAST_SHADE;
        let stays = self.spans.iter().filter(move |span| span.stage == stage);
        stays
            .filter(move |span| span.to_ts > first && span.from_ts < last)
            .map(move |span| {
                let to = span.to_ts.max(span.from_ts + least);
                (span.from_ts.max(first), to.min(last))
            })
    }

    /// At most two points a column, its extremes in the order they came.
    fn thinned(&self) -> Vec<(i64, f64)> {
        let first = self.first();
        let width = ((self.last() - first) / COLUMNS).max(1);
        let column = |tick: &Tick| (tick.ts - first) / width;
        let columns = self.ticks.chunk_by(|a, b| column(a) == column(b));
        let extremes = columns.flat_map(|ticks| {
            let low = ticks.iter().min_by_key(|tick| tick.price);
            let high = ticks.iter().max_by_key(|tick| tick.price);
            let mut both: Vec<&Tick> = low.into_iter().chain(high).collect();
            both.sort_by_key(|tick| tick.ts);
            both
        });
        extremes
            .map(|tick| (tick.ts, decimal(tick.price)))
            .collect()
    }

    /// The lower corner that the price leaves free: left of a fall, right of a rise.
    fn legend(&self, low: f64, high: f64) -> SeriesLabelPosition {
        let middle = (low + high) / 2.0;
        let is_high = |tick: Option<&Tick>| tick.is_some_and(|tick| decimal(tick.price) > middle);
        match (is_high(self.ticks.first()), is_high(self.ticks.last())) {
            (true, _) => SeriesLabelPosition::LowerLeft,
            (false, true) => SeriesLabelPosition::LowerRight,
            (false, false) => SeriesLabelPosition::UpperRight,
        }
    }
}
