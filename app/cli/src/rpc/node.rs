//! A node, one request after another: what commands ask it, awaited.

use std::future::Future;

use anchor_lang::{
    prelude::Pubkey, solana_program::instruction::Instruction, AccountDeserialize, Discriminator,
};
use anyhow::{anyhow, bail, Result};
use ballast_client::{
    ballast::state::Market,
    rpc::{self, Held, Naming, Policy, RpcError, SendError},
    MarketKeys,
};
use solana_keypair::Keypair;
use tokio::runtime::{Builder, Runtime};

use super::Sent;

/// A node, asked for what is confirmed.
pub struct Node {
    rpc: rpc::Node,
    runtime: Runtime,
}

impl Node {
    /// A node at `url`; nothing is asked yet.
    pub fn at(url: &str) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build();
        Self {
            rpc: rpc::Node::at(url),
            // It opens no file and starts no thread; what the system refuses it here it refuses everything.
            runtime: runtime.expect("a runtime"),
        }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        self.rpc.url()
    }

    fn wait<T>(&self, asked: impl Future<Output = T>) -> T {
        self.runtime.block_on(asked)
    }

    /// Reads accounts in one request, so that they belong together.
    pub fn accounts<const N: usize>(&self, addresses: &[Pubkey; N]) -> Result<[Option<Held>; N]> {
        let found = self.wait(self.rpc.accounts(addresses))?;
        let incomplete = |_| anyhow!("{} did not answer for every account", self.url());
        found.try_into().map_err(incomplete)
    }

    /// Unix seconds of the cluster's clock.
    pub fn clock(&self) -> Result<i64> {
        Ok(self.wait(self.rpc.clock())?)
    }

    /// The market and the unix seconds of the cluster's clock.
    pub fn market(&self, address: &Pubkey) -> Result<(Box<Market>, i64)> {
        match self.wait(self.rpc.market(address)) {
            Err(RpcError::WrongType { .. }) => {
                bail!("{address} is an account of the program, but no market")
            }
            found => Ok(found?),
        }
    }

    /// The addresses a market's transactions need.
    pub fn market_keys(&self, address: &Pubkey, market: &Market) -> Result<MarketKeys> {
        Ok(self.wait(self.rpc.market_keys(address, market))?)
    }

    /// An account of the program; none where there is nothing, an error for one of another type.
    pub fn account<T: AccountDeserialize>(&self, address: &Pubkey) -> Result<Option<T>> {
        match self.wait(self.rpc.account(address)) {
            Err(RpcError::NotOurs { .. } | RpcError::WrongType { .. }) => {
                bail!("{address} is no account of the kind expected")
            }
            found => Ok(found?),
        }
    }

    /// Atoms in a token account; zero where there is none.
    pub fn tokens(&self, address: &Pubkey) -> Result<u64> {
        Ok(self.wait(self.rpc.tokens(address))?)
    }

    /// Atoms of a mint in circulation; zero where there is none.
    pub fn supply(&self, mint: &Pubkey) -> Result<u64> {
        Ok(self.wait(self.rpc.supply(mint))?)
    }

    /// Addresses of the program's accounts of a type that name `key` at an offset.
    pub fn addresses<T: Discriminator>(&self, offset: usize, key: &Pubkey) -> Result<Vec<Pubkey>> {
        let naming = Naming { offset, key };
        Ok(self.wait(self.rpc.addresses::<T>(Some(naming)))?)
    }

    /// The program's accounts of a type that name `key` at an offset, see [`rpc::offsets`].
    pub fn naming<T: AccountDeserialize + Discriminator>(
        &self,
        offset: usize,
        key: &Pubkey,
    ) -> Result<Vec<T>> {
        let found = self.wait(self.rpc.all(Some(Naming { offset, key })))?;
        Ok(found.into_iter().map(|(_, account)| account).collect())
    }

    /// Sends instructions as one transaction, which the first of `signers` pays; a [`super::Refused`] is found in the
    /// error.
    pub fn send_signed(&self, signers: &[&Keypair], instructions: &[Instruction]) -> Result<Sent> {
        let policy = Policy::default();
        match self.wait(self.rpc.send(signers, instructions, &policy)) {
            Ok(sent) => Ok(Sent {
                signature: sent.signature.to_string(),
                slot: sent.slot,
                logs: sent.logs,
            }),
            Err(SendError::Refused(refused)) => Err(refused.into()),
            Err(error) => Err(error.into()),
        }
    }
}
