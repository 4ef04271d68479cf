//! `ballast vault show`: a vault at a glance.

mod orders;
mod render;
mod tables;
mod view;
mod wallet;

use anchor_lang::prelude::Pubkey;
use anyhow::{Context, Result};
use solana_signer::Signer;

use crate::{
    page,
    rpc::{Desk, VaultArgs},
};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    at: VaultArgs,
    /// Whose shares and receipts to show as well [default: the signer's, if --keypair names one]
    #[arg(long, value_name = "ADDRESS")]
    wallet: Option<Pubkey>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let desk = Desk::open(&args.at.target)?;
    let owner = match args.wallet {
        Some(owner) => Some(owner),
        None => (args.at.signing.named_keypair()?).map(|wallet| wallet.pubkey()),
    };
    let (keys, vault) = desk.vault(args.at.vault)?;
    let view = view::view(&desk, &keys, &vault, owner.as_ref())?;
    args.at.target.write_json(&view)?;
    page::print(&render::render(&desk, &view).context("cannot format the vault")?)
}
