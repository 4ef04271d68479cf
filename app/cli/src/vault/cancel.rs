//! `ballast vault cancel`: what is queued, back.

use anyhow::{bail, Result};
use ballast_client::{
    ballast::{errors::BallastError, state::DepositReceipt},
    instructions as ix,
};

use crate::{
    rpc::{words, VaultArgs, VaultDesk},
    steps::Steps,
};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    at: VaultArgs,
    /// In whole tokens or shares, such as 12.5 [default: all that is queued]
    amount: Option<String>,
    /// Takes queued shares back, rather than a queued deposit
    #[arg(long)]
    withdrawal: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let at = VaultDesk::open(&args.at)?;
    let mut steps = Steps::default();
    match args.withdrawal {
        true => withdrawal(&at, args, &mut steps)?,
        false => deposits(&at, args, &mut steps)?,
    }
    args.at.target.write_json(&steps)
}

/// The deposit of this round or, without an amount, also those of earlier ones that were not taken.
fn deposits(at: &VaultDesk, args: &Args, steps: &mut Steps) -> Result<()> {
    let (desk, kind) = (&at.desk, at.keys.kind);
    let asked = args.amount.as_ref();
    let asked = asked.map(|text| desk.parse_collateral(text, kind));
    let asked = asked.transpose()?;
    let mut rolled = false;
    for receipt in at.receipts()?.deposits {
        let is_queued = receipt.round == at.vault.book.round;
        if is_queued {
            take_back(at, &receipt, asked.unwrap_or(u64::MAX), steps)?;
        } else if asked.is_none() && desk.round(&at.keys, receipt.round)?.deposits_refunded {
            reclaim(at, &receipt, steps)?;
        } else {
            rolled = true;
        }
    }
    nothing_done(at, steps, rolled)
}

fn take_back(
    at: &VaultDesk,
    receipt: &DepositReceipt,
    amount: u64,
    steps: &mut Steps,
) -> Result<()> {
    let (desk, me, round) = (&at.desk, at.me(), receipt.round);
    let cancel = ix::cancel_deposit(&desk.keys, &at.keys, &me, round, amount);
    let instructions = desk.with_collateral_account(&me, at.keys.kind, 0, [cancel])?;
    let sent = desk.send(&at.wallet, &instructions)?;
    let back = amount.min(receipt.amount);
    let what = format!(
        "took back {} from the queue of round {round}; {} left in it",
        at.collateral(back),
        at.collateral(receipt.amount - back)
    );
    steps.tell(what, &sent);
    Ok(())
}

/// Takes a deposit back that its round did not take.
pub fn reclaim(at: &VaultDesk, receipt: &DepositReceipt, steps: &mut Steps) -> Result<()> {
    let (desk, me, round) = (&at.desk, at.me(), receipt.round);
    let reclaim = ix::reclaim_deposit(&desk.keys, &at.keys, &me, round);
    let instructions = desk.with_collateral_account(&me, at.keys.kind, 0, [reclaim])?;
    let sent = desk.send(&at.wallet, &instructions)?;
    let what = format!(
        "took back {} that round {round} did not take",
        at.collateral(receipt.amount)
    );
    steps.tell(what, &sent);
    Ok(())
}

fn withdrawal(at: &VaultDesk, args: &Args, steps: &mut Steps) -> Result<()> {
    let (desk, me, kind) = (&at.desk, at.me(), at.keys.kind);
    let asked = args.amount.as_ref();
    let asked = asked.map(|text| desk.parse_shares(text, kind));
    let asked = asked.transpose()?.unwrap_or(u64::MAX);
    let mut rolled = false;
    for receipt in at.receipts()?.withdrawals {
        let round = receipt.round;
        if round != at.vault.book.round {
            rolled = true;
            continue;
        }
        let cancel = ix::cancel_withdrawal(&desk.keys, &at.keys, &me, round, asked);
        let sent = desk.send(&at.wallet, &[cancel])?;
        let back = asked.min(receipt.shares);
        let what = format!(
            "took back {} from the queue of round {round}; {} left in it",
            desk.shares(back, kind),
            desk.shares(receipt.shares - back, kind)
        );
        steps.tell(what, &sent);
    }
    nothing_done(at, steps, rolled)
}

/// An error if nothing was taken back: it was rolled, or never there.
fn nothing_done(at: &VaultDesk, steps: &Steps, rolled: bool) -> Result<()> {
    match (steps.steps.is_empty(), rolled) {
        (false, _) => Ok(()),
        (true, true) => bail!(words(BallastError::AlreadyRolled)),
        (true, false) => bail!("{} has nothing queued with vault {}", at.me(), at.keys.id),
    }
}
