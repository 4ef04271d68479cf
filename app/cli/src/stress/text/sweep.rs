//! A sweep for a terminal.

use std::fmt::{self, Write};

use anyhow::{Context, Result};
use ballast_simulator::results::Sweep;

use super::{
    cells::{counted, speed},
    grids,
    names::seeds,
};

/// One table per scenario; `*` marks its Pareto front.
pub fn sweep(sweep: &Sweep) -> Result<String> {
    text(sweep).context("cannot format the report")
}

fn text(sweep: &Sweep) -> Result<String, fmt::Error> {
    let mut out = String::new();
    let points = &sweep.points;
    writeln!(
        out,
        "Stress sweep: {}, {} each; means ± the half-width of their 95% confidence interval",
        counted(points.len(), "point"),
        seeds(points.iter().map(|point| &point.row))
    )?;
    writeln!(out, "  {}", sweep.command)?;
    for points in points.chunk_by(|a, b| a.row.scenario == b.row.scenario) {
        writeln!(out, "\n{}", points[0].row.scenario)?;
        grids::sweep(points).draw(&mut out)?;
    }
    if !points.is_empty() {
        writeln!(
            out,
            "* no other point of the scenario has both less overshoot and less bad debt"
        )?;
    }
    writeln!(out, "\nSpeed: {}", speed(&sweep.speed))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn values_stand_before_what_came_of_them() {
        let text = sweep(&fixture::sweep()).expect("a report");
        let line = text.lines().find(|line| line.contains("600")).expect("it");
        let place = |what: &str| line.find(what).expect("a cell");
        assert!(place("*") < place("600") && place("600") < place("4.00 ± 0.20"));
        assert!(text.contains("market.breaker.halt_secs"));
    }
}
