//! `ballast stress`: does the protocol damp the loop, and at what price?

mod gamma;
mod html;
mod options;
mod replay;
mod run;
mod sweep;
mod table;
mod text;

use anyhow::Result;
use clap::Subcommand;

/// The stress lab: a market in which hedges, liquidations and fear feed on each other, and the program's decisions in it.
///
/// Everything the protocol decides in it is the program's own code. The same seed gives the same bits on any machine.
#[derive(clap::Args)]
#[command(arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Args),
    Sweep(sweep::Args),
    Replay(replay::Args),
    Gamma(gamma::Args),
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    match &args.command {
        Command::Run(args) => run::run(args),
        Command::Sweep(args) => sweep::run(args),
        Command::Replay(args) => replay::run(args),
        Command::Gamma(args) => gamma::run(args),
    }
}
