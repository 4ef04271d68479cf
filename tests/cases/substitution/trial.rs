//! Trying an instruction with wrong accounts.

use std::collections::{BTreeMap, BTreeSet};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast_client::errors::describe;
use ballast_harness::{TxError, World};
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::cast::Cast;
use crate::support::{assert_unchanged, snapshot_of};

/// The token program's number for an account that holds too little, whatever else is wrong with it.
pub const INSUFFICIENT_FUNDS: u32 = 1;

/// The token program's number for an account of another mint.
pub const MINT_MISMATCH: u32 = 3;

/// The token program's number for an account of another owner.
pub const OWNER_MISMATCH: u32 = 4;

/// Accounts replaced, and the error that must answer: a number, or none where
/// another program fails without one.
struct Wrong {
    swaps: Vec<(Pubkey, Pubkey)>,
    error: Option<u32>,
}

/// An instruction that works, and every way its accounts can be wrong.
pub struct Trial {
    name: &'static str,
    instruction: Instruction,
    wrongs: Vec<Wrong>,
    free: Vec<Pubkey>,
}

impl Trial {
    pub fn new(name: &'static str, instruction: Instruction) -> Self {
        Self {
            name,
            instruction,
            wrongs: Vec::new(),
            free: Vec::new(),
        }
    }

    /// With `by` for `account`, the error is this number.
    pub fn wrong(self, account: Pubkey, by: Pubkey, error: impl Into<u32>) -> Self {
        self.wrong_pair(&[(account, by)], error)
    }

    /// As [`Self::wrong`], with several accounts replaced at once.
    pub fn wrong_pair(mut self, swaps: &[(Pubkey, Pubkey)], error: impl Into<u32>) -> Self {
        self.wrongs.push(Wrong {
            swaps: swaps.to_vec(),
            error: Some(error.into()),
        });
        self
    }

    /// As [`Self::wrong`], where another program fails without an error number.
    pub fn wrong_for_another_program(mut self, account: Pubkey, by: Pubkey) -> Self {
        self.wrongs.push(Wrong {
            swaps: vec![(account, by)],
            error: None,
        });
        self
    }

    /// The caller's free choice.
    pub fn free(mut self, account: Pubkey) -> Self {
        self.free.push(account);
        self
    }

    /// Every account of the instruction is tried or declared free.
    fn require_complete(&self) {
        for (index, meta) in self.instruction.accounts.iter().enumerate() {
            let mut swapped = self.wrongs.iter().flat_map(|wrong| &wrong.swaps);
            assert!(
                swapped.any(|(account, _)| *account == meta.pubkey)
                    || self.free.contains(&meta.pubkey),
                "{}: account {index} is neither tried nor free",
                self.name
            );
        }
    }

    fn spoiled(&self, wrong: &Wrong) -> Instruction {
        let mut instruction = self.instruction.clone();
        for (account, by) in &wrong.swaps {
            let mut metas = instruction.accounts.iter_mut();
            assert!(metas.any(|meta| meta.pubkey == *account), "{}", self.name);
            for meta in &mut instruction.accounts {
                if meta.pubkey == *account {
                    meta.pubkey = *by;
                }
            }
        }
        instruction
    }
}

/// The way through a market's life.
pub struct Walk<'a> {
    pub world: &'a mut World,
    pub cast: &'a Cast,
    tried: BTreeMap<Vec<u8>, &'static str>,
    surprises: Vec<String>,
}

impl<'a> Walk<'a> {
    pub fn new(world: &'a mut World, cast: &'a Cast) -> Self {
        Self {
            world,
            cast,
            tried: BTreeMap::new(),
            surprises: Vec::new(),
        }
    }

    /// Tries all that is wrong, then what is right.
    #[track_caller]
    pub fn step(&mut self, trial: Trial) {
        trial.require_complete();
        for (index, wrong) in trial.wrongs.iter().enumerate() {
            let spoiled = trial.spoiled(wrong);
            let payer = self.world.admin.pubkey();
            let mut touched: Vec<Pubkey> = spoiled.accounts.iter().map(|m| m.pubkey).collect();
            touched.retain(|address| *address != payer);
            let before = snapshot_of(self.world, &touched);
            let found = self.send(&spoiled).expect_err(trial.name);
            if !matches(&found, wrong.error) {
                self.surprises.push(format!(
                    "{}, wrong {index}: expected {}, found {found} ({found:?})",
                    trial.name,
                    shown(wrong.error),
                ));
            }
            assert_unchanged(self.world, &before);
        }
        if let Err(error) = self.send(&trial.instruction) {
            panic!("{}, as it is: {error} ({error:?})", trial.name);
        }
        let discriminator = trial.instruction.data[..8].to_vec();
        let known = self.tried.insert(discriminator, trial.name);
        assert!(known.is_none_or(|name| name == trial.name));
    }

    fn send(&mut self, instruction: &Instruction) -> Result<(), TxError> {
        let signs = |key: &Keypair| {
            let mut metas = instruction.accounts.iter();
            metas.any(|meta| meta.is_signer && meta.pubkey == key.pubkey())
        };
        let keys = self.cast.keypairs();
        let signers: Vec<&Keypair> = keys.into_iter().filter(|key| signs(key)).collect();
        let instructions = std::slice::from_ref(instruction);
        self.world.send(instructions, &signers).map(|_| ())
    }

    /// Names of the instructions that have been tried and have worked; every refusal must have been the expected one.
    pub fn finish(self) -> BTreeSet<&'static str> {
        assert!(self.surprises.is_empty(), "{:#?}", self.surprises);
        self.tried.values().copied().collect()
    }
}

fn matches(found: &TxError, expected: Option<u32>) -> bool {
    match (found, expected) {
        (TxError::Program(found), Some(expected)) => *found == expected,
        (found, None) => matches!(found, TxError::Runtime(_)),
        _ => false,
    }
}

fn shown(error: Option<u32>) -> String {
    error.map_or_else(|| "no number".to_string(), describe)
}
