//! Every instruction of governance as a method.

use ballast::state::{Change, Cluster, MarketParams, VaultParams};
use ballast_client::instructions::{self as ix, Target};
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::World;
use crate::chain::{Receipt, TxError};

type Outcome = Result<Receipt, TxError>;

impl World {
    /// Creates the protocol: governed by the admin, watched by the guardian.
    pub fn found(&mut self, cluster: Cluster) -> Outcome {
        let admin = self.admin.insecure_clone();
        let (key, guardian) = (admin.pubkey(), self.guardian.pubkey());
        let create = ix::initialize_protocol(&key, &key, &guardian, cluster);
        self.send(&[create], &[&admin])
    }

    /// Offers the authority.
    pub fn offer_authority(&mut self, by: &Keypair, to: &Keypair) -> Outcome {
        let offer = ix::propose_authority(&self.keys.protocol, &by.pubkey(), &to.pubkey());
        self.send(&[offer], &[by])
    }

    /// Takes the authority over.
    pub fn accept_authority(&mut self, by: &Keypair) -> Outcome {
        let accept = ix::accept_authority(&self.keys.protocol, &by.pubkey());
        self.send(&[accept], &[by])
    }

    /// Pauses the market.
    pub fn pause(&mut self, by: &Keypair) -> Outcome {
        let pause = ix::pause_market(&self.keys, &by.pubkey());
        self.send(&[pause], &[by])
    }

    /// Ends the pause.
    pub fn lift_pause(&mut self, by: &Keypair) -> Outcome {
        let lift = ix::lift_pause(&self.keys, &by.pubkey());
        self.send(&[lift], &[by])
    }

    /// Tightens the market.
    pub fn tighten_market(&mut self, by: &Keypair, params: MarketParams) -> Outcome {
        let tighten = ix::tighten_market(&self.keys, &by.pubkey(), params);
        self.send(&[tighten], &[by])
    }

    /// Tightens the vault.
    pub fn tighten_vault(&mut self, by: &Keypair, params: VaultParams) -> Outcome {
        let tighten = ix::tighten_vault(&self.keys, &self.vault, &by.pubkey(), params);
        self.send(&[tighten], &[by])
    }

    /// The accounts a change of this world's protocol, market or vault is about.
    pub fn target(&self, change: &Change) -> Target {
        match change {
            Change::Guardian(_) => Target::protocol(self.keys.protocol),
            Change::VaultParams(_) => Target::vault(&self.keys, &self.vault),
            Change::MarketParams(_) | Change::Oracle { .. } => Target::market(&self.keys),
        }
    }

    /// Proposes a change.
    pub fn propose(&mut self, by: &Keypair, change: Change) -> Outcome {
        let (target, index) = (self.target(&change), self.protocol().proposals);
        let propose = ix::propose_change(&target, &by.pubkey(), index, change);
        self.send(&[propose], &[by])
    }

    /// Proposes a change as the admin and returns its index.
    pub fn proposed(&mut self, change: Change) -> Result<u64, TxError> {
        let admin = self.admin.insecure_clone();
        let index = self.protocol().proposals;
        self.propose(&admin, change)?;
        Ok(index)
    }

    /// Cancels a proposal of the admin's.
    pub fn cancel(&mut self, by: &Keypair, index: u64) -> Outcome {
        let (protocol, proposer) = (self.keys.protocol, self.admin.pubkey());
        let cancel = ix::cancel_proposal(&protocol, &by.pubkey(), index, &proposer);
        self.send(&[cancel], &[by])
    }

    /// Executes a proposal of the admin's, as nobody in particular; an oracle's change to the world's feed.
    pub fn execute(&mut self, index: u64) -> Outcome {
        let change = self.proposal(index).expect("a proposal").change;
        let oracle = matches!(change, Change::Oracle { .. }).then_some(self.feed.address);
        let (target, proposer) = (self.target(&change), self.admin.pubkey());
        let execute = ix::execute_proposal(&target, index, &proposer, oracle);
        self.send(&[execute], &[])
    }

    /// Lets a proposal's delay pass, at the market's last price.
    pub fn wait_for(&mut self, index: u64) -> Outcome {
        let due_ts = self.proposal(index).expect("a proposal").due_ts;
        let (wait, price) = (due_ts - self.now(), self.market().risk.price);
        self.tick(wait, price)
    }
}
