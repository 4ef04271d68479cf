//! Options priced from CSV files: `ballast greeks` and `ballast iv`.
//!
//! Every number is fixed-point from the text read to the text written, and the maths is the program's own. Files pass
//! through a row at a time, in memory that does not grow with them.

mod decimal;
mod faults;
mod field;
pub mod greeks;
pub mod implied;
pub mod lines;
mod output;
mod table;

use std::{fs::File, path::PathBuf};

use anyhow::{Context, Result};

use crate::page::check_writable;
use faults::Faults;
use table::Task;

#[derive(clap::Args)]
struct Files {
    /// CSV to read, its first line the names of the columns; others than the needed ones pass through
    #[arg(long, value_name = "FILE.csv")]
    input: PathBuf,
    /// CSV to write, whole or not at all [default: standard output, as for `-`]
    #[arg(long, value_name = "FILE.csv")]
    output: Option<PathBuf>,
    /// Writes how many rows there were, how many failed, and why, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Files {
    /// Fails when a row did, after everything is written.
    fn run<const IN: usize, const OUT: usize>(&self, task: &Task<IN, OUT>) -> Result<()> {
        let source = File::open(&self.input);
        let source = source.with_context(|| format!("cannot open {}", self.input.display()))?;
        if let Some(path) = &self.json {
            check_writable(path)?;
        }
        let mut faults = Faults::new(&self.input);
        output::write(self.output.as_deref(), |sink| {
            task.run(source, sink, &mut faults)
        })?;
        if let Some(path) = &self.json {
            faults.write_json(path)?;
        }
        faults.verdict()
    }
}
