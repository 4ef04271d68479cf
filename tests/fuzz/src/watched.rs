//! A chain that notes what became of every instruction of the program, and plays a prank on one when told to.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, Discriminator};
use ballast::{events::PrintRejected, state::Market};
use ballast_client::{accounts::decode_market, instructions};
use ballast_harness::{Account, Chain, Receipt, TxError};
use option_risk::breaker::Stage;
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::{actions, belongings, prank::Prank, relay};

/// Whether a halt stops an instruction; such actions have their instruction's name.
fn is_gated(name: &str) -> bool {
    actions::named(name).is_some_and(|action| action.is_risky)
}

/// An instruction and what became of it: success, or a custom error number.
pub type Feature = (&'static str, Option<u32>);

/// An instruction and what a prank did to it.
pub type Twisted = (&'static str, String);

/// What has been seen so far, and what is to be done to the next instruction.
#[derive(Default)]
pub struct Notes {
    pub features: BTreeSet<Feature>,
    /// In the order of sending, since the last look.
    pub outcomes: Vec<Feature>,
    pub transactions: u64,
    pub prank: Option<Prank>,
    /// Instructions and what pranks have done to them.
    pub twisted: BTreeSet<Twisted>,
    /// Wallets that nothing is taken from unless they sign.
    pub people: BTreeSet<Pubkey>,
    /// By mint, what accounts of nobody's, the program's among them, have received since the last look.
    pub received: HashMap<Pubkey, u64>,
    /// Whether the action that runs is a prank: what it does is not what its name says.
    pub pranked: bool,
    /// What must never happen and did.
    pub violation: Option<String>,
}

impl Notes {
    /// The prank, if it is the turn of the next transaction.
    fn due(&mut self) -> Option<Prank> {
        let prank = self.prank.as_mut()?;
        match prank.waits.checked_sub(1) {
            Some(left) => {
                prank.waits = left;
                None
            }
            None => self.prank.take(),
        }
    }
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
        let calls: Vec<_> = instructions.iter().filter_map(called).collect();
        let mut gated = calls.iter().filter(|(name, _)| is_gated(name));
        let halted = gated.find(|(_, accounts)| accounts.iter().any(|one| self.is_halted(one)));
        let halted = halted.map(|(name, _)| *name);
        let before = belongings::of(self, instructions);
        let outcome = self.chain.send(instructions, payer, signers);
        for meta in instructions.iter().flat_map(|one| &one.accounts) {
            if meta.is_writable {
                self.cache.remove(&meta.pubkey);
            }
        }
        self.note(instructions, &outcome);
        if outcome.is_ok() {
            if let Some(name) = halted {
                self.violated(format!("{name} worked in a halt"));
            }
            let names: Vec<_> = calls.iter().map(|(name, _)| *name).collect();
            let mut signed: Vec<Pubkey> = signers.iter().map(|key| key.pubkey()).collect();
            signed.push(payer.pubkey());
            self.note_belongings(&before, &names, &signed);
        }
        outcome
    }

    /// Whether an account is a market that is halted now.
    fn is_halted(&mut self, address: &Pubkey) -> bool {
        let now = self.chain.now();
        let Some(account) = self.account(address) else {
            return false;
        };
        if account.owner != ballast::ID || !account.data.starts_with(Market::DISCRIMINATOR) {
            return false;
        }
        decode_market(&account.data).is_some_and(|market| {
            market.risk.breaker.stage_at(&market.params.breaker, now) == Stage::Halted
        })
    }

    /// Nobody has less without having signed; what nobody's accounts got is noted.
    fn note_belongings(
        &mut self,
        before: &[belongings::Belonging],
        names: &[&str],
        signed: &[Pubkey],
    ) {
        for one in before {
            let now = one.amount_now(self);
            let is_persons = self.log.borrow().people.contains(&one.owner);
            let may_shrink = signed.contains(&one.owner) || one.may_shrink(names);
            if is_persons && now < one.amount && !may_shrink {
                self.violated(format!("{names:?} left {now} of {one:?}"));
            }
            if let (false, Some(mint)) = (is_persons, one.mint) {
                let grew = now.saturating_sub(one.amount);
                *self.log.borrow_mut().received.entry(mint).or_default() += grew;
            }
        }
    }

    /// Something has happened that must not, pranks or not.
    pub fn violated(&self, what: String) {
        self.log.borrow_mut().violation.get_or_insert(what);
    }

    fn note(&mut self, instructions: &[Instruction], outcome: &Result<Receipt, TxError>) {
        let mut ours = instructions.iter().filter_map(called).map(|(name, _)| name);
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
                let is_excused = notes.pranked && self.is_native;
                if text.contains("failed to complete") && !is_excused {
                    notes.violation = Some(format!("the program broke off: {text}"));
                }
                Vec::new()
            }
        };
        notes.features.extend(&shown);
        notes.outcomes.extend(shown);
    }
}

/// The call of the program that an instruction makes, itself or by the relay: its name and its accounts.
fn called(instruction: &Instruction) -> Option<(&'static str, Vec<Pubkey>)> {
    let keys = instruction.accounts.iter().map(|meta| meta.pubkey);
    let data = match &instruction.program_id {
        id if *id == ballast::ID => &instruction.data[..],
        id if *id == relay::ID => instruction.data.get(1..)?,
        _ => return None,
    };
    Some((instructions::name(data)?, keys.collect()))
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
            true => self.log.borrow_mut().due(),
            false => None,
        };
        match prank {
            Some(prank) => prank.play(self, instructions, payer, signers),
            None => self.plainly(instructions, payer, signers),
        }
    }
}
