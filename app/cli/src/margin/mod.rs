//! `ballast margin`: a margin account, from opening it to closing it.

mod moves;
mod options;
mod show;

use anchor_lang::prelude::Pubkey;
use anyhow::Result;
use option_risk::units::Kind;

use crate::{
    rpc::{kind_of, SeriesName, Signing, Target},
    steps::Steps,
};

/// Opens, fills, uses, shows and closes margin accounts.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Opens an account for calls (base) or puts (quote)
    Open(Open),
    /// Adds collateral, to any account
    Deposit(Deposit),
    /// Takes collateral out, down to initial margin
    Withdraw(Withdraw),
    /// Writes options against the account
    Write(Trade),
    /// Burns options to close a short
    Close(Trade),
    /// Closes the account, which must be empty
    Shut(Account),
    /// Puts options into the account, where they offset shorts nearer the money
    DepositOption(Trade),
    /// Takes options out of the account
    WithdrawOption(Trade),
    /// Cancels a short against the options of its own series in the account
    Net(Net),
    /// Shows collateral, requirements, positions, and what they would be if
    Show(show::Args),
}

#[derive(clap::Args)]
struct Open {
    #[command(flatten)]
    account: Account,
    /// Adds this much collateral at once, in whole tokens
    #[arg(long, value_name = "AMOUNT")]
    deposit: Option<String>,
}

#[derive(clap::Args)]
struct Deposit {
    #[command(flatten)]
    account: Account,
    /// In whole tokens, such as 12.5
    #[arg(long)]
    amount: String,
    /// Whose account [default: the signer's]
    #[arg(long, value_name = "ADDRESS")]
    owner: Option<Pubkey>,
}

#[derive(clap::Args)]
struct Withdraw {
    #[command(flatten)]
    account: Account,
    /// In whole tokens, such as 12.5
    #[arg(long)]
    amount: String,
}

#[derive(clap::Args)]
struct Trade {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
    /// An address, or such as call@210@2026-12-04
    #[arg(long)]
    series: SeriesName,
    /// How many, such as 12.5
    #[arg(long)]
    contracts: String,
}

#[derive(clap::Args)]
struct Net {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
    /// An address, or such as call@210@2026-12-04
    #[arg(long)]
    series: SeriesName,
    /// Whose account [default: the signer's]
    #[arg(long, value_name = "ADDRESS")]
    owner: Option<Pubkey>,
}

// The signer's account of a kind. A doc comment here would become the command's own.
#[derive(clap::Args)]
struct Account {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
    /// call or put
    #[arg(long, value_parser = kind_of)]
    kind: Kind,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let mut steps = Steps::default();
    let target = match &args.command {
        Command::Show(args) => return show::run(args),
        Command::Open(args) => moves::open(args, &mut steps)?,
        Command::Deposit(args) => moves::deposit(args, &mut steps)?,
        Command::Withdraw(args) => moves::withdraw(args, &mut steps)?,
        Command::Shut(args) => moves::shut(args, &mut steps)?,
        Command::Write(args) => options::write(args, &mut steps)?,
        Command::Close(args) => options::close(args, &mut steps)?,
        Command::DepositOption(args) => options::deposit(args, &mut steps)?,
        Command::WithdrawOption(args) => options::withdraw(args, &mut steps)?,
        Command::Net(args) => options::net(args, &mut steps)?,
    };
    target.write_json(&steps)
}
