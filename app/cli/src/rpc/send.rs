//! Sending transactions, and whether one that succeeded did what it was sent for.

use anchor_lang::solana_program::instruction::Instruction;
use anyhow::{bail, Result};
use ballast_client::rpc::{outcome, Outcome};
use solana_keypair::Keypair;

use super::Desk;

/// A transaction that succeeded.
pub struct Sent {
    pub signature: String,
    pub slot: u64,
    /// Its log; empty where the node keeps none.
    pub logs: Vec<String>,
}

impl Desk {
    /// Sends what nothing defers.
    pub fn send(&self, wallet: &Keypair, instructions: &[Instruction]) -> Result<Sent> {
        self.node.send_signed(&[wallet], instructions)
    }

    /// Sends what its own print may defer, which is then an error: it has not been done.
    pub fn act(&self, wallet: &Keypair, instructions: &[Instruction]) -> Result<Sent> {
        let sent = self.send(wallet, instructions)?;
        if self.outcome(&sent)? == Outcome::Deferred {
            bail!(
                "deferred: the price that this transaction observed tripped the circuit breaker; the trip is on record \
                 and nothing else was done, try again when the market has reopened ({})",
                sent.signature
            );
        }
        Ok(sent)
    }

    /// The outcome of a transaction whose instruction the breaker may defer.
    pub fn outcome(&self, sent: &Sent) -> Result<Outcome> {
        if let Some(outcome) = outcome(&sent.logs) {
            return Ok(outcome);
        }
        // Where no log is kept the market says it: the program itself defers by this.
        let (market, _) = self.node.market(&self.keys.market)?;
        Ok(match market.tripped_in(sent.slot) {
            true => Outcome::Deferred,
            false => Outcome::Done,
        })
    }
}
