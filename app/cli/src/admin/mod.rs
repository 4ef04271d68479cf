//! `ballast admin`: what deployers, the authority and the guardian do.

mod accept;
mod migrate;
mod pause;
mod proposals;

use anyhow::Result;

/// Brings a deployment about, and governs it.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Migrate(migrate::Args),
    /// Lists what is proposed in a protocol
    Proposals(proposals::List),
    /// Takes a proposal back, as the authority, the guardian or, once it has lapsed, anyone
    Cancel(proposals::Named),
    /// Carries out a proposal that is due; anyone may
    Execute(proposals::Execute),
    /// Takes over an authority that was offered
    Accept(accept::Args),
    /// Halts a market for a while, as the guardian
    Pause(pause::Args),
    /// Ends the guardian's pause, as the guardian or, once it has run out, anyone
    Lift(pause::Args),
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    match &args.command {
        Command::Migrate(args) => migrate::run(args),
        Command::Proposals(args) => proposals::list(args),
        Command::Cancel(args) => proposals::cancel(args),
        Command::Execute(args) => proposals::execute(args),
        Command::Accept(args) => accept::run(args),
        Command::Pause(args) => pause::pause(args),
        Command::Lift(args) => pause::lift(args),
    }
}
