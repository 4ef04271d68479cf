//! The timeline as a table.

use std::fmt::{Result, Write};

use comfy_table::{presets, CellAlignment, Table};
use option_risk::breaker::Stage;

use super::{Entry, Rank, Report};
use crate::format;

/// Most rows a person reads.
const MOST_ROWS: usize = 48;

/// The events that matter most, in order.
pub fn table(out: &mut String, report: &Report) -> Result {
    let kept = select(&report.timeline);
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(["time (UTC)", "price", "stage", "vol", "event"]);
    for entry in &kept {
        table.add_row(row(entry));
    }
    for index in [1, 3] {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    writeln!(out, "{}", trimmed(&table))?;
    let left_out = report.timeline.len() - kept.len();
    if left_out > 0 {
        writeln!(
            out,
            " ... and {left_out} more events, all of them in --json"
        )?;
    }
    writeln!(out)
}

/// A table without the blanks at its line ends.
pub fn trimmed(table: &Table) -> String {
    let lines: Vec<String> = table
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    lines.join("\n")
}

/// Drops the lowest ranks until the table can be read; then the latest rows.
fn select(entries: &[Entry]) -> Vec<&Entry> {
    let ranks = [
        Rank::Routine,
        Rank::Round,
        Rank::Throttle,
        Rank::Risk,
        Rank::Breaker,
        Rank::Trip,
    ];
    let mut kept: Vec<&Entry> = Vec::new();
    for least in ranks {
        kept = entries.iter().filter(|entry| entry.rank >= least).collect();
        if kept.len() <= MOST_ROWS {
            break;
        }
    }
    kept.truncate(MOST_ROWS);
    kept
}

fn row(entry: &Entry) -> [String; 5] {
    let amount = entry.amount.map_or_else(String::new, |atoms| {
        format!(": {}", format::tokens(atoms.into(), 9, 2))
    });
    let times = match entry.times {
        1 => String::new(),
        times => format!(" (x{times})"),
    };
    [
        format::utc(entry.moment.ts),
        format::price(entry.moment.price),
        stage_name(entry.moment.stage).to_owned(),
        format!("{:.0}%", entry.moment.vol * 100.0),
        format!("{}{amount}{times}", entry.text),
    ]
}

/// A stage in one word.
pub fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Halted => "HALTED",
        open => open.name(),
    }
}
