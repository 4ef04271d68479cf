//! A backtest as an SVG: the price with the stages shaded.

use std::path::Path;

use anyhow::{ensure, Result};
use option_risk::breaker::Stage;
use plotters::prelude::*;

use super::{feed::Tick, spans::Span};
use crate::chart::{PriceChart, Shade, HALT, REOPENING, THROTTLE};

/// Shades narrower than this part of the picture are widened to it, or nobody would see them.
const LEAST_SHADE: i64 = 600;

/// What is drawn.
pub struct Chart<'a> {
    /// Above the picture.
    pub title: String,
    /// The prints.
    pub ticks: &'a [Tick],
    /// The stays outside Normal.
    pub spans: &'a [Span],
}

impl Chart<'_> {
    /// Draws to a file. At least two prints at different times are needed.
    pub fn draw(&self, path: &Path) -> Result<()> {
        ensure!(self.ticks.len() > 1, "no prints in the time of the chart");
        let chart = PriceChart {
            title: self.title.clone(),
            from_ts: self.first(),
            to_ts: self.last(),
            path: self
                .ticks
                .iter()
                .map(|tick| (tick.ts, tick.price))
                .collect(),
            shades: vec![
                self.shade("throttle", THROTTLE.mix(0.4), Stage::Throttle),
                self.shade("reopening", REOPENING.mix(0.45), Stage::Reopening),
                self.shade("halted", HALT.mix(0.7), Stage::Halted),
            ],
        };
        chart.draw(path, |_| Ok(()))
    }

    fn first(&self) -> i64 {
        self.ticks[0].ts
    }

    fn last(&self) -> i64 {
        self.ticks[self.ticks.len() - 1].ts
    }

    /// The visible stays of a stage, none too narrow to see.
    fn shade(&self, name: &'static str, color: RGBAColor, stage: Stage) -> Shade {
        let (first, last) = (self.first(), self.last());
        let least = (last - first) / LEAST_SHADE;
        let stays = self.spans.iter().filter(|span| span.stage == stage);
        let spans = stays
            .filter(|span| span.to_ts > first && span.from_ts < last)
            .map(|span| (span.from_ts, span.to_ts.max(span.from_ts + least)))
            .collect();
        Shade { name, color, spans }
    }
}
