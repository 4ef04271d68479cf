//! Lines over time as an SVG, in panels one above the other.

use std::path::Path;

use anyhow::{anyhow, Result};
use plotters::{coord::Shift, prelude::*};

use super::{
    axes::{Axes, GRID},
    bounds, emptiest_corner, SIZE,
};

/// The colours of a panel's lines, in their order.
const COLORS: [RGBColor; 2] = [RGBColor(31, 59, 87), RGBColor(206, 120, 40)];

/// One line.
pub struct Line {
    /// In the legend.
    pub name: &'static str,
    /// In order of time.
    pub points: Vec<(i64, f64)>,
}

/// Lines on one pair of axes: two at most, of two points at least.
pub struct Panel {
    /// Above it.
    pub title: String,
    /// Beside its vertical axis.
    pub unit: &'static str,
    /// The lines.
    pub lines: Vec<Line>,
}

/// Draws panels to a file.
pub fn draw(path: &Path, panels: &[Panel]) -> Result<()> {
    paint(path, panels).map_err(|error| anyhow!("cannot draw {}: {error}", path.display()))
}

fn paint(path: &Path, panels: &[Panel]) -> Result<()> {
    let (width, height) = SIZE;
    let count = u32::try_from(panels.len())?;
    let area = SVGBackend::new(path, (width, height * count)).into_drawing_area();
    area.fill(&WHITE)?;
    for (panel, area) in panels.iter().zip(area.split_evenly((panels.len(), 1))) {
        panel.paint(&area)?;
    }
    area.present()?;
    Ok(())
}

impl Panel {
    fn paint(&self, area: &DrawingArea<SVGBackend, Shift>) -> Result<()> {
        let lines = self.lines.iter();
        let mut points: Vec<(i64, f64)> = lines.flat_map(|line| line.points.clone()).collect();
        points.sort_by_key(|point| point.0);
        let (low, high) = bounds(&points);
        let margin = ((high - low) * 0.08).max(high * 0.001);
        let axes = Axes {
            from_ts: points.first().map_or(0, |first| first.0),
            to_ts: points.last().map_or(1, |last| last.0),
            unit: self.unit,
        };
        let mut plot = ChartBuilder::on(area)
            .caption(&self.title, ("sans-serif", 17).into_font().color(&BLACK))
            .margin(12)
            .x_label_area_size(42)
            .y_label_area_size(68)
            .build_cartesian_2d(axes.times(), low - margin..high + margin)?;
        axes.draw(&mut plot)?;
        for (line, color) in self.lines.iter().zip(COLORS) {
            let path = LineSeries::new(line.points.clone(), color.stroke_width(2));
            plot.draw_series(path)?
                .label(line.name)
                .legend(move |(x, y)| {
                    PathElement::new([(x, y), (x + 16, y)], color.stroke_width(2))
                });
        }
        plot.configure_series_labels()
            .position(emptiest_corner(&points, low, high))
            .background_style(WHITE.mix(0.85))
            .border_style(GRID)
            .label_font(("sans-serif", 12).into_font().color(&BLACK))
            .draw()?;
        Ok(())
    }
}
