//! Rows without a result: told as they are met, counted, and summed up as JSON.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;

/// Rows told on standard error, the rest of them counted.
const TOLD: u64 = 20;
/// Rows listed in the summary: memory does not grow with the file.
const LISTED: usize = 1_000;

/// A row and what is wrong with it.
#[derive(Serialize)]
struct Fault {
    line: u64,
    message: String,
}

/// How a file went.
#[derive(Serialize)]
pub struct Faults {
    #[serde(skip)]
    file: String,
    rows: u64,
    failed: u64,
    errors: Vec<Fault>,
}

impl Faults {
    /// No row of `file` yet.
    pub fn new(file: &Path) -> Self {
        Self {
            file: file.display().to_string(),
            rows: 0,
            failed: 0,
            errors: Vec::new(),
        }
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// A row more.
    pub fn count(&mut self) {
        self.rows += 1;
    }

    /// The row that begins at `line` has no result.
    pub fn record(&mut self, line: u64, why: &anyhow::Error) {
        let message = format!("{why:#}");
        if self.failed < TOLD {
            eprintln!("{}: line {line}: {message}", self.file);
        }
        self.failed += 1;
        if self.errors.len() < LISTED {
            self.errors.push(Fault { line, message });
        }
    }

    /// `{rows, failed, errors: [{line, message}]}`, the first 1,000 of the errors.
    pub fn write_json(&self, path: &Path) -> Result<()> {
        crate::page::write_json(self, path)
    }

    /// An error where a row failed, with how many were not told.
    pub fn verdict(&self) -> Result<()> {
        let untold = match self.failed.saturating_sub(TOLD) {
            0 => String::new(),
            untold => format!(", {untold} of them not listed"),
        };
        match self.failed {
            0 => Ok(()),
            failed => anyhow::bail!(
                "{}: {failed} of {} rows without a result{untold}",
                self.file,
                self.rows
            ),
        }
    }
}
