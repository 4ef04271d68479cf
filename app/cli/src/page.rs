//! Where a report goes: a page on standard output, JSON in a file.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, Result};
use comfy_table::{CellAlignment, Table};
use serde::Serialize;

/// Prints a page.
pub fn print(text: &str) -> Result<()> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot print the report"),
    }
}

/// Aligns every column but the first, which names the row, as numbers are.
pub fn align_numbers(table: &mut Table) {
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}

/// Writes a report as JSON.
pub fn write_json(report: &impl Serialize, path: &Path) -> Result<()> {
    let mut text = serde_json::to_string_pretty(report)?;
    text.push('\n');
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Fails early for an output that cannot be written: better known before a long run than after it.
pub fn check_writable(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    let file = options.create(true).append(true).open(path);
    file.with_context(|| format!("cannot write {}", path.display()))?;
    Ok(())
}
