//! `ballast backtest-hedge`: a vault's hedge through a file of prices, gated and free.

mod log;
mod measures;
mod opening;
mod reading;
mod replay;
mod report;
mod table;
mod terms;
mod text;

use std::path::PathBuf;

use anyhow::{Context, Result};
use gag::Gag;

use crate::{
    page,
    prices::{self, Bars},
};
use report::Report;
use terms::Mode;

/// Runs a covered-call vault's hedge through a file of prices, as the product has it and freely.
///
/// The product's hedge is gated by direction and held to a share of depth; the free one has the breaker disarmed and the
/// largest budget the program takes. Both are the real program's on an embedded chain, at the same prices.
#[derive(clap::Args)]
pub struct Args {
    /// CSV of `ts,open,high,low,close,volume` (unix seconds UTC of the bar's opening, equal spacing)
    #[arg(long, value_name = "FILE.csv")]
    prices: PathBuf,
    /// Writes the results as JSON; base in whole tokens, money in quote, shares as fractions
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// No progress bar
    #[arg(long)]
    quiet: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let bars = prices::load(&args.prices)?;
    let in_file = bars.bars.len();
    let bars = terms::until_expiry(bars).with_context(|| args.prices.display().to_string())?;
    if let Some(path) = &args.json {
        page::check_writable(path)?;
    }
    let mut report = compare(args, &bars)?;
    report.bars_left_out = in_file - bars.bars.len();
    if let Some(path) = &args.json {
        page::write_json(&report, path)?;
    }
    text::print(&report)
}

fn compare(args: &Args, bars: &Bars) -> Result<Report> {
    // Programs that run natively print their log; the report is to be read alone.
    let silence = Gag::stdout().context("cannot silence the chain")?;
    let product = replay::run(bars, Mode::Product, args.quiet)?;
    let free = replay::run(bars, Mode::Free, args.quiet)?;
    drop(silence);
    Ok(report::report(args, bars, &product, &free))
}
