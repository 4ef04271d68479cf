//! `ballast liquidate`: an account that cannot keep its shorts.

mod backstop;
mod happened;
mod plan;
mod refusal;
mod render;

use anchor_lang::prelude::Pubkey;
use anyhow::{bail, Result};
use ballast_client::{instructions as ix, views::auction_bonus_bps};
use option_risk::units::Kind;
use serde::Serialize;
use solana_signer::Signer;

use crate::{
    amount,
    rpc::{kind_of, Desk, SeriesName, Signing, Target},
    steps::Steps,
};

/// Takes over, or burns options for, part of the short of an account under its maintenance margin.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
    /// Whose account
    #[arg(long, value_name = "ADDRESS")]
    owner: Pubkey,
    /// call or put
    #[arg(long, value_parser = kind_of)]
    kind: Kind,
    /// Which short [default: the one that requires most]
    #[arg(long)]
    series: Option<SeriesName>,
    /// No more than this [default: what reaches the target health]
    #[arg(long, value_name = "CONTRACTS")]
    max_contracts: Option<String>,
    /// Burns options that the signer holds, instead of taking the short over
    #[arg(long)]
    burn: bool,
    /// For no less than this, in whole tokens
    #[arg(long, value_name = "AMOUNT", requires = "burn")]
    min_payment: Option<String>,
    /// Starts the auction of the account and takes nothing
    #[arg(long, conflicts_with_all = ["series", "max_contracts", "burn", "backstop"])]
    flag_only: bool,
    /// Moves the whole account, worth nothing, to the insurance fund's
    #[arg(long, conflicts_with_all = ["series", "max_contracts", "burn"])]
    backstop: bool,
    /// Shows what would be done and sends nothing
    #[arg(long)]
    dry_run: bool,
}

/// What was planned and what was done.
#[derive(Serialize)]
struct Report {
    plan: plan::Plan,
    /// None in a dry run.
    done: Option<happened::Done>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let desk = Desk::open(&args.target)?;
    if args.backstop {
        return backstop::run(args, &desk);
    }
    let account = desk.margin(&args.owner, args.kind)?;
    refusal::require_unhealthy(&desk, &account)?;
    if args.flag_only {
        return flag(args, desk);
    }
    refusal::require_open(&desk)?;
    let wallet = match args.dry_run {
        true => args.signing.named_keypair()?,
        false => Some(args.signing.keypair()?),
    };
    let me = wallet.as_ref().map(Signer::pubkey);
    let plan = plan::plan(args, &desk, &account, me.as_ref())?;
    print!("{}", render::plan(&desk, args.kind, &plan));
    let done = match &wallet {
        Some(wallet) if !args.dry_run => {
            let instructions = plan.instructions(args, &desk, &wallet.pubkey())?;
            let sent = desk.act(wallet, &instructions)?;
            let done = happened::read(desk, &account, &plan, &sent)?;
            print!("{}", render::done(&done));
            Some(done)
        }
        _ => {
            println!("dry run: nothing was sent");
            None
        }
    };
    args.target.write_json(&Report { plan, done })
}

/// Starts the account's auction.
fn flag(args: &Args, mut desk: Desk) -> Result<()> {
    if args.dry_run {
        println!("dry run: the account may be flagged; nothing was sent");
        return args.target.write_json(&Steps::default());
    }
    let wallet = args.signing.keypair()?;
    let instruction = ix::flag_account(&desk.keys, &args.owner, args.kind);
    let sent = desk.send(&wallet, &[instruction])?;
    desk.refresh()?;
    let account = desk.margin(&args.owner, args.kind)?;
    if account.flagged_ts == 0 {
        bail!("somebody has ended the auction already");
    }
    let bonus = auction_bonus_bps(&desk.market, &account, desk.now);
    let mut steps = Steps::default();
    let bonus = amount::percent(bonus.into());
    steps.tell(format!("flagged {}, bonus {bonus} now", args.owner), &sent);
    args.target.write_json(&steps)
}
