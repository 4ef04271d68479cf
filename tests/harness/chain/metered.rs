//! A chain that writes down what every instruction of the program cost.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use solana_keypair::Keypair;

use super::{Account, Chain, Receipt, TxError};

/// One call's cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    pub compute_units: u64,
    pub accounts: usize,
}

/// Calls by instruction name; clones share one record.
#[derive(Clone, Debug, Default)]
pub struct Meter(Rc<RefCell<BTreeMap<&'static str, Vec<Call>>>>);

impl Meter {
    /// Everything recorded so far.
    pub fn calls(&self) -> BTreeMap<&'static str, Vec<Call>> {
        self.0.borrow().clone()
    }

    fn record(&self, instructions: &[Instruction], logs: &[String]) {
        let ours = instructions
            .iter()
            .filter(|instruction| instruction.program_id == ballast::ID);
        for (instruction, compute_units) in ours.zip(consumed(logs)) {
            if let Some(name) = ballast_client::instructions::name(&instruction.data) {
                self.0.borrow_mut().entry(name).or_default().push(Call {
                    compute_units,
                    accounts: instruction.accounts.len(),
                });
            }
        }
    }
}

/// Compute units of the program's top-level calls, in order, from the runtime's
/// log; the program never calls itself.
fn consumed(logs: &[String]) -> Vec<u64> {
    let prefix = format!("Program {} consumed ", ballast::ID);
    logs.iter()
        .filter_map(|line| line.strip_prefix(&prefix)?.split(' ').next()?.parse().ok())
        .collect()
}

/// A metered chain around another.
pub struct Metered<C> {
    pub chain: C,
    pub meter: Meter,
}

impl<C: Chain> Chain for Metered<C> {
    fn name(&self) -> &'static str {
        self.chain.name()
    }

    fn now(&self) -> i64 {
        self.chain.now()
    }

    fn set_time(&mut self, ts: i64) {
        self.chain.set_time(ts);
    }

    fn account(&mut self, address: &Pubkey) -> Option<Account> {
        self.chain.account(address)
    }

    fn set_account(&mut self, address: &Pubkey, account: Account) {
        self.chain.set_account(address, account);
    }

    fn send(
        &mut self,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        let receipt = self.chain.send(instructions, payer, signers)?;
        self.meter.record(instructions, &receipt.logs);
        Ok(receipt)
    }
}
