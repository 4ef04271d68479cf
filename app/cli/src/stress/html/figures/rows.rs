//! What the bars of a row are.

use anyhow::Result;
use ballast_simulator::results::Row;

use super::bars::{self, Bar};
use crate::{
    format::grouped,
    stress::{html::Figure, text::cells::with_ci},
};

/// A mean and its interval, in the unit of the axis.
fn bar(row: &Row, value: f64, ci95: f64, places: usize) -> Bar {
    Bar {
        name: row.mechanism.clone(),
        value,
        error: if ci95.is_finite() { ci95.max(0.0) } else { 0.0 },
        part: None,
        label: with_ci(value, ci95, places),
    }
}

/// How far prices went too far.
pub fn overshoot(title: &str, rows: &[Row]) -> Result<Option<Figure>> {
    let one = |row: &Row| bar(row, row.overshoot_pct, row.overshoot_ci95, 2);
    let bars: Vec<Bar> = rows.iter().map(one).collect();
    let caption = format!(
        "Overshoot by mechanism, {title}: how far the lowest price lies below the lowest fundamental{}.",
        whiskers(&bars)
    );
    bars::draw(caption, "overshoot, %", &bars)
}

/// What writers could not pay; nothing where they all could.
pub fn bad_debt(title: &str, rows: &[Row]) -> Result<Option<Figure>> {
    if rows.iter().all(|row| row.bad_debt <= 0.0) {
        return Ok(None);
    }
    let one = |row: &Row| bar(row, row.bad_debt / 1e3, row.bad_debt_ci95 / 1e3, 1);
    let bars: Vec<Bar> = rows.iter().map(one).collect();
    let caption = format!(
        "Bad debt by mechanism, {title}: what writers could not pay, before insurance{}.",
        whiskers(&bars)
    );
    bars::draw(caption, "bad debt, $k", &bars)
}

/// What was liquidated, and within it what need not have been.
pub fn liquidated(title: &str, rows: &[Row]) -> Result<Option<Figure>> {
    let one = |row: &Row| {
        let (all, ci95) = (row.liquidated / 1e6, row.liquidated_ci95 / 1e6);
        let part = row.unnecessary / 1e6;
        let plain = bar(row, all, ci95, 2);
        Bar {
            part: Some(part),
            label: format!("{}, of it {}", plain.label, grouped(part, 2)),
            ..plain
        }
    };
    let bars: Vec<Bar> = rows.iter().map(one).collect();
    let caption = format!(
        "Liquidated by mechanism, {title}: all of it, and as the narrow dark bar within, after “of it”, what \
         was unnecessary{}.",
        whiskers(&bars)
    );
    bars::draw(caption, "liquidated, $M", &bars)
}

/// What the whiskers are, if there are any.
fn whiskers(bars: &[Bar]) -> &'static str {
    match bars.iter().any(|bar| bar.error > 0.0) {
        true => ". Whiskers: 95% confidence interval of the mean",
        false => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn every_bar_is_named_and_says_its_number() {
        let study = fixture::study();
        let rows = &study.results[..3];
        let figure = liquidated("fall-15", rows).expect("drawn");
        let svg = figure.expect("a figure").svg;
        for text in ["none", "halt", "all", "16.00 ± 1.60, of it 8.00"] {
            assert!(svg.contains(&format!("\n{text}\n")), "{text}");
        }
        // The ground, and for each row a bar, its edge and the part within.
        assert_eq!(svg.matches("<rect").count(), 1 + 3 * 3);
    }

    #[test]
    fn an_interval_that_is_no_number_has_no_whiskers() {
        let mut row = fixture::row("s", "none", 4.0);
        row.overshoot_ci95 = f64::NAN;
        let figure = overshoot("s", &[row]).expect("drawn").expect("a figure");
        assert!(!figure.caption.contains("Whiskers") && !figure.svg.contains("NaN"));
    }
}
