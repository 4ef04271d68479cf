//! The `ballast` command line.

mod backtest;
mod chart;
mod demo;
mod format;
mod prices;
mod pricing;
mod report;
mod status;

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
    BacktestBreaker(backtest::Args),
    Greeks(pricing::greeks::Args),
    Iv(pricing::implied::Args),
    Status(status::Args),
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let outcome = match cli.command {
        Command::Demo(args) => demo::run(&args),
        Command::BacktestBreaker(args) => backtest::run(&args),
        Command::Greeks(args) => pricing::greeks::run(&args),
        Command::Iv(args) => pricing::implied::run(&args),
        Command::Status(args) => status::run(&args),
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
