//! `ballast demo`: the product from first deposit to last withdrawal.

mod cast;
mod driver;
mod hedger;
mod keeper;
mod lifecycle;
mod outcome;
mod record;
mod scene;
mod settlement;
mod stage;
mod vault;
mod watch;
mod wire;
mod writers;

use std::{path::PathBuf, time::Instant};

use anyhow::{Context, Result};
use gag::Gag;

use crate::{
    page,
    prices::{self, Bars},
    report,
};

/// The built-in file, written by tools/stylised_crash.py.
const STYLISED_CRASH: &str = include_str!("../../data/stylised_crash.csv");

/// Runs the whole product through a file of prices on an embedded chain.
///
/// Depositors, a vault that sells calls and hedges, option writers, a buyer, a liquidation
/// keeper and a hedge filler live through the file; every step is a transaction of the real
/// program. After the file the last price is held until everything is settled and everybody
/// is out.
#[derive(clap::Args)]
pub struct Args {
    /// CSV of `ts,open,high,low,close,volume` (unix seconds UTC of the bar's opening, equal spacing) [default: a built-in stylised crash]
    #[arg(long, value_name = "FILE")]
    prices: Option<PathBuf>,
    /// Runs the same with the circuit breaker disarmed
    #[arg(long)]
    no_breaker: bool,
    /// Writes the results as JSON; insurance, bad debt and bonus are in base atoms, their quote part valued at the final price
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Draws price, halts, liquidations and hedges as SVG
    #[arg(long, value_name = "FILE.svg")]
    chart: Option<PathBuf>,
    /// No progress bar and no timeline
    #[arg(long)]
    quiet: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let bars = match &args.prices {
        Some(path) => prices::load(path)?,
        None => prices::read(STYLISED_CRASH.as_bytes()).context("built-in prices")?,
    };
    let source = args.prices.as_ref().map_or_else(
        || "built-in stylised crash".to_owned(),
        |path| path.display().to_string(),
    );
    for path in [&args.json, &args.chart].into_iter().flatten() {
        page::check_writable(path)?;
    }
    let report = play(args, &source, &bars)?;
    report::print(&report, args.quiet)?;
    if let Some(path) = &args.json {
        page::write_json(&report, path)?;
    }
    if let Some(path) = &args.chart {
        report::chart::draw(&report, path)?;
    }
    Ok(())
}

fn play(args: &Args, source: &str, bars: &Bars) -> Result<report::Report> {
    let started = Instant::now();
    // Programs that run natively print their log; the report is to be read alone.
    let silence = Gag::stdout().context("cannot silence the chain")?;
    let mut scene = stage::open(bars, !args.no_breaker)?;
    let mut driver = driver::Driver::new(&scene, bars, args.quiet)?;
    driver.run(&mut scene, bars)?;
    let mut report = outcome::collect(&mut scene, bars)?;
    drop(silence);
    report.source = source.to_owned();
    report.breaker_armed = !args.no_breaker;
    report.wall_seconds = started.elapsed().as_secs_f64();
    Ok(report)
}
