//! `ballast vault create`.

use std::{fs, path::PathBuf};

use anchor_lang::prelude::Pubkey;
use anyhow::{bail, Context, Result};
use ballast_client::{ballast::state::Vault, instructions as ix, params::Parameters, VaultKeys};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::{
    rpc::{kind_of, Desk, Signing, Target},
    steps::Steps,
};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
    /// The vault's number, one that its market has not used yet
    #[arg(long, value_name = "N")]
    id: u16,
    /// What it sells: call (against base) or put (against quote)
    #[arg(long, value_parser = kind_of)]
    kind: Kind,
    /// Whose its fees are; that can never be changed
    #[arg(long, value_name = "ADDRESS")]
    fee_recipient: Pubkey,
    /// A parameter file such as migrations/localnet.toml; its [vault] section counts
    #[arg(long, value_name = "FILE")]
    params: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let path = args.params.display();
    let text = fs::read_to_string(&args.params).with_context(|| format!("cannot read {path}"))?;
    let parameters = Parameters::parse(&text).with_context(|| format!("parameters {path}"))?;
    let (desk, wallet) = (Desk::open(&args.target)?, args.signing.keypair()?);
    let keys = VaultKeys::derive(&desk.keys, args.id, args.kind);
    if desk.node.account::<Vault>(&keys.vault)?.is_some() {
        bail!("the market has a vault {} already", args.id);
    }
    let instructions = ix::create_vault(
        &desk.keys,
        &keys,
        &wallet.pubkey(),
        &args.fee_recipient,
        parameters.vault,
    );
    let sent = desk.send(&wallet, &instructions)?;
    let mut steps = Steps::default();
    let what = format!(
        "created vault {}, {}, which sells {}s",
        args.id,
        keys.vault,
        args.kind.name()
    );
    steps.tell(what, &sent);
    args.target.write_json(&steps)
}
