//! `ballast vault claim`: what rolled rounds owe the signer, and a vault its fees' recipient.

use anyhow::Result;
use ballast_client::{
    ballast::{
        events::ReceiptClaimed,
        state::{Amounts, DepositReceipt, WithdrawalReceipt},
    },
    events,
    instructions::{self as ix, create_token_account},
};
use option_risk::units::Kind;

use super::cancel::reclaim;
use crate::{
    rpc::{told, Sent, VaultArgs, VaultDesk},
    steps::Steps,
};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    at: VaultArgs,
    /// Also hands the vault's fees to their recipient, whoever that is
    #[arg(long)]
    fees: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let at = VaultDesk::open(&args.at)?;
    let mut steps = Steps::default();
    if args.fees {
        fees(&at, &mut steps)?;
    }
    let receipts = at.receipts()?;
    let rolled = |round: u64| round < at.vault.book.round;
    for receipt in receipts.deposits.iter().filter(|r| rolled(r.round)) {
        shares(&at, receipt, &mut steps)?;
    }
    for receipt in receipts.withdrawals.iter().filter(|r| rolled(r.round)) {
        assets(&at, receipt, &mut steps)?;
    }
    if steps.steps.is_empty() {
        println!("nothing to claim");
    }
    args.at.target.write_json(&steps)
}

fn fees(at: &VaultDesk, steps: &mut Steps) -> Result<()> {
    let (desk, recipient) = (&at.desk, &at.vault.fee_recipient);
    let claim = ix::claim_fees(&desk.keys, &at.keys, &at.me(), recipient);
    let sent = desk.send(&at.wallet, &claim)?;
    let shares = desk.shares(at.vault.book.fee_shares, at.keys.kind);
    steps.tell(format!("handed {shares} of fees to {recipient}"), &sent);
    Ok(())
}

/// The shares of a deposit, or itself if its round did not take it.
fn shares(at: &VaultDesk, receipt: &DepositReceipt, steps: &mut Steps) -> Result<()> {
    let (desk, me, round) = (&at.desk, at.me(), receipt.round);
    let mut record = desk.round(&at.keys, round)?;
    if record.deposits_refunded {
        return reclaim(at, receipt, steps);
    }
    let token_program = anchor_spl::token::ID;
    let claim = [
        create_token_account(&me, &me, &at.keys.share_mint, &token_program),
        ix::claim_shares(&desk.keys, &at.keys, &me, round),
    ];
    let sent = desk.send(&at.wallet, &claim)?;
    let shares = match claimed(&sent) {
        Some(event) => event.shares,
        None => told(record.unclaimed.claim_shares(receipt.amount))?,
    };
    let what = format!(
        "claimed {} for the {} of round {round}",
        desk.shares(shares, at.keys.kind),
        at.collateral(receipt.amount)
    );
    steps.tell(what, &sent);
    Ok(())
}

/// The assets of a withdrawal, in both tokens.
fn assets(at: &VaultDesk, receipt: &WithdrawalReceipt, steps: &mut Steps) -> Result<()> {
    let (desk, me, round) = (&at.desk, at.me(), receipt.round);
    let mut record = desk.round(&at.keys, round)?;
    let claim = ix::claim_withdrawal(&desk.keys, &at.keys, &me, round);
    let claim = desk.with_collateral_account(&me, Kind::Call, 0, [claim])?;
    let claim = desk.with_collateral_account(&me, Kind::Put, 0, claim)?;
    let sent = desk.send(&at.wallet, &claim)?;
    let assets = match claimed(&sent) {
        Some(event) => Amounts {
            base: event.base,
            quote: event.quote,
        },
        None => told(record.unclaimed.claim_assets(receipt.shares))?,
    };
    let what = format!(
        "claimed {} for the {} of round {round}",
        desk.amounts(&assets, at.keys.kind),
        desk.shares(receipt.shares, at.keys.kind)
    );
    steps.tell(what, &sent);
    Ok(())
}

/// What the program says was claimed, if the node keeps logs.
fn claimed(sent: &Sent) -> Option<ReceiptClaimed> {
    events::of(&sent.logs).into_iter().next()
}
