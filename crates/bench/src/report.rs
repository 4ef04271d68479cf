//! What every measurement ends with: a table on the screen, and the same as a file.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use comfy_table::{CellAlignment, Table};
use serde::Serialize;

/// Prints a table whose figures stand behind the first column.
pub fn print(mut table: Table) {
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    println!("{table}");
}

/// Writes a report as JSON, if somebody wants it.
pub fn write(path: Option<&Path>, report: &impl Serialize) -> Result<()> {
    let Some(path) = path else { return Ok(()) };
    let text = serde_json::to_string_pretty(report)?;
    fs::write(path, text).with_context(|| path.display().to_string())
}
