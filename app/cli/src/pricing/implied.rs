//! `ballast iv`: the volatility that the price of every row implies.

use anyhow::Result;
use option_math::{implied_vol, Price, Rate, Years, I64F64};

use super::{field::Field, table::Task, Files};

/// Finds the volatilities that option prices of a CSV file imply.
///
/// Columns in, in any order: S, K, T_years, r, price, type (call or put). All columns come out again with sigma, per
/// year, at their right, to 20 significant digits. A bad row, such as one with a price outside its no-arbitrage bounds,
/// is told by its line and keeps its place without a result; the command then fails.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    files: Files,
}

const TASK: Task<6, 1> = Task {
    needs: ["S", "K", "T_years", "r", "price", "type"],
    gives: ["sigma"],
    compute,
};

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    args.files.run(&TASK)
}

fn compute([spot, strike, years, rate, price, kind]: [Field<'_>; 6]) -> Result<[I64F64; 1]> {
    let (spot, strike) = (Price(spot.number()?), Price(strike.number()?));
    let (years, rate) = (Years(years.number()?), Rate(rate.number()?));
    let price = Price(price.number()?);
    let vol = implied_vol(price, spot, strike, years, rate, kind.kind()?)?;
    Ok([vol.0])
}
