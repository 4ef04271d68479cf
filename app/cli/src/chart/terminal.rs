//! Lines in a terminal.

use textplots::{Chart, LabelBuilder, LabelFormat, Plot, Shape};

/// Size in dots: two a column, four a row.
const SIZE: (u32, u32) = (120, 36);
/// Dots of an upright mark.
const DOTS: u32 = 12;
/// Room around a level line, a part of its height: it is drawn in the middle.
const LEVEL_ROOM: f32 = 1e-4;

/// A label of an axis.
pub type Label = fn(f32) -> String;

/// Draws `points`, which are in order of x, and an upright mark at `mark`; indented, without an axis.
pub fn line(points: &[(f32, f32)], mark: Option<f32>, (x, y): (Label, Label)) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return String::new();
    };
    let low = points.iter().map(|(_, y)| *y).fold(f32::MAX, f32::min);
    let high = points.iter().map(|(_, y)| *y).fold(f32::MIN, f32::max);
    let room = match high > low {
        true => 0.0,
        false => (high.abs() * LEVEL_ROOM).max(LEVEL_ROOM),
    };
    let (bottom, top) = (low - room, high + room);
    let upright = mark.map_or_else(Vec::new, |x| {
        let step = (top - bottom) / DOTS as f32;
        let dots = (0..=DOTS).map(|dot| (x, bottom + step * dot as f32));
        dots.collect()
    });
    let (line, upright) = (Shape::Lines(points), Shape::Points(&upright));
    let mut chart = Chart::new_with_y_range(SIZE.0, SIZE.1, first.0, last.0, bottom, top);
    let chart = chart.lineplot(&line).lineplot(&upright);
    let chart = chart
        .x_label_format(LabelFormat::Custom(Box::new(x)))
        .y_label_format(LabelFormat::Custom(Box::new(y)));
    chart.figures();
    let rows = chart.to_string();
    // Empty cells are drawn too: only what follows the last dot may go.
    let rows = rows.lines().map(|row| {
        let row = row.trim_end_matches(['\u{2800}', ' ']);
        format!("  {row}\n")
    });
    rows.collect()
}
