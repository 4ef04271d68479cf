//! The chain with a counter on its line: every transaction sent and every
//! refusal by name, whoever sent it.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast_client::errors;
use ballast_harness::{Account, Chain, NativeChain, Receipt, TxError};
use solana_keypair::Keypair;

/// What went over the line.
#[derive(Default)]
pub struct Tally {
    /// Transactions sent, refused ones included.
    pub sent: u64,
    /// Refused ones by the name of their error.
    pub refused: BTreeMap<String, u64>,
}

/// An embedded chain that counts.
pub struct Wire {
    inner: NativeChain,
    tally: Rc<RefCell<Tally>>,
}

impl Wire {
    /// Starts a chain and its counter.
    pub fn start() -> (Self, Rc<RefCell<Tally>>) {
        let tally = Rc::default();
        let wire = Self {
            inner: NativeChain::start(),
            tally: Rc::clone(&tally),
        };
        (wire, tally)
    }
}

/// An error's name without its advice.
fn name(error: &TxError) -> String {
    match error {
        TxError::Program(code) => match errors::from_code(*code) {
            Some(error) => error.name(),
            None => format!("custom program error {code}"),
        },
        TxError::Runtime(text) => text.clone(),
    }
}

impl Chain for Wire {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    fn now(&self) -> i64 {
        self.inner.now()
    }

    fn set_time(&mut self, ts: i64) {
        self.inner.set_time(ts);
    }

    fn account(&mut self, address: &Pubkey) -> Option<Account> {
        self.inner.account(address)
    }

    fn set_account(&mut self, address: &Pubkey, account: Account) {
        self.inner.set_account(address, account);
    }

    fn send(
        &mut self,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        let outcome = self.inner.send(instructions, payer, signers);
        let mut tally = self.tally.borrow_mut();
        tally.sent += 1;
        if let Err(error) = &outcome {
            *tally.refused.entry(name(error)).or_default() += 1;
        }
        outcome
    }
}
