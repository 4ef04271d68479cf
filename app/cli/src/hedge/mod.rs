//! `ballast hedge`: a vault's trades back to its target delta.

mod fill;
mod orders;
mod traded;

use anyhow::Result;

use crate::{rpc::VaultArgs, steps::Steps};

/// Opens, fills, crosses and closes the hedge orders of vaults; anyone may.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Opens the order that steers the vault back to its target delta
    Open(VaultArgs),
    /// Trades with the vault at the price its order has come to
    Fill(fill::Args),
    /// Lets two vaults that want opposite sides trade with each other, at the oracle's price
    Cross(orders::Cross),
    /// Closes the vault's orders, hedge and buy-back, that are over
    Close(VaultArgs),
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let mut steps = Steps::default();
    let target = match &args.command {
        Command::Open(args) => orders::open(args, &mut steps)?,
        Command::Fill(args) => return fill::run(args),
        Command::Cross(args) => orders::cross(args, &mut steps)?,
        Command::Close(args) => orders::close(args, &mut steps)?,
    };
    target.write_json(&steps)
}
