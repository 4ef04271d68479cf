//! `ballast admin accept`.

use anchor_lang::prelude::Pubkey;
use anyhow::{ensure, Context, Result};
use ballast_client::{ballast::state::Protocol, instructions as ix};
use solana_signer::Signer;

use crate::{
    rpc::{Cluster, Node, Signing},
    steps::Steps,
};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    cluster: Cluster,
    #[command(flatten)]
    signing: Signing,
    /// The protocol's address
    #[arg(long, value_name = "ADDRESS")]
    protocol: Pubkey,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let (node, wallet) = (Node::at(&args.cluster.url), args.signing.keypair()?);
    let (address, me) = (args.protocol, wallet.pubkey());
    let protocol: Protocol = node
        .account(&address)?
        .with_context(|| format!("the node has no protocol {address}"))?;
    let offered_to = protocol.pending_authority;
    ensure!(
        offered_to == me,
        match offered_to == Pubkey::default() {
            true => format!("the authority of {address} is offered to nobody"),
            false => format!("the authority of {address} is offered to {offered_to}, not to {me}"),
        }
    );
    let accept = ix::accept_authority(&address, &me);
    let sent = node.send_signed(&[&wallet], &[accept])?;
    let mut steps = Steps::default();
    let from = protocol.authority;
    steps.tell(
        format!("took the authority of {address} over from {from}"),
        &sent,
    );
    args.cluster.write_json(&steps)
}
