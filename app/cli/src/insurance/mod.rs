//! `ballast insurance`: the fund that pays what writers cannot.

mod show;

use anyhow::Result;
use ballast_client::instructions as ix;
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::{
    rpc::{kind_of, Desk, Signing, Target},
    steps::Steps,
};

/// Shows the insurance fund, adds to it, and returns to it what its margin account no longer needs.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Shows what the fund holds, what it has taken over, and what could not be paid
    Show(Show),
    /// Adds to the fund, for good
    Fund(Fund),
    /// Returns the collateral of the fund's own account to the fund
    Sweep(Sweep),
}

#[derive(clap::Args)]
struct Show {
    #[command(flatten)]
    target: Target,
}

#[derive(clap::Args)]
struct Fund {
    #[command(flatten)]
    of: Sweep,
    /// In whole tokens, such as 12.5
    #[arg(long)]
    amount: String,
}

#[derive(clap::Args)]
struct Sweep {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
    /// call (base) or put (quote)
    #[arg(long, value_parser = kind_of)]
    kind: Kind,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    match &args.command {
        Command::Show(args) => {
            let desk = Desk::open(&args.target)?;
            let view = show::view(&desk)?;
            print!("{}", show::render(&desk, &view));
            args.target.write_json(&view)
        }
        Command::Fund(args) => fund(&args.of, &args.amount),
        Command::Sweep(args) => sweep(args),
    }
}

fn fund(args: &Sweep, amount: &str) -> Result<()> {
    let desk = Desk::open(&args.target)?;
    let amount = desk.parse_collateral(amount, args.kind)?;
    let wallet = args.signing.keypair()?;
    let payer = wallet.pubkey();
    let fund = ix::fund_insurance(&desk.keys, &payer, args.kind, amount);
    let instructions = desk.with_collateral_account(&payer, args.kind, amount, [fund])?;
    let sent = desk.send(&wallet, &instructions)?;
    let what = format!("added {} to", desk.collateral(amount, args.kind));
    tell(args, &desk, what, &sent)
}

fn sweep(args: &Sweep) -> Result<()> {
    let (desk, wallet) = (Desk::open(&args.target)?, args.signing.keypair()?);
    let own = desk.margin(&desk.keys.insurance_authority(), args.kind)?;
    let instruction = ix::sweep_backstop(&desk.keys, args.kind);
    let sent = desk.send(&wallet, &[instruction])?;
    let what = format!("returned {} to", desk.collateral(own.collateral, args.kind));
    tell(args, &desk, what, &sent)
}

fn tell(args: &Sweep, desk: &Desk, what: String, sent: &crate::rpc::Sent) -> Result<()> {
    let fund = desk.node.tokens(&desk.keys.insurance(args.kind))?;
    let fund = desk.collateral(fund, args.kind);
    let mut steps = Steps::default();
    steps.tell(
        format!("{what} the insurance fund, which holds {fund}"),
        sent,
    );
    args.target.write_json(&steps)
}
