//! Where a migration takes place: the node, who signs, and what the file says.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use anyhow::{ensure, Context, Result};
use ballast_client::{
    address,
    ballast::{
        errors::BallastError,
        state::{Cluster, Market, Protocol},
    },
    params::{Oracle, Parameters, Tokens, VaultSetup},
};
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::{told::Told, Args};
use crate::rpc::{words, Node, Sent};

/// The node, the signer and the file.
pub struct Site {
    pub node: Node,
    wallet: Keypair,
    /// Who signs.
    pub me: Pubkey,
    /// Whose protocol it is.
    pub creator: Pubkey,
    pub protocol: Pubkey,
    pub parameters: Parameters,
    pub tokens: Tokens,
    pub oracle: Oracle,
    pub vaults: Vec<VaultSetup>,
    dry_run: bool,
}

impl Site {
    pub fn open(args: &Args, parameters: Parameters) -> Result<Self> {
        let path = args.params.display();
        let lacks = |section| format!("{path} has no [{section}] section");
        let wallet = args.signing.keypair()?;
        let me = wallet.pubkey();
        let creator = parameters.governance.creator.unwrap_or(me);
        Ok(Self {
            node: Node::at(&args.cluster.url),
            wallet,
            me,
            creator,
            protocol: address::protocol(&creator),
            tokens: parameters.tokens.with_context(|| lacks("tokens"))?,
            oracle: parameters.oracle.with_context(|| lacks("oracle"))?,
            vaults: parameters.vaults()?,
            parameters,
            dry_run: args.dry_run,
        })
    }

    /// Sends a transaction of the signer's; nothing in a dry run.
    pub fn send(&self, instructions: &[Instruction]) -> Result<Option<Sent>> {
        match self.dry_run {
            true => Ok(None),
            false => self
                .node
                .send_signed(&[&self.wallet], instructions)
                .map(Some),
        }
    }

    /// The protocol, if there is one yet.
    pub fn protocol(&self) -> Result<Option<Protocol>> {
        self.node.account(&self.protocol)
    }

    /// The market, if there is one yet.
    pub fn market(&self, address: &Pubkey) -> Result<Option<Box<Market>>> {
        match self.exist(&[*address])? {
            [true] => Ok(Some(self.node.market(address)?.0)),
            [false] => Ok(None),
        }
    }

    /// Which accounts exist.
    pub fn exist<const N: usize>(&self, addresses: &[Pubkey; N]) -> Result<[bool; N]> {
        let accounts = self.node.accounts(addresses)?;
        Ok(accounts.map(|account| account.is_some()))
    }

    /// The protocol's authority; of one that a dry run has not created, the signer.
    pub fn authority(&self) -> Result<Pubkey> {
        let protocol = self.protocol()?;
        Ok(protocol.map_or(self.me, |protocol| protocol.authority))
    }

    /// Sends what only the authority may sign, in words `what`. A dry run tells anybody what that would be.
    pub fn govern(&self, instructions: &[Instruction], what: String) -> Result<Told> {
        let authority = self.authority()?;
        if authority == self.me {
            let sent = self.send(instructions).with_context(|| what.clone())?;
            return Ok(Told::did(sent.as_ref(), what));
        }
        ensure!(
            self.dry_run,
            "{what}: {} (the authority is {authority}, this keypair is {})",
            words(BallastError::WrongAuthority),
            self.me
        );
        Ok(Told::would_do_by(&authority, what))
    }

    /// How long changes wait, in words.
    pub fn delay(cluster: Cluster) -> String {
        crate::format::duration(cluster.delay_secs().into())
    }
}
