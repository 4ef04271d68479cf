//! A chain behind a loopback node, and a client that asks it.

use std::{future::Future, time::Duration};

use anchor_lang::{
    prelude::Pubkey,
    solana_program::{instruction::Instruction, system_instruction::transfer},
};
use ballast_client::rpc::{Node, Policy, SendError, Sent};
use ballast_harness::{
    rpc::{Host, Line},
    setup::keypair,
    Account, Chain, Setup, World,
};
use solana_keypair::Keypair;
use solana_signer::Signer;
use tokio::runtime::Builder;

/// How long the node may take in these tests.
pub const TIMEOUT: Duration = Duration::from_millis(1_500);
/// What one transfer moves.
pub const AMOUNT: u64 = 5_000_000;
/// What the payer starts with.
pub const RICH: u64 = 1_000_000_000_000;

/// A chain whose node a client asks.
pub struct Scene {
    pub line: Line,
    host: Host,
}

impl Scene {
    /// A chain without a market, and a payer with SOL.
    pub fn bare() -> Self {
        let mut line = Line::start();
        let rich = Account {
            lamports: RICH,
            ..Account::default()
        };
        line.set_account(&payer().pubkey(), rich);
        Self::around(line)
    }

    /// A market with a vault, and the world it lives in.
    pub fn market() -> (Self, World) {
        let line = Line::start();
        let world = World::create(Box::new(line.clone()), &Setup::default()).expect("a market");
        (Self::around(line), world)
    }

    fn around(line: Line) -> Self {
        Self {
            host: Host::of(line.clone()),
            line,
        }
    }

    /// What the client makes of the node, which answers meanwhile.
    pub fn ask<T, F>(&mut self, work: impl FnOnce(Node) -> F + Send + 'static) -> T
    where
        T: Send + 'static,
        F: Future<Output = T>,
    {
        let node = Node::with_timeout(self.host.url(), TIMEOUT);
        self.host.serve(move || wait(work(node)))
    }

    /// Sends a transfer of [`AMOUNT`] to [`recipient`].
    pub fn transfer(&mut self, policy: Policy) -> Result<Sent, SendError> {
        self.ask(|node| async move {
            let payer = payer();
            let instructions = [to_recipient()];
            node.send(&[&payer], &instructions, &policy).await
        })
    }

    /// How often the recipient has been paid.
    pub fn paid(&mut self) -> u64 {
        let account = Chain::account(&mut self.line, &recipient());
        account.map_or(0, |account| account.lamports) / AMOUNT
    }
}

/// Runs a future to its end.
pub fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

/// Pays everything.
pub fn payer() -> Keypair {
    keypair(101)
}

/// Where transfers go.
pub fn recipient() -> Pubkey {
    keypair(102).pubkey()
}

/// A transfer of [`AMOUNT`].
pub fn to_recipient() -> Instruction {
    transfer(&payer().pubkey(), &recipient(), AMOUNT)
}
