//! The option mathematics: compute units on chain beside the peer, nanoseconds here, errors against mpmath.

mod accuracy;
mod cases;
mod host;
mod reach;
mod report;
mod stopwatch;
mod units;
mod vm;

use std::{fs, path::Path};

use anyhow::{bail, Context, Result};

use report::Report;
use vm::Vm;

/// Measures, prints, writes `docs/benchmarks.md`; fails if a budget is passed or a kernel reaches a 128-bit routine.
pub fn run(json: Option<&Path>) -> Result<()> {
    let mut vm = Vm::start()?;
    let functions = reach::check(&mut vm, &fs::read(Vm::artifact())?)?;
    let report = Report {
        units: units::measure(&mut vm)?,
        nanos: host::measure(&vm::target().join("criterion"))?,
        accuracy: accuracy::measure()?,
        functions,
    };
    println!("{}", report.text());
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/benchmarks.md");
    write(&page, &report.page())?;
    if let Some(path) = json {
        write(path, &report.json()?)?;
    }
    let over = units::over_budget(&report.units);
    if !over.is_empty() {
        bail!("over budget: {}", over.join(", "));
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}
