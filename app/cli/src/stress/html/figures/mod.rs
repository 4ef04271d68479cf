//! The pictures of the documents, a file for each kind.

mod axes;
mod bars;
mod fan;
mod margin;
mod rows;
mod scatter;

use anyhow::Result;
use ballast_simulator::results::{Path, Row, SweepPoint};

use super::Figure;
use crate::stress::text::names::ends;

/// Of one scenario of a study: prices, what each mechanism costs, and the margin.
pub fn study(rows: &[Row], paths: &[&Path]) -> Result<Vec<Figure>> {
    let Some(first) = rows.first() else {
        return Ok(Vec::new());
    };
    let title = &first.scenario;
    let figures = [
        fan::draw(title, &compared(paths))?,
        rows::overshoot(title, rows)?,
        rows::bad_debt(title, rows)?,
        rows::liquidated(title, rows)?,
        margin::draw(title, paths)?,
    ];
    Ok(figures.into_iter().flatten().collect())
}

/// Of one scenario of a sweep; `None` without points.
pub fn sweep(points: &[SweepPoint]) -> Result<Option<Figure>> {
    scatter::draw(points)
}

/// Of a replay's totals.
pub fn replay(rows: &[Row]) -> Result<Vec<Figure>> {
    let Some(first) = rows.first() else {
        return Ok(Vec::new());
    };
    let title = format!("{}, all days", first.scenario);
    let figures = [
        rows::liquidated(&title, rows)?,
        rows::bad_debt(&title, rows)?,
    ];
    Ok(figures.into_iter().flatten().collect())
}

/// The baseline and the whole, or what there is.
fn compared<'a>(paths: &[&'a Path]) -> Vec<&'a Path> {
    let names: Vec<&str> = paths.iter().map(|path| path.mechanism.as_str()).collect();
    match ends(&names) {
        Some((first, whole)) => vec![paths[first], paths[whole]],
        None => paths.iter().take(1).copied().collect(),
    }
}
