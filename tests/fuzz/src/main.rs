//! `ballast-fuzz`: long runs, a corpus that grows, and single lives again.

mod grow;
mod report;

use std::{path::PathBuf, process::ExitCode};

use ballast_fuzz::Back;
use clap::{Parser, Subcommand};

/// Lives random lives of a market and checks every invariant after every action.
#[derive(Parser)]
#[command(name = "ballast-fuzz", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lives on until so many actions are done; what breaks an invariant is shortened and written down.
    Run(grow::Args),
    /// Lives written lives again, on one chain or on both, which must tell the same story.
    Replay {
        /// Files of lives.
        #[arg(required = true, value_name = "FILE")]
        lives: Vec<PathBuf>,
        /// The chain; both, if the programs are built, unless told otherwise.
        #[arg(long)]
        on: Option<Back>,
        /// Prints every step.
        #[arg(long)]
        story: bool,
    },
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Run(args) => grow::run(&args),
        Command::Replay { lives, on, story } => report::replay(&lives, on, story),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
