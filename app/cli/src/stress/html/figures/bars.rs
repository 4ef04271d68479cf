//! Bars that lie, one a mechanism, the first at the top.

use std::ops::Range;

use anyhow::Result;
use plotters::{
    coord::{
        combinators::{BindKeyPoints, WithKeyPoints},
        types::{RangedCoordf64, RangedCoordi64},
    },
    prelude::*,
};

use super::axes::{self, Area, GRID, NAVY};
use crate::stress::html::Figure;

/// Of a bar with the space around it: pixels, and on the vertical axis.
const ROW: (u32, i64) = (40, 100);
/// Half a bar, and half of the part within it, on the vertical axis.
const HALF: (i64, i64) = (32, 16);
/// Of a picture without its margins, pixels.
const WIDTH: usize = axes::WIDTH as usize - 24;
/// About what a character takes, pixels.
const CHARACTER: usize = 8;

type Plot<'a, 'b> =
    ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, WithKeyPoints<RangedCoordi64>>>;

/// One bar.
pub struct Bar {
    /// At its left.
    pub name: String,
    /// How long it is.
    pub value: f64,
    /// Half-width of its interval; 0 for none.
    pub error: f64,
    /// How much of it is the part drawn within.
    pub part: Option<f64>,
    /// At its right.
    pub label: String,
}

impl Bar {
    fn ends(&self) -> [f64; 2] {
        [self.value - self.error, self.value + self.error]
    }
}

/// Draws bars of `unit`; `None` without any.
pub fn draw(caption: String, unit: &str, bars: &[Bar]) -> Result<Option<Figure>> {
    let bars = bars.iter().rev().filter(|bar| bar.value.is_finite());
    let bars: Vec<&Bar> = bars.collect();
    if bars.is_empty() {
        return Ok(None);
    }
    let height = 76 + ROW.0 * u32::try_from(bars.len())?;
    let svg = axes::svg(height, |area| paint(area, unit, &bars))?;
    Ok(Some(Figure { caption, svg }))
}

/// `bars` from the bottom up.
fn paint(area: &Area, unit: &str, bars: &[&Bar]) -> Result<()> {
    let rows = i64::try_from(bars.len())?;
    let centres: Vec<i64> = (0..rows).map(|row| row * ROW.1 + ROW.1 / 2).collect();
    let names = bars.iter().map(|bar| bar.name.chars().count()).max();
    let left = (names.unwrap_or(0) * CHARACTER + 24).clamp(80, 300);
    let up = (0..rows * ROW.1).with_key_points(centres.clone());
    let mut plot = ChartBuilder::on(area)
        .margin(12)
        .x_label_area_size(48)
        .y_label_area_size(u32::try_from(left)?)
        .build_cartesian_2d(across(bars, WIDTH - left), up)?;
    mesh(&mut plot, unit, bars)?;
    for (bar, centre) in bars.iter().zip(centres) {
        shape(&mut plot, bar, centre)?;
        let end = (bar.ends()[1].max(0.0), centre);
        let (x, y) = plot.plotting_area().map_coordinate(&end);
        area.draw_text(&bar.label, &axes::beside(), (x + 8, y))?;
    }
    Ok(())
}

/// From 0 or less to the longest bar, with room for what stands beside it in `pixels`.
fn across(bars: &[&Bar], pixels: usize) -> Range<f64> {
    let ends = || bars.iter().flat_map(|bar| bar.ends());
    let (low, high) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    let long = if high > low { high - low } else { 1.0 };
    let labels = bars.iter().map(|bar| bar.label.chars().count()).max();
    let label = labels.unwrap_or(0) * CHARACTER + 16;
    let taken = (label as f64 / pixels as f64).min(0.7);
    low..low + long / (1.0 - taken)
}

fn mesh(plot: &mut Plot, unit: &str, bars: &[&Bar]) -> Result<()> {
    let name = |place: &i64| {
        let row = usize::try_from(place / ROW.1).ok();
        let bar = row.and_then(|row| bars.get(row));
        bar.map_or_else(String::new, |bar| bar.name.clone())
    };
    plot.configure_mesh()
        .disable_y_mesh()
        .x_labels(7)
        .x_label_formatter(&axes::label)
        .y_label_formatter(&name)
        .x_desc(unit)
        .label_style(axes::font())
        .axis_desc_style(axes::font())
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(BLACK)
        .draw()?;
    Ok(())
}

fn shape(plot: &mut Plot, bar: &Bar, centre: i64) -> Result<()> {
    let lying = |length: f64, half: i64| [(0.0, centre - half), (length, centre + half)];
    let whole = lying(bar.value, HALF.0);
    plot.draw_series([
        Rectangle::new(whole, NAVY.mix(0.25).filled()),
        Rectangle::new(whole, NAVY.stroke_width(1)),
    ])?;
    if let Some(part) = bar.part.filter(|part| part.is_finite()) {
        let part = Rectangle::new(lying(part, HALF.1), NAVY.filled());
        plot.draw_series([part])?;
    }
    if bar.error > 0.0 {
        let [low, high] = bar.ends();
        let cap = |x: f64| vec![(x, centre - HALF.1 / 2), (x, centre + HALF.1 / 2)];
        let lines = [vec![(low, centre), (high, centre)], cap(low), cap(high)];
        let style = BLACK.stroke_width(2);
        plot.draw_series(lines.map(|line| PathElement::new(line, style)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(value: f64, error: f64) -> Bar {
        Bar {
            name: "halt".to_owned(),
            value,
            error,
            part: None,
            label: "a label".to_owned(),
        }
    }

    #[test]
    fn there_is_room_for_the_error_and_the_label() {
        let (long, short) = (bar(10.0, 2.0), bar(1.0, 0.0));
        let range = across(&[&long, &short], 720);
        assert_eq!(range.start, 0.0);
        assert!((range.end - 12.0 / 0.9).abs() < 1e-9, "{range:?}");
        let nothing = across(&[&bar(0.0, 0.0)], 720);
        assert!(nothing.start == 0.0 && nothing.end > 0.0, "{nothing:?}");
        let below = across(&[&bar(-3.0, 1.0), &bar(2.0, 0.0)], 720);
        assert!(below.start == -4.0 && below.end > 2.0, "{below:?}");
    }

    #[test]
    fn what_is_no_number_is_no_bar() {
        let bars = [bar(f64::NAN, 0.0)];
        let none = draw(String::new(), "%", &bars).expect("drawn");
        assert!(none.is_none());
    }
}
