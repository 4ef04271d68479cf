//! A replay for a terminal.

use std::fmt::{self, Write};

use anyhow::{Context, Result};
use ballast_simulator::results::Replay;

use super::{
    cells::{counted, speed},
    days, grids,
};

/// Totals, then the days on which something happened.
pub fn replay(replay: &Replay) -> Result<String> {
    text(replay).context("cannot format the report")
}

fn text(replay: &Replay) -> Result<String, fmt::Error> {
    let mut out = String::new();
    let all = counted(replay.days.len(), "day");
    match days::span(replay) {
        span if span.is_empty() => writeln!(out, "Stress replay: {all}")?,
        span => writeln!(
            out,
            "Stress replay: {all}, {span}; accounts are opened anew each day"
        )?,
    }
    writeln!(out, "  {}", replay.command)?;
    if let Some(row) = replay.results.first() {
        writeln!(out, "\n{}: sums over all days", row.scenario)?;
    }
    grids::totals(replay).draw(&mut out)?;
    let eventful = days::eventful(replay).count();
    writeln!(
        out,
        "\n{} with a liquidation, a loss or a halt under any mechanism; {} quiet",
        counted(eventful, "day"),
        counted(replay.days.len() - eventful, "day")
    )?;
    grids::days(replay).draw(&mut out)?;
    writeln!(out, "\nSpeed: {}", speed(&replay.speed))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn quiet_days_are_counted_not_listed() {
        let text = replay(&fixture::replay()).expect("a report");
        assert!(text.contains("1 day with a liquidation"));
        assert!(text.contains("; 1 day quiet"));
        assert!(text.contains("2025-10-09 to 2025-10-10"));
        let listed = text.lines().filter(|line| line.starts_with("│ 2025-10-"));
        assert_eq!(listed.count(), 2, "one line a mechanism of the one day");
    }
}
