//! `ballast backtest-margin`: option writers through a file of prices, under two margin policies.

mod keeper;
mod outcome;
mod policy;
mod replay;
mod report;
mod settlement;
mod text;
mod writers;

use std::path::PathBuf;

use anyhow::{Context, Result};
use gag::Gag;

use crate::{
    page,
    prices::{self, Bars},
};
use policy::Policy;
use replay::Terms;
use report::Report;

/// Replays a file of prices with leveraged option writers, under dynamic margin and under a fixed percentage.
///
/// Writers of calls and puts at mixed leverage, a keeper that flags, liquidates and hands the worthless to the insurance
/// fund: every step is a transaction of the real program on an embedded chain, once under each policy. Both have the same
/// writers, breaker, auction and insurance; only the margin differs.
#[derive(clap::Args)]
pub struct Args {
    /// CSV of `ts,open,high,low,close,volume` (unix seconds UTC of the bar's opening, equal spacing)
    #[arg(long, value_name = "FILE.csv")]
    prices: PathBuf,
    /// Option writers, half of calls and half of puts
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u16).range(1..=2_000))]
    writers: u16,
    /// Spot range of the fixed policy, percent, whatever volatility does
    #[arg(long, value_name = "PERCENT", default_value_t = 12, value_parser = clap::value_parser!(u32).range(11..=40))]
    fixed_range: u32,
    /// Under the fixed policy writers post what they posted under the dynamic one, if that is more
    #[arg(long)]
    equal_collateral: bool,
    /// In the insurance fund at the start, per cent of what the options written can ever cost, in each collateral
    #[arg(long, value_name = "PERCENT", default_value_t = 1, value_parser = clap::value_parser!(u32).range(0..=100))]
    insurance: u32,
    /// Writes the results as JSON; amounts in base atoms, quote valued at the final price
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// No progress bar
    #[arg(long)]
    quiet: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let bars = prices::load(&args.prices)?;
    if let Some(path) = &args.json {
        page::check_writable(path)?;
    }
    let report = compare(args, &bars)?;
    if let Some(path) = &args.json {
        page::write_json(&report, path)?;
    }
    text::print(&report)
}

fn compare(args: &Args, bars: &Bars) -> Result<Report> {
    // Programs that run natively print their log; the report is to be read alone.
    let silence = Gag::stdout().context("cannot silence the chain")?;
    let mut terms = Terms {
        policy: Policy::Dynamic,
        writers: args.writers.into(),
        insurance_pct: args.insurance,
        quiet: args.quiet,
        least_collateral: Vec::new(),
    };
    let dynamic = replay::run(bars, &terms)?;
    terms.policy = Policy::Fixed {
        range_bps: args.fixed_range * 100,
    };
    if args.equal_collateral {
        terms.least_collateral = dynamic.posted.clone();
    }
    let fixed = replay::run(bars, &terms)?;
    drop(silence);
    report::report(args, bars, dynamic, fixed)
}
