//! `ballast greeks`: price and eight Greeks of every row.

use anyhow::Result;
use option_math::{
    price_and_all_greeks, OptionInputs, OptionKind, Price, Rate, Vol, Years, I64F64,
};

use super::{field::Field, table::Task, Files};

/// Prices options and their Greeks from a CSV file.
///
/// Columns in, in any order: S, K, T_years, r, sigma, type (call or put). All columns come out again with price, delta,
/// gamma, vega, theta, rho, vanna, volga and charm at their right, to 20 significant digits. Theta and charm are per year
/// of calendar time, negative for decay; vega, volga and vanna per 1.00 of volatility, rho per 1.00 of rate. A bad row is
/// told by its line and keeps its place without results; the command then fails.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    files: Files,
}

const TASK: Task<6, 9> = Task {
    needs: ["S", "K", "T_years", "r", "sigma", "type"],
    gives: [
        "price", "delta", "gamma", "vega", "theta", "rho", "vanna", "volga", "charm",
    ],
    compute,
};

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    args.files.run(&TASK)
}

fn compute([spot, strike, years, rate, vol, kind]: [Field<'_>; 6]) -> Result<[I64F64; 9]> {
    let inputs = OptionInputs {
        spot: Price(spot.number()?),
        strike: Price(strike.number()?),
        years: Years(years.number()?),
        vol: Vol(vol.number()?),
        rate: Rate(rate.number()?),
    };
    let kind = kind.kind()?;
    let all = price_and_all_greeks(&inputs)?;
    let (prices, first, second) = (all.prices, all.greeks, all.second_order);
    let (price, delta, theta, rho) = match kind {
        OptionKind::Call => (
            prices.call,
            first.call_delta,
            first.call_theta,
            first.call_rho,
        ),
        OptionKind::Put => (prices.put, first.put_delta, first.put_theta, first.put_rho),
    };
    Ok([
        price.0,
        delta,
        first.gamma,
        first.vega,
        theta,
        rho,
        second.vanna,
        second.volga,
        second.charm,
    ])
}
