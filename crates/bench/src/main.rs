//! Compute units of every instruction, measured on the built program.

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
}

fn main() -> ExitCode {
    let Command::Program { json } = Cli::parse().command;
    match program::run(json.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
