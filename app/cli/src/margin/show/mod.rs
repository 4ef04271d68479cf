//! `ballast margin show`: an account now, and as it would be if.

mod render;
mod view;
mod what_if;

use anchor_lang::prelude::Pubkey;
use anyhow::{Context, Result};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::rpc::{kind_of, Desk, Signing, Target};

/// Shows an account's collateral, requirements and positions, now and as they would be if.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
    /// call or put
    #[arg(long, value_parser = kind_of)]
    kind: Kind,
    /// Whose account [default: the signer's]
    #[arg(long, value_name = "ADDRESS")]
    owner: Option<Pubkey>,
    #[command(flatten)]
    what_if: what_if::Flags,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let desk = Desk::open(&args.target)?;
    let owner = match args.owner {
        Some(owner) => owner,
        None => args.signing.keypair()?.pubkey(),
    };
    let account = desk.margin(&owner, args.kind)?;
    let what_if = args.what_if.read(&desk, args.kind)?;
    let view = view::view(&desk, &account, what_if.as_ref())?;
    args.target.write_json(&view)?;
    let page = render::render(&desk, &view).context("cannot format the account")?;
    print!("{page}");
    Ok(())
}
