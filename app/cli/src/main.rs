//! The `ballast` command line.

mod admin;
mod amount;
mod backtest;
mod backtest_hedge;
mod backtest_margin;
mod backtest_vault;
mod buyback;
mod chart;
mod crank;
mod demo;
mod format;
mod hedge;
mod insurance;
mod liquidate;
mod localnet;
mod margin;
mod page;
mod prices;
mod pricing;
mod redeem;
mod report;
mod rows;
mod rpc;
mod settle;
mod status;
mod steps;
mod stress;
mod tape;
mod vault;

use std::process::ExitCode;

use clap::{error::ErrorKind, Parser, Subcommand};

/// Ballast: options on Solana without the volatility feedback loop.
#[derive(Parser)]
#[command(name = "ballast", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the whole product through a file of prices on an embedded chain.
    Demo(demo::Args),
    Admin(admin::Args),
    BacktestBreaker(backtest::Args),
    BacktestHedge(backtest_hedge::Args),
    BacktestMargin(backtest_margin::Args),
    BacktestVault(backtest_vault::Args),
    Stress(stress::Args),
    Greeks(pricing::greeks::Args),
    Iv(pricing::implied::Args),
    Status(status::Args),
    Margin(margin::Args),
    Liquidate(liquidate::Args),
    Settle(settle::Args),
    Redeem(redeem::Args),
    Insurance(insurance::Args),
    Crank(crank::Args),
    Localnet(Box<localnet::Args>),
    Vault(vault::Args),
    Hedge(hedge::Args),
    Buyback(buyback::Args),
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let outcome = match cli.command {
        Command::Demo(args) => demo::run(&args),
        Command::Admin(args) => admin::run(&args),
        Command::BacktestBreaker(args) => backtest::run(&args),
        Command::BacktestHedge(args) => backtest_hedge::run(&args),
        Command::BacktestMargin(args) => backtest_margin::run(&args),
        Command::BacktestVault(args) => backtest_vault::run(&args),
        Command::Stress(args) => stress::run(&args),
        Command::Greeks(args) => pricing::greeks::run(&args),
        Command::Iv(args) => pricing::implied::run(&args),
        Command::Status(args) => status::run(&args),
        Command::Margin(args) => margin::run(&args),
        Command::Liquidate(args) => liquidate::run(&args),
        Command::Settle(args) => settle::run(&args),
        Command::Redeem(args) => redeem::run(&args),
        Command::Insurance(args) => insurance::run(&args),
        Command::Crank(args) => crank::run(&args),
        Command::Localnet(args) => localnet::run(&args),
        Command::Vault(args) => vault::run(&args),
        Command::Hedge(args) => hedge::run(&args),
        Command::Buyback(args) => buyback::run(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Help goes to standard output; a mistake is told in one line.
fn usage(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print!("{error}");
            return ExitCode::SUCCESS;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{error}");
            return ExitCode::from(2);
        }
        _ => {}
    }
    let text = error.to_string();
    let line = text.lines().next().unwrap_or("error: unusable arguments");
    eprintln!("{line} (see `ballast --help`)");
    ExitCode::from(2)
}
