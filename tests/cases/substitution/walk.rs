//! The way through a market's life, and everything that is tried on it.

use std::collections::{BTreeMap, BTreeSet};

use anchor_lang::solana_program::instruction::Instruction;
use ballast_client::VaultKeys;
use ballast_harness::{Receipt, TxError, World};
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::{
    attempt::{Attempt, Way},
    cast::Cast,
    idl::{Call, Idl},
    trial::Trial,
};
use crate::support::{assert_unchanged, snapshot_of, Snapshot};

/// What is tried of an instruction before it is sent as it is.
pub type Tries = fn(&mut World, &Idl, &Call, &Trial) -> Vec<Attempt>;

pub struct Walk<'a> {
    pub world: &'a mut World,
    pub cast: &'a Cast,
    tries: Tries,
    idl: Idl,
    /// Instructions that have worked, and `instruction.account` of all that was passed to them.
    worked: BTreeSet<String>,
    passed: BTreeSet<String>,
    /// What has been tried on which account, and how often each way.
    tried: BTreeSet<(Way, String)>,
    made: BTreeMap<Way, usize>,
    surprises: Vec<String>,
}

impl<'a> Walk<'a> {
    pub fn new(world: &'a mut World, cast: &'a Cast, tries: Tries) -> Self {
        Self {
            world,
            cast,
            tries,
            idl: Idl::read(),
            worked: BTreeSet::new(),
            passed: BTreeSet::new(),
            tried: BTreeSet::new(),
            made: BTreeMap::new(),
            surprises: Vec::new(),
        }
    }

    /// Tries what is wrong, then what is right.
    #[track_caller]
    pub fn step(&mut self, trial: Trial) {
        let call = self.idl.call(&trial.instruction);
        for attempt in (self.tries)(self.world, &self.idl, &call, &trial) {
            self.make(attempt);
        }
        if let Err(error) = self.send(&trial.instruction) {
            let surprises = &self.surprises;
            panic!(
                "{}, as it is: {error} ({error:?}); {surprises:#?}",
                trial.name
            );
        }
        let names = call.accounts.iter().map(|account| &account.name);
        self.passed
            .extend(names.map(|name| format!("{}.{name}", call.name)));
        self.worked.insert(call.name);
    }

    /// The same in another vault.
    pub fn within<T>(&mut self, vault: VaultKeys, act: impl FnOnce(&mut Self) -> T) -> T {
        let home = std::mem::replace(&mut self.world.vault, vault);
        let done = act(self);
        self.world.vault = home;
        done
    }

    /// Makes an attempt and leaves everything as it was.
    fn make(&mut self, attempt: Attempt) {
        let metas = attempt.instruction.accounts.iter();
        let mut touched: Vec<_> = metas.map(|meta| meta.pubkey).collect();
        touched.extend(attempt.spoiled.as_ref().map(|(key, _)| *key));
        let original = snapshot_of(self.world, &touched);
        if let Some((key, account)) = &attempt.spoiled {
            self.world.chain.set_account(key, account.clone());
        }
        let before = snapshot_of(self.world, &touched);
        let outcome = self.send(&attempt.instruction);
        let is_native = self.world.chain.name().ends_with("native");
        self.surprises.extend(attempt.judge(&outcome, is_native));
        if outcome.is_err() {
            assert_unchanged(self.world, &before);
        }
        self.restore(&original);
        assert_unchanged(self.world, &original);
        *self.made.entry(attempt.way).or_default() += 1;
        self.tried.insert((attempt.way, attempt.account));
    }

    /// Writes back what has changed.
    fn restore(&mut self, original: &Snapshot) {
        for (key, account) in original {
            if self.world.chain.account(key) != *account {
                let account = account.clone().unwrap_or_default();
                self.world.chain.set_account(key, account);
            }
        }
    }

    /// Whoever the instruction wants a signature of signs; the sponsor, who is no part of it, pays.
    fn send(&mut self, instruction: &Instruction) -> Result<Receipt, TxError> {
        let signs = |key: &Keypair| {
            let mut metas = instruction.accounts.iter();
            metas.any(|meta| meta.is_signer && meta.pubkey == key.pubkey())
        };
        let keys = self.cast.keypairs();
        let signers: Vec<&Keypair> = keys.into_iter().filter(|key| signs(key)).collect();
        let instructions = std::slice::from_ref(instruction);
        self.world
            .chain
            .send(instructions, &self.cast.sponsor, &signers)
    }

    /// Every instruction of the interface has worked with each of its accounts, and every refusal was the expected one.
    /// What was tried.
    pub fn finish(self) -> BTreeSet<(Way, String)> {
        assert!(self.surprises.is_empty(), "{:#?}", self.surprises);
        let (names, accounts) = (self.idl.names(), self.idl.accounts());
        let missing: Vec<_> = names.difference(&self.worked).collect();
        assert!(
            missing.is_empty(),
            "instructions without a row: {missing:?}"
        );
        let missing: Vec<_> = accounts.difference(&self.passed).collect();
        assert!(missing.is_empty(), "accounts without a row: {missing:?}");
        let (instructions, accounts) = (names.len(), accounts.len());
        let (all, made) = (self.made.values().sum::<usize>(), &self.made);
        eprintln!("{instructions} instructions, {accounts} accounts, {all} attempts: {made:?}");
        self.tried
    }
}
