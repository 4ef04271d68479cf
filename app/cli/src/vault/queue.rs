//! `ballast vault deposit` and `ballast vault withdraw`: into the queue of the next roll.

use anyhow::{ensure, Result};
use ballast_client::instructions as ix;

use crate::{
    rpc::{VaultArgs, VaultDesk},
    steps::Steps,
};

#[derive(clap::Args)]
pub struct Deposit {
    #[command(flatten)]
    at: VaultArgs,
    /// In whole tokens, such as 12.5: base for a vault of calls, quote for one of puts
    amount: String,
}

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("how many").required(true)))]
pub struct Withdraw {
    #[command(flatten)]
    at: VaultArgs,
    /// How many, such as 12.5
    #[arg(group = "how many")]
    shares: Option<String>,
    /// All that the signer holds
    #[arg(long, group = "how many")]
    all: bool,
}

/// Queues collateral.
pub fn deposit(args: &Deposit) -> Result<()> {
    let at = VaultDesk::open(&args.at)?;
    let (desk, me, kind) = (&at.desk, at.me(), at.keys.kind);
    let amount = desk.parse_collateral(&args.amount, kind)?;
    let round = at.vault.book.round;
    let queue = ix::queue_deposit(&desk.keys, &at.keys, &me, round, amount);
    let instructions = desk.with_collateral_account(&me, kind, amount, [queue])?;
    let sent = desk.send(&at.wallet, &instructions)?;
    let mut steps = Steps::default();
    let what = format!(
        "queued {} for round {round} of vault {}",
        at.collateral(amount),
        at.keys.id
    );
    steps.tell(what, &sent);
    args.at.target.write_json(&steps)
}

/// Queues shares.
pub fn withdraw(args: &Withdraw) -> Result<()> {
    let at = VaultDesk::open(&args.at)?;
    let (desk, me, kind) = (&at.desk, at.me(), at.keys.kind);
    let held = desk.node.tokens(&at.keys.share_account(&me))?;
    let shares = match &args.shares {
        Some(text) => desk.parse_shares(text, kind)?,
        None => held,
    };
    ensure!(
        held > 0 && shares <= held,
        "{me} holds {} of vault {} (see `ballast vault claim` for those of rolled deposits)",
        desk.shares(held, kind),
        at.keys.id
    );
    let round = at.vault.book.round;
    let queue = ix::queue_withdrawal(&desk.keys, &at.keys, &me, round, shares);
    let sent = desk.send(&at.wallet, &[queue])?;
    let mut steps = Steps::default();
    let what = format!(
        "queued {} for the end of round {round} of vault {}",
        desk.shares(shares, kind),
        at.keys.id
    );
    steps.tell(what, &sent);
    args.at.target.write_json(&steps)
}
