//! `ballast stress gamma`: gamma profile, flips and walls of a snapshot of options' open interest.

pub mod chart;
mod file;
pub mod report;
mod text;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{amount, page};

/// Gamma by spot of an exchange's open interest: where its sign flips, and which strikes hold most of it.
///
/// Calls count as held by dealers and puts as sold by them. That is an assumption, for open interest does not say who
/// holds it: gross gamma, which needs none, is given beside net.
#[derive(clap::Args)]
pub struct Args {
    /// CSV of `ccy,expiry_ts,strike,type,open_interest,mark_iv,forward,index_price,snap_ts`: type C or P, open interest
    /// in coins (a contract is a coin), volatility in per cent, times in unix seconds
    #[arg(long, value_name = "FILE.csv")]
    options: PathBuf,
    /// Only this currency; may be given again [default: all in the file]
    #[arg(long, value_name = "NAME")]
    currency: Vec<String>,
    /// Spot in the middle of the profile, of exactly one currency [default: the median index price]
    #[arg(long, value_name = "PRICE", value_parser = spot)]
    spot: Option<u64>,
    /// Writes the results as JSON; gamma in quote per 1% move
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Draws net and gross gamma by spot, a panel a currency
    #[arg(long, value_name = "FILE.svg")]
    chart: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let report = report::measure(&args.options, &args.currency, args.spot)?;
    if let Some(path) = &args.json {
        page::write_json(&report, path)?;
    }
    if let Some(path) = &args.chart {
        let svg = chart::svg(&report.currencies)?;
        fs::write(path, svg).with_context(|| format!("cannot write {}", path.display()))?;
    }
    text::print(&report)
}

/// In feed units.
fn spot(text: &str) -> Result<u64> {
    amount::parse_price(text, report::SCALE.price_exponent)
}
