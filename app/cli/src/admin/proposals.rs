//! `ballast admin proposals`, `cancel` and `execute`.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use anyhow::{Context, Result};
use ballast_client::{
    address,
    ballast::state::{Change, Proposal, Protocol, Vault},
    instructions::{self as ix, Target},
    reports::{change_name, Pending},
    rpc::offsets::PROPOSAL_PROTOCOL_AT,
};
use serde::Serialize;
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::{
    format::utc,
    page,
    rpc::{Cluster, Node, Signing},
    steps::Steps,
};

#[derive(clap::Args)]
pub struct List {
    #[command(flatten)]
    cluster: Cluster,
    /// The protocol's address
    #[arg(long, value_name = "ADDRESS")]
    protocol: Pubkey,
}

#[derive(clap::Args)]
pub struct Named {
    #[command(flatten)]
    cluster: Cluster,
    #[command(flatten)]
    signing: Signing,
    /// The protocol's address
    #[arg(long, value_name = "ADDRESS")]
    protocol: Pubkey,
    /// The proposal's number
    index: u64,
}

#[derive(clap::Args)]
pub struct Execute {
    #[command(flatten)]
    named: Named,
    /// The account that shows the new feed, for a change of oracle
    #[arg(long, value_name = "ADDRESS")]
    oracle: Option<Pubkey>,
}

/// A proposal, and whose it is.
#[derive(Serialize)]
struct Open {
    #[serde(flatten)]
    pending: Pending,
    proposer: String,
}

#[derive(Serialize)]
struct All {
    proposals: Vec<Open>,
}

/// All of a protocol's.
pub fn list(args: &List) -> Result<()> {
    let node = Node::at(&args.cluster.url);
    let now = node.clock()?;
    let all = All {
        proposals: of(&node, &args.protocol)?
            .iter()
            .map(|proposal| Open {
                pending: Pending::of(proposal, now),
                proposer: proposal.proposer.to_string(),
            })
            .collect(),
    };
    page::print(&all.text())?;
    args.cluster.write_json(&all)
}

/// What is proposed in a protocol and neither executed nor cancelled, by its numbers.
pub fn of(node: &Node, protocol: &Pubkey) -> Result<Vec<Proposal>> {
    let found = node.naming(PROPOSAL_PROTOCOL_AT, protocol);
    let mut found: Vec<Proposal> =
        found.context("the node does not list the protocol's proposals")?;
    found.sort_unstable_by_key(|proposal| proposal.index);
    Ok(found)
}

impl All {
    fn text(&self) -> String {
        if self.proposals.is_empty() {
            return "nothing is proposed\n".to_owned();
        }
        let lines = self.proposals.iter().map(|Open { pending: one, .. }| {
            let (due, until) = (utc(one.due_ts), utc(one.until_ts));
            format!(
                "{} {} of {}: {}, due {due}, until {until}\n",
                one.index, one.change, one.target, one.phase
            )
        });
        lines.collect()
    }
}

/// Takes one back.
pub fn cancel(args: &Named) -> Result<()> {
    let place = Place::of(args)?;
    let (protocol, me) = (&args.protocol, place.wallet.pubkey());
    let cancel = ix::cancel_proposal(protocol, &me, args.index, &place.proposal.proposer);
    place.carry_out(args, cancel, "cancelled")
}

/// Carries one out.
pub fn execute(args: &Execute) -> Result<()> {
    let named = &args.named;
    let place = Place::of(named)?;
    let target = place.target(&named.protocol)?;
    let oracle = match place.proposal.change {
        Change::Oracle { .. } => Some(args.oracle.context("a change of oracle needs --oracle")?),
        _ => None,
    };
    let execute = ix::execute_proposal(&target, named.index, &place.proposal.proposer, oracle);
    place.carry_out(named, execute, "executed")
}

/// One proposal, and who acts on it.
struct Place {
    node: Node,
    wallet: Keypair,
    proposal: Proposal,
}

impl Place {
    fn of(args: &Named) -> Result<Self> {
        let (node, wallet) = (Node::at(&args.cluster.url), args.signing.keypair()?);
        let (protocol, index) = (args.protocol, args.index);
        let held: Option<Protocol> = node.account(&protocol)?;
        held.with_context(|| format!("the node has no protocol {protocol}"))?;
        let proposal = node.account(&address::proposal(&protocol, index))?;
        let gone = || {
            format!("the protocol has no proposal {index}; `ballast admin proposals` lists them")
        };
        Ok(Self {
            proposal: proposal.with_context(gone)?,
            node,
            wallet,
        })
    }

    /// The accounts that the change is about.
    fn target(&self, protocol: &Pubkey) -> Result<Target> {
        let on = self.proposal.target;
        let mut target = Target::protocol(*protocol);
        match self.proposal.change {
            Change::Guardian(_) => {}
            Change::MarketParams(_) | Change::Oracle { .. } => target.market = Some(on),
            Change::VaultParams(_) => {
                let vault: Option<Vault> = self.node.account(&on)?;
                let vault = vault.with_context(|| format!("the node has no vault {on}"))?;
                (target.market, target.vault) = (Some(vault.market), Some(on));
            }
        }
        Ok(target)
    }

    fn carry_out(&self, args: &Named, instruction: Instruction, done: &str) -> Result<()> {
        let sent = self.node.send_signed(&[&self.wallet], &[instruction])?;
        let change = change_name(&self.proposal.change);
        let mut steps = Steps::default();
        let what = format!(
            "{done} proposal {}, {change} of {}",
            args.index, self.proposal.target
        );
        steps.tell(what, &sent);
        args.cluster.write_json(&steps)
    }
}
