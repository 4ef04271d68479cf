//! `ballast redeem`: options for their payoff.

use anyhow::{bail, Result};
use ballast_client::{ballast::events::OptionRedeemed, events, instructions as ix};
use serde::Serialize;
use solana_signer::Signer;

use crate::rpc::{Desk, SeriesName, Signing, Target};

/// Burns options of a settled series for their payoff.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
    /// An address, or such as call@210@2026-12-04
    #[arg(long)]
    series: SeriesName,
    /// How many, such as 12.5 [default: all that the signer holds]
    #[arg(long)]
    contracts: Option<String>,
}

/// A redemption. Amounts are atoms.
#[derive(Serialize)]
struct Report {
    series: String,
    contracts: u64,
    /// What a series paid in full would have paid.
    payoff: u64,
    payout: u64,
    signature: String,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let (desk, wallet) = (Desk::open(&args.target)?, args.signing.keypair()?);
    let me = wallet.pubkey();
    let (keys, series) = desk.series(&args.series)?;
    let name = desk.name_of(&keys);
    let held = desk.node.tokens(&keys.option_account(&me))?;
    let contracts = match &args.contracts {
        Some(text) => desk.parse_contracts(text)?,
        None => held,
    };
    if held == 0 || contracts > held {
        bail!("{me} holds {} {name}", desk.contracts(held));
    }
    let redeem = ix::redeem_option(&desk.keys, &keys, &me, contracts);
    let instructions = desk.with_collateral_account(&me, keys.kind, 0, [redeem])?;
    let before = desk.node.tokens(&keys.pool)?;
    let sent = desk.send(&wallet, &instructions)?;
    let payout = match events::of::<OptionRedeemed>(&sent.logs).first() {
        Some(event) => event.payout,
        None => before.saturating_sub(desk.node.tokens(&keys.pool)?),
    };
    let price = series.settlement_price;
    let scale = desk.market.scale();
    let payoff = scale.payoff_down(keys.kind, contracts, keys.strike, price);
    let payoff = payoff.unwrap_or(payout);
    let money = |atoms| desk.collateral(atoms, keys.kind);
    let short = match payout < payoff {
        true => format!(" of {}: the series fell short", money(payoff)),
        false => String::new(),
    };
    println!(
        "redeemed {} {name} for {}{short}\n  {}",
        desk.contracts(contracts),
        money(payout),
        sent.signature
    );
    args.target.write_json(&Report {
        series: name,
        contracts,
        payoff,
        payout,
        signature: sent.signature,
    })
}
