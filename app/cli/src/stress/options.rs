//! What the commands of the lab have in common: parameters, threads, progress, and where results go.

use std::{fmt::Write, fs, path::PathBuf};

use anyhow::{Context, Result};
use ballast_simulator::{study, Settings};
use indicatif::ProgressBar;
use serde::Serialize;

use crate::{backtest::params, page, tape::progress};

/// Parameters of a run.
#[derive(clap::Args)]
pub struct Parameters {
    /// Parameters of the market, as `ballast admin migrate` takes them [default: the risk library's]
    #[arg(long, value_name = "FILE.toml")]
    params: Option<PathBuf>,
    /// Sets a parameter, for example `market.breaker.halt_secs=600`; may be given again. `--json` lists all of them
    #[arg(long, value_name = "PATH=VALUE", value_parser = assignment)]
    set: Vec<(String, String)>,
}

impl Parameters {
    /// The defaults, the file over them, and over that what was set.
    pub fn settings(&self) -> Result<Settings> {
        let mut settings = Settings::default();
        if let Some(path) = &self.params {
            settings.market = params::load(Some(path))?;
        }
        for (name, value) in &self.set {
            settings.set(name, value)?;
        }
        settings.validate()?;
        Ok(settings)
    }

    /// The arguments that give them again.
    pub fn command(&self) -> String {
        let mut command = String::new();
        if let Some(path) = &self.params {
            // Writing to a string does not fail.
            let _ = write!(command, " --params {}", path.display());
        }
        for (name, value) in &self.set {
            let _ = write!(command, " --set {name}={value}");
        }
        command
    }
}

/// How a command runs and where its results go.
#[derive(clap::Args)]
pub struct Output {
    /// Threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1_024))]
    threads: Option<u16>,
    /// No progress bar
    #[arg(long)]
    quiet: bool,
    /// Writes everything as JSON; money in whole quote units
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Writes the rows as CSV
    #[arg(long, value_name = "FILE.csv")]
    pub csv: Option<PathBuf>,
    /// Writes a report with pictures: one file, nothing to fetch
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
}

impl Output {
    /// Checks the files and starts the threads: better known before a long run than after it.
    pub fn prepare(&self) -> Result<()> {
        for path in [&self.json, &self.csv, &self.html].into_iter().flatten() {
            page::check_writable(path)?;
        }
        Ok(study::use_threads(self.threads.unwrap_or(0).into())?)
    }

    /// A bar over so many steps.
    pub fn progress(&self, steps: u64, name: &'static str) -> Result<ProgressBar> {
        progress::bar(usize::try_from(steps)?, name, self.quiet)
    }

    /// Writes JSON, and the document if one is asked for.
    pub fn write(
        &self,
        report: &impl Serialize,
        document: impl FnOnce() -> Result<String>,
    ) -> Result<()> {
        if let Some(path) = &self.json {
            page::write_json(report, path)?;
        }
        if let Some(path) = &self.html {
            let written = fs::write(path, document()?);
            written.with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}

/// `path=value`.
pub fn assignment(text: &str) -> Result<(String, String)> {
    let (name, value) = text.split_once('=').context("not of the form PATH=VALUE")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}
