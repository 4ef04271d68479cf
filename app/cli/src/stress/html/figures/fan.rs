//! Prices over the minutes: bands of the runs and their median, with the fundamental's.

use std::ops::Range;

use anyhow::Result;
use ballast_simulator::results::Path;
use plotters::prelude::*;

use super::axes::{self, Area, Plot, Points, NAVY, RUST};
use crate::stress::html::Figure;

/// Of the panels, and of the legend under them, pixels.
const HEIGHTS: (u32, u32) = (360, 36);
/// How dark the bands are.
const BANDS: (f64, f64) = (0.18, 0.40);

/// Panels beside each other at one scale; `None` without minutes.
pub fn draw(scenario: &str, paths: &[&Path]) -> Result<Option<Figure>> {
    let paths = paths.iter().filter(|path| !path.minutes.is_empty());
    let paths: Vec<&Path> = paths.copied().collect();
    if paths.is_empty() {
        return Ok(None);
    }
    let minutes = paths.iter().flat_map(|path| path.minutes.iter());
    let across = axes::range(minutes.map(|minute| f64::from(*minute)), 0.0);
    let up = axes::range(paths.iter().flat_map(|path| extremes(path)), 0.05);
    let svg = axes::svg(HEIGHTS.0 + HEIGHTS.1, |area| {
        let (panels, legend) = area.split_vertically(HEIGHTS.0);
        let panels = panels.split_evenly((1, paths.len()));
        for (path, panel) in paths.iter().zip(&panels) {
            paint(panel, path, across.clone(), up.clone())?;
        }
        key(&legend)
    })?;
    let names: Vec<&str> = paths.iter().map(|path| path.mechanism.as_str()).collect();
    Ok(Some(Figure {
        caption: format!(
            "Price paths, {scenario}: {}. Per cent of the price the news hits; bands hold 90% and 50% of the runs.",
            names.join(" beside ")
        ),
        svg,
    }))
}

fn extremes(path: &Path) -> impl Iterator<Item = f64> + '_ {
    let bands = path.price_p5.iter().chain(&path.price_p95);
    bands.chain(&path.fundamental_p50).copied()
}

fn paint(area: &Area, path: &Path, across: Range<f64>, up: Range<f64>) -> Result<()> {
    let mut plot = ChartBuilder::on(area)
        .caption(&path.mechanism, axes::font())
        .margin(8)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d(across, up)?;
    axes::mesh(&mut plot, "minutes since the news", "price, %")?;
    let bands = [
        (&path.price_p5, &path.price_p95, BANDS.0),
        (&path.price_p25, &path.price_p75, BANDS.1),
    ];
    for (low, high, dark) in bands {
        band(&mut plot, outline(&path.minutes, low, high), dark)?;
    }
    let median = axes::points(&path.minutes, &path.price_p50);
    plot.draw_series(LineSeries::new(median, NAVY.stroke_width(2)))?;
    let fundamental = axes::points(&path.minutes, &path.fundamental_p50);
    let dashes = DashedLineSeries::new(fundamental, 7, 4, RUST.stroke_width(2));
    plot.draw_series(dashes)?;
    Ok(())
}

fn band(plot: &mut Plot, outline: Points, dark: f64) -> Result<()> {
    if !outline.is_empty() {
        let filled = Polygon::new(outline, NAVY.mix(dark));
        plot.draw_series(std::iter::once(filled))?;
    }
    Ok(())
}

/// Along the low and back along the high, over the minutes that have both.
fn outline(minutes: &[i32], low: &[f64], high: &[f64]) -> Points {
    let edges = minutes.iter().zip(low.iter().zip(high));
    let edges: Vec<_> = edges
        .filter(|(_, (low, high))| low.is_finite() && high.is_finite())
        .map(|(minute, (low, high))| (f64::from(*minute), *low, *high))
        .collect();
    let there = edges.iter().map(|(minute, low, _)| (*minute, *low));
    let back = edges.iter().rev().map(|(minute, _, high)| (*minute, *high));
    there.chain(back).collect()
}

fn key(area: &Area) -> Result<()> {
    let (y, font) = (16, axes::beside());
    let sample = |x: i32| [(x, y - 7), (x + 36, y + 7)];
    let (wide, narrow) = (NAVY.mix(BANDS.0), NAVY.mix(BANDS.1));
    area.draw(&Rectangle::new(sample(60), wide.filled()))?;
    area.draw_text("90% of runs", &font, (104, y))?;
    area.draw(&Rectangle::new(sample(240), wide.filled()))?;
    area.draw(&Rectangle::new(sample(240), narrow.filled()))?;
    area.draw_text("50% of runs", &font, (284, y))?;
    let median = vec![(420, y), (456, y)];
    area.draw(&PathElement::new(median, NAVY.stroke_width(2)))?;
    area.draw_text("median price", &font, (464, y))?;
    for x in [610, 621, 632, 643] {
        let dash = vec![(x, y), (x + 7, y)];
        area.draw(&PathElement::new(dash, RUST.stroke_width(2)))?;
    }
    area.draw_text("median fundamental", &font, (658, y))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn a_band_goes_there_and_back_past_what_is_no_number() {
        let low = [1.0, f64::NAN, 3.0, 4.0];
        let high = [2.0, 3.0, f64::INFINITY, 5.0];
        let found = outline(&[0, 1, 2, 3], &low, &high);
        assert_eq!(found, [(0.0, 1.0), (3.0, 4.0), (3.0, 5.0), (0.0, 2.0)]);
    }

    #[test]
    fn two_panels_of_two_bands_each() {
        let (none, all) = (
            fixture::path("s", "none", 16.0),
            fixture::path("s", "all", 4.0),
        );
        let figure = draw("s", &[&none, &all]).expect("drawn").expect("a figure");
        assert_eq!(figure.svg.matches("<polygon").count(), 4);
        assert!(figure.caption.contains("none beside all"));
        assert!(!figure.svg.contains("NaN"));
    }

    #[test]
    fn no_minutes_no_figure() {
        let path = Path {
            minutes: Vec::new(),
            ..fixture::path("s", "none", 16.0)
        };
        assert!(draw("s", &[&path]).expect("drawn").is_none());
    }
}
