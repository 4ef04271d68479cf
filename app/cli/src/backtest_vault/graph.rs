//! Two lines over time for a terminal.

use std::fmt::{self, Write};

use super::report::Worth;
use crate::format::{date, grouped};

/// Rows of the picture.
const ROWS: usize = 14;
/// Columns at most.
const COLUMNS: usize = 100;

/// Draws what the vault and what holding is worth.
pub fn draw(out: &mut String, worths: &[Worth]) -> fmt::Result {
    let step = worths.len().div_ceil(COLUMNS).max(1);
    // Counted from the end, so that the last point is there.
    let mut points: Vec<&Worth> = worths.iter().rev().step_by(step).collect();
    points.reverse();
    let both = points.iter().flat_map(|point| [point.vault, point.held]);
    let low = both.clone().fold(f64::MAX, f64::min);
    let high = both.fold(f64::MIN, f64::max).max(low + 1e-9);
    let row = |value: f64| ((high - value) / (high - low) * (ROWS - 1) as f64).round() as usize;
    writeln!(out, "quote of one base put in: ● vault, ○ held, ◉ both")?;
    for line in 0..ROWS {
        let level = high - (high - low) * line as f64 / (ROWS - 1) as f64;
        let cells =
            points.iter().map(
                |point| match (row(point.vault) == line, row(point.held) == line) {
                    (true, true) => '◉',
                    (true, false) => '●',
                    (false, true) => '○',
                    _ => ' ',
                },
            );
        let cells: String = cells.collect();
        writeln!(out, "{:>10} ┤{}", grouped(level, 2), cells.trim_end())?;
    }
    let day = |point: Option<&&Worth>| point.map_or_else(String::new, |point| date(point.ts));
    let width = points.len().saturating_sub(10).max(11);
    writeln!(
        out,
        "{:>10}  {:<width$}{}",
        "",
        day(points.first()),
        day(points.last())
    )
}
