//! `ballast vault`: a vault from its creation to the last withdrawal.

mod buy;
mod cancel;
mod claim;
mod create;
mod queue;
mod roll;
mod show;

use anyhow::Result;

/// Creates, fills, runs, buys from, shows and leaves vaults.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Creates a vault of covered calls or cash-secured puts, as the protocol's authority
    Create(create::Args),
    /// Queues collateral for shares at the next roll
    Deposit(queue::Deposit),
    /// Takes back what is queued, and deposits that a round did not take
    Cancel(cancel::Args),
    /// Claims the shares and assets of every round that has been rolled
    Claim(claim::Args),
    /// Queues shares to be paid out at the next roll
    Withdraw(queue::Withdraw),
    /// Takes the steps of the round that are due; anyone may
    Roll(roll::Args),
    /// Buys options from the running sale
    Buy(buy::Args),
    /// Shows a vault, its round, its payoff and its history
    Show(show::Args),
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    match &args.command {
        Command::Create(args) => create::run(args),
        Command::Deposit(args) => queue::deposit(args),
        Command::Cancel(args) => cancel::run(args),
        Command::Claim(args) => claim::run(args),
        Command::Withdraw(args) => queue::withdraw(args),
        Command::Roll(args) => roll::run(args),
        Command::Buy(args) => buy::run(args),
        Command::Show(args) => show::run(args),
    }
}
