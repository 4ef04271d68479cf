//! The axes of a chart over time.

use anyhow::Result;
use chrono::DateTime;
use plotters::{
    coord::{
        combinators::{BindKeyPoints, WithKeyPoints},
        types::{RangedCoordf64, RangedCoordi64},
    },
    prelude::*,
};

/// Steps between time labels, seconds.
const STEPS: [i64; 16] = [
    60, 300, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000,
    7_776_000, 15_552_000, 31_104_000,
];
/// Most time labels.
const MOST_LABELS: i64 = 9;
/// Steps from this on are labelled by the day.
const DAY_SECS: i64 = 86_400;
/// Colour of the grid.
pub const GRID: RGBColor = RGBColor(225, 228, 232);

type Times = WithKeyPoints<RangedCoordi64>;
/// A drawing with its axes.
pub type Plot<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<Times, RangedCoordf64>>;

/// From when to when, and what is measured.
pub struct Axes {
    /// First moment shown.
    pub from_ts: i64,
    /// Last moment shown.
    pub to_ts: i64,
    /// Beside the vertical axis.
    pub unit: &'static str,
}

impl Axes {
    /// The time axis with labels at round times.
    pub fn times(&self) -> Times {
        let step = self.label_step();
        let first = self.from_ts + (-self.from_ts).rem_euclid(step);
        let labels = (first..self.to_ts).step_by(usize::try_from(step).unwrap_or(usize::MAX));
        (self.from_ts..self.to_ts).with_key_points(labels.collect())
    }

    /// The least step that gives few enough labels.
    fn label_step(&self) -> i64 {
        let span = self.to_ts - self.from_ts;
        let fits = |step: &i64| span / step < MOST_LABELS;
        STEPS.into_iter().find(fits).unwrap_or(span / MOST_LABELS)
    }

    /// Draws grid and labels.
    pub fn draw(&self, plot: &mut Plot) -> Result<()> {
        let is_daily = self.label_step() >= DAY_SECS;
        let pattern = if is_daily { "%d %b %y" } else { "%H:%M" };
        let label = |ts: &i64| {
            DateTime::from_timestamp(*ts, 0)
                .map_or_else(String::new, |time| time.format(pattern).to_string())
        };
        let font = ("sans-serif", 12).into_font().color(&BLACK);
        plot.configure_mesh()
            .x_labels(8)
            .y_labels(8)
            .x_label_formatter(&label)
            .x_desc("time (UTC)")
            .y_desc(self.unit)
            .label_style(font.clone())
            .axis_desc_style(font)
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .axis_style(BLACK)
            .draw()?;
        Ok(())
    }
}
