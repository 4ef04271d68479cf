//! Compute units of every instruction and of the option mathematics, measured on the built programs; what a keeper needs; the speed of
//! the stress lab.

mod keeper;
mod latency;
mod math;
mod memory;
mod program;
mod report;
mod stress;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Measures Ballast.
#[derive(Parser)]
#[command(name = "ballast-bench", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compute units of every instruction against its budget, on the built `.so` in LiteSVM.
    Program {
        /// Also writes the table as JSON.
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// The option mathematics on chain and on this machine, beside its peers; accuracy; `docs/benchmarks.md`.
    Math {
        /// Also writes the table as JSON.
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Finding, reading, decoding and revaluing very many margin accounts; the keeper's peak memory.
    Keeper {
        #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        accounts: u32,
        /// Also writes the figures as JSON.
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// From a price's print to the liquidations that it makes due: a keeper on the local node, in a market that falls.
    Latency {
        /// Prints to measure, a thousandth lower each.
        #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u32).range(1..=300))]
        prints: u32,
        /// Also writes the figures as JSON.
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// The stress lab: accounts x minutes a second, on one thread and on all; memory against seeds.
    Stress {
        /// Seeds of the shorter run; the longer has ten times as many.
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        seeds: u32,
        /// Also writes the figures as JSON.
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// The process that `keeper` measures.
    #[command(hide = true)]
    KeeperScan(keeper::ScanArgs),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Program { json } => program::run(json.as_deref()),
        Command::Math { json } => math::run(json.as_deref()),
        Command::Keeper { accounts, json } => keeper::run(accounts as usize, json.as_deref()),
        Command::Latency { prints, json } => latency::run(prints, json.as_deref()),
        Command::Stress { seeds, json } => stress::run(seeds, json.as_deref()),
        Command::KeeperScan(args) => keeper::scan(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
