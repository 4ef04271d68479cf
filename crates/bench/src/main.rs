//! Compute units of every instruction and of the option mathematics, measured on the built programs.

mod math;
mod program;

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
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Program { json } => program::run(json.as_deref()),
        Command::Math { json } => math::run(json.as_deref()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
