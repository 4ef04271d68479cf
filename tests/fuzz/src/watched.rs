//! A chain that notes what became of every instruction of the program, and plays a prank on one when told to.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast::events::PrintRejected;
use ballast_client::instructions;
use ballast_harness::{Account, Chain, Receipt, TxError};
use solana_keypair::Keypair;

use crate::prank::Prank;

/// An instruction and what became of it: success, or a custom error number.
pub type Feature = (&'static str, Option<u32>);

/// What has been seen so far, and what is to be done to the next instruction.
#[derive(Default)]
pub struct Notes {
    pub features: BTreeSet<Feature>,
    /// In the order of sending, since the last look.
    pub outcomes: Vec<Feature>,
    pub transactions: u64,
    pub prank: Option<Prank>,
    /// Whether the action that runs is a prank: what it does is not what its name says.
    pub pranked: bool,
    /// What must never happen and did.
    pub violation: Option<String>,
}

/// Shared between a chain and who looks at it.
pub type Log = Rc<RefCell<Notes>>;

/// The chain.
pub struct Watched {
    pub chain: Box<dyn Chain>,
    pub log: Log,
    is_native: bool,
    /// What was read, until a transaction names it as writable: only those can change an account.
    cache: HashMap<Pubkey, Option<Account>>,
}

impl Watched {
    pub fn new(chain: Box<dyn Chain>, log: Log) -> Self {
        Self {
            is_native: chain.name().contains("native"),
            chain,
            log,
            cache: HashMap::new(),
        }
    }

    /// Whether the program's code runs natively.
    pub fn is_native(&self) -> bool {
        self.is_native
    }

    /// Sends without a prank, and notes what became of it.
    pub fn plainly(
        &mut self,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        let outcome = self.chain.send(instructions, payer, signers);
        for meta in instructions.iter().flat_map(|one| &one.accounts) {
            if meta.is_writable {
                self.cache.remove(&meta.pubkey);
            }
        }
        self.note(instructions, &outcome);
        outcome
    }

    fn note(&mut self, instructions: &[Instruction], outcome: &Result<Receipt, TxError>) {
        let mut ours = instructions
            .iter()
            .filter(|one| one.program_id == ballast::ID)
            .filter_map(|one| instructions::name(&one.data));
        let notes = &mut *self.log.borrow_mut();
        notes.transactions += 1;
        let shown: Vec<Feature> = match outcome {
            Ok(receipt) => {
                let done = ours.map(|name| (name, None));
                done.chain(refused_prints(receipt)).collect()
            }
            // What fails is the last: those before it create token accounts and the like.
            Err(TxError::Program(code)) => ours
                .next_back()
                .map(|name| (name, Some(*code)))
                .into_iter()
                .collect(),
            Err(TxError::Runtime(text)) => {
                // Natively, a prank's missing privilege ends like that in a call to another program.
                if text.contains("failed to complete") && !notes.pranked {
                    notes.violation = Some(format!("the program broke off: {text}"));
                }
                Vec::new()
            }
        };
        notes.features.extend(&shown);
        notes.outcomes.extend(shown);
    }
}

/// Refusals of prints are answers too: `observe` works, and its event has the error.
fn refused_prints(receipt: &Receipt) -> Vec<Feature> {
    let events = receipt.events::<PrintRejected>().unwrap_or_default();
    let of = |event: PrintRejected| ("observe", Some(event.error));
    events.into_iter().map(of).collect()
}

impl Chain for Watched {
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
        if let Some(known) = self.cache.get(address) {
            return known.clone();
        }
        let found = self.chain.account(address);
        self.cache.insert(*address, found.clone());
        found
    }

    fn set_account(&mut self, address: &Pubkey, account: Account) {
        self.cache.remove(address);
        self.chain.set_account(address, account);
    }

    fn send(
        &mut self,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        let is_ours = instructions.iter().any(|one| one.program_id == ballast::ID);
        let prank = match is_ours {
            true => self.log.borrow_mut().prank.take(),
            false => None,
        };
        match prank {
            Some(prank) => prank.play(self, instructions, payer, signers),
            None => self.plainly(instructions, payer, signers),
        }
    }
}
