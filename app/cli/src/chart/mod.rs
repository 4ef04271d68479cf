//! A price over time as an SVG, with spans of it shaded: what every chart of the command line is made of.

mod axes;
pub mod panels;
pub mod terminal;

use std::path::Path;

use anyhow::{anyhow, Result};
use plotters::prelude::*;

pub use axes::Plot;
use axes::{Axes, GRID};

use crate::format::decimal;

/// Size of the picture.
const SIZE: (u32, u32) = (900, 420);
/// Columns a long path is thinned to; each keeps its extremes.
const COLUMNS: i64 = 1_500;
/// Colour of the time in which flows are throttled.
pub const THROTTLE: RGBColor = RGBColor(247, 209, 84);
/// Colour of a halt.
pub const HALT: RGBColor = RGBColor(206, 58, 54);
/// Colour of the reopening after it.
pub const REOPENING: RGBColor = RGBColor(96, 165, 117);
const PRICE: RGBColor = RGBColor(31, 59, 87);

/// Stretches of time under one colour and name.
pub struct Shade {
    /// In the legend.
    pub name: &'static str,
    /// With its opacity.
    pub color: RGBAColor,
    /// From and to; what lies outside the picture is cut off.
    pub spans: Vec<(i64, i64)>,
}

/// What is drawn.
pub struct PriceChart {
    /// Above the picture.
    pub title: String,
    /// First moment shown.
    pub from_ts: i64,
    /// Last moment shown.
    pub to_ts: i64,
    /// Prices in feed units, in order of time.
    pub path: Vec<(i64, u64)>,
    /// Behind the price, in the order they are painted.
    pub shades: Vec<Shade>,
}

impl PriceChart {
    /// Draws to a file; `marks` adds to the picture what lies over the price.
    pub fn draw(&self, path: &Path, marks: impl FnOnce(&mut Plot) -> Result<()>) -> Result<()> {
        self.paint(path, marks)
            .map_err(|error| anyhow!("cannot draw {}: {error}", path.display()))
    }

    fn paint(&self, path: &Path, marks: impl FnOnce(&mut Plot) -> Result<()>) -> Result<()> {
        let area = SVGBackend::new(path, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let points = self.thinned();
        let (low, high) = bounds(&points);
        let margin = ((high - low) * 0.08).max(high * 0.001);
        let axes = Axes {
            from_ts: self.from_ts,
            to_ts: self.to_ts,
            unit: "price (quote per base)",
        };
        let mut plot = ChartBuilder::on(&area)
            .caption(&self.title, ("sans-serif", 17).into_font().color(&BLACK))
            .margin(12)
            .x_label_area_size(42)
            .y_label_area_size(68)
            .build_cartesian_2d(axes.times(), low - margin..high + margin)?;
        axes.draw(&mut plot)?;
        self.shade(&mut plot, low - margin, high + margin)?;
        let corner = emptiest_corner(&points, low, high);
        let line = LineSeries::new(points, PRICE.stroke_width(2));
        plot.draw_series(line)?
            .label("price")
            .legend(|(x, y)| PathElement::new([(x, y), (x + 16, y)], PRICE.stroke_width(2)));
        marks(&mut plot)?;
        plot.configure_series_labels()
            .position(corner)
            .background_style(WHITE.mix(0.85))
            .border_style(GRID)
            .label_font(("sans-serif", 12).into_font().color(&BLACK))
            .draw()?;
        area.present()?;
        Ok(())
    }

    fn shade(&self, plot: &mut Plot, low: f64, high: f64) -> Result<()> {
        for Shade { name, color, spans } in &self.shades {
            let style = color.filled();
            let clip = |ts: i64| ts.clamp(self.from_ts, self.to_ts);
            let boxes = spans
                .iter()
                .map(|(from, to)| Rectangle::new([(clip(*from), low), (clip(*to), high)], style));
            plot.draw_series(boxes)?
                .label(*name)
                .legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 16, y + 5)], style));
        }
        Ok(())
    }

    /// At most two points a column, its extremes in the order they came.
    fn thinned(&self) -> Vec<(i64, f64)> {
        let (Some(first), Some(last)) = (self.path.first(), self.path.last()) else {
            return Vec::new();
        };
        let width = ((last.0 - first.0) / COLUMNS).max(1);
        let columns =
            (self.path).chunk_by(|a, b| (a.0 - first.0) / width == (b.0 - first.0) / width);
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
            .map(|(ts, price)| (ts, decimal(price)))
            .collect()
    }
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
