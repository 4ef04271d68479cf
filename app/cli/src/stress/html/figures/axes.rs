//! A canvas, its axes and its colours.

use std::ops::Range;

use anyhow::{anyhow, Result};
use plotters::{
    coord::{types::RangedCoordf64, Shift},
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use crate::format::grouped;

/// Width of every picture, pixels.
pub const WIDTH: u32 = 900;
/// Colours that stand at least 4.5 to 1 against white.
pub const NAVY: RGBColor = RGBColor(31, 59, 87);
/// Likewise.
pub const RUST: RGBColor = RGBColor(168, 78, 14);
/// Likewise.
pub const GREEN: RGBColor = RGBColor(26, 104, 66);
/// Likewise.
pub const PURPLE: RGBColor = RGBColor(112, 58, 140);
/// Likewise.
pub const RED: RGBColor = RGBColor(160, 32, 26);
/// Likewise.
pub const GREY: RGBColor = RGBColor(90, 96, 102);
/// Of the lines behind.
pub const GRID: RGBColor = RGBColor(225, 228, 232);

/// What is drawn on.
pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// A drawing with its axes.
pub type Plot<'a, 'b> =
    ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
/// Horizontal and vertical.
pub type Points = Vec<(f64, f64)>;

/// An `svg` element that `paint` fills.
pub fn svg(height: u32, paint: impl FnOnce(&Area) -> Result<()>) -> Result<String> {
    let mut text = String::new();
    let drawn = canvas(&mut text, height, paint);
    drawn.map_err(|error| anyhow!("cannot draw a figure: {error}"))?;
    Ok(text)
}

fn canvas(text: &mut String, height: u32, paint: impl FnOnce(&Area) -> Result<()>) -> Result<()> {
    let area = SVGBackend::with_string(text, (WIDTH, height)).into_drawing_area();
    area.fill(&WHITE)?;
    paint(&area)?;
    area.present()?;
    Ok(())
}

/// Of titles, labels and axes.
pub fn font() -> TextStyle<'static> {
    ("sans-serif", 16).into_font().color(&BLACK)
}

/// Of what stands to the right of a mark.
pub fn beside() -> TextStyle<'static> {
    font().pos(Pos::new(HPos::Left, VPos::Center))
}

/// From the least to the greatest, `margin` of that wider at either end; never empty.
pub fn range(values: impl Iterator<Item = f64>, margin: f64) -> Range<f64> {
    let values = values.filter(|value| value.is_finite());
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low > high {
        return 0.0..1.0;
    }
    if high - low <= 1e-9 * high.abs().max(1.0) {
        return low - 0.5..high + 0.5;
    }
    let space = (high - low) * margin;
    low - space..high + space
}

/// Minutes with their values; what is no number is left out.
pub fn points(minutes: &[i32], values: &[f64]) -> Points {
    let pairs = minutes.iter().zip(values);
    pairs
        .filter(|(_, value)| value.is_finite())
        .map(|(minute, value)| (f64::from(*minute), *value))
        .collect()
}

/// Draws grid and labels.
pub fn mesh(plot: &mut Plot, across: &str, up: &str) -> Result<()> {
    plot.configure_mesh()
        .x_labels(7)
        .y_labels(7)
        .x_label_formatter(&label)
        .y_label_formatter(&label)
        .x_desc(across)
        .y_desc(up)
        .label_style(font())
        .axis_desc_style(font())
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(BLACK)
        .draw()?;
    Ok(())
}

/// A number of an axis, no longer than it has to be.
pub fn label(value: &f64) -> String {
    let text = grouped(*value, 3);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_a_width_whatever_is_in_it() {
        assert_eq!(range(std::iter::empty(), 0.1), 0.0..1.0);
        assert_eq!(range([f64::NAN, 3.0].into_iter(), 0.1), 2.5..3.5);
        assert_eq!(range([0.0, 10.0].into_iter(), 0.1), -1.0..11.0);
    }

    #[test]
    fn labels_end_with_a_digit_that_matters() {
        let labels = [0.0, 100.0, -0.5, 1_500.25].map(|value| label(&value));
        assert_eq!(labels, ["0", "100", "-0.5", "1,500.25"]);
    }
}
