//! `ballast backtest-vault`: weekly rounds of a vault through a file of prices.

mod draw;
mod graph;
mod outcome;
mod plan;
mod replay;
mod report;
mod round;
mod stage;
mod steps;
mod table;
mod text;
mod totals;

use std::path::PathBuf;

use anyhow::{Context, Result};
use gag::Gag;
use option_risk::units::Kind;

use crate::{
    amount,
    backtest::history::{self, History},
    format::parse_date,
    page,
    rpc::kind_of,
    tape::sale::Reservation,
};
use report::Report;
use stage::Deposit;

/// Runs a vault's weekly rounds through a file of hourly prices.
///
/// One depositor, one buyer, and a keeper who may do what anyone may: every step is a transaction of the real program on an
/// embedded chain. The file says nothing about what options traded at: the buyer takes all of a sale once its auction asks
/// no more than realised volatility and the premium stated here.
#[derive(clap::Args)]
pub struct Args {
    /// CSV of `ts,open,high,low,close` (unix seconds UTC of the bar's opening); gaps are allowed
    #[arg(long, value_name = "FILE.csv")]
    prices: PathBuf,
    /// Weekly rounds
    #[arg(long, value_name = "N", default_value_t = 52, value_parser = clap::value_parser!(u32).range(1..=520))]
    rounds: u32,
    /// The first round begins at the first expiry from this day on, UTC [default: the last rounds of the file]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    from: Option<i64>,
    /// What the buyer pays for volatility over what the market has realised
    #[arg(long, value_name = "PERCENT", default_value = "10%", value_parser = premium, allow_hyphen_values = true)]
    vol_premium: i32,
    /// What the vault sells: calls against base, or puts against quote
    #[arg(long, value_name = "call|put", default_value = "call", value_parser = kind_of)]
    kind: Kind,
    /// What the depositor puts in, whole base tokens; for puts their worth in quote
    #[arg(long, value_name = "BASE", default_value = "1000", value_parser = deposit)]
    deposit: u64,
    /// Writes the results as JSON; amounts in atoms of the vault's collateral, returns as fractions
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Draws the share price, and its worth in quote beside holding
    #[arg(long, value_name = "FILE.svg")]
    chart: Option<PathBuf>,
    /// No progress bar
    #[arg(long)]
    quiet: bool,
}

impl Args {
    fn deposit_of(&self) -> Deposit {
        Deposit {
            kind: self.kind,
            base: self.deposit,
        }
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let history = history::load(&args.prices)?;
    for path in [&args.json, &args.chart].into_iter().flatten() {
        page::check_writable(path)?;
    }
    let report = play(args, &history)?;
    if let Some(path) = &args.json {
        page::write_json(&report, path)?;
    }
    if let Some(path) = &args.chart {
        draw::draw(&report, path)?;
    }
    text::print(&report)
}

fn play(args: &Args, history: &History) -> Result<Report> {
    let name = || args.prices.display().to_string();
    let schedule = ballast_harness::Setup::localnet().vault.schedule;
    let plan = plan::plan(history, &schedule, args.rounds, args.from).with_context(name)?;
    let setup = stage::parameters(&plan);
    let buyer = Reservation {
        premium_bps: args.vol_premium,
    };
    // Programs that run natively print their log; the report is to be read alone.
    let silence = Gag::stdout().context("cannot silence the chain")?;
    let outcome = replay::run(&setup, &plan, args.deposit_of(), buyer, args.quiet)?;
    drop(silence);
    let vol_floor = f64::from(setup.market.vol.floor_bps) / 1e4;
    Ok(report::report(
        args,
        &plan,
        &setup.vault,
        vol_floor,
        outcome,
    ))
}

/// A premium in bps: down to half of what is realised, up to three times.
fn premium(text: &str) -> Result<i32, String> {
    let bps = amount::parse_change(text)?;
    match (-5_000..=20_000).contains(&bps) {
        true => Ok(bps),
        false => Err("a premium lies between -50% and 200%".to_owned()),
    }
}

/// Base atoms, from one whole token to what localnet's vault takes.
fn deposit(text: &str) -> Result<u64, String> {
    const WHOLE: u64 = 1_000_000_000;
    let atoms = amount::parse_some(text, 9).map_err(|error| error.to_string())?;
    match (WHOLE..=1_000_000 * WHOLE).contains(&atoms) {
        true => Ok(atoms),
        false => Err("a deposit lies between 1 and 1000000".to_owned()),
    }
}
