//! An instruction that works, and accounts that must not stand in for its own.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use super::{
    attempt::{Attempt, Refusal, Way},
    idl::Call,
};

/// Accounts replaced, and the answer.
struct Wrong {
    swaps: Vec<(Pubkey, Pubkey)>,
    refusal: Refusal,
}

/// An instruction that works, and every way its accounts can be wrong.
pub struct Trial {
    pub name: &'static str,
    pub instruction: Instruction,
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
            refusal: Refusal::Number(error.into()),
        });
        self
    }

    /// As [`Self::wrong`], where the answer has no number.
    pub fn wrong_as(mut self, account: Pubkey, by: Pubkey, refusal: Refusal) -> Self {
        self.wrongs.push(Wrong {
            swaps: vec![(account, by)],
            refusal,
        });
        self
    }

    /// The caller's free choice.
    pub fn free(mut self, account: Pubkey) -> Self {
        self.free.push(account);
        self
    }

    /// Every account of the instruction is tried or declared free.
    pub fn require_complete(&self, call: &Call) {
        assert_eq!(self.name, call.name);
        for account in &call.accounts {
            let mut swapped = self.wrongs.iter().flat_map(|wrong| &wrong.swaps);
            assert!(
                swapped.any(|(key, _)| *key == account.key) || self.free.contains(&account.key),
                "{}.{} is neither tried nor free",
                call.name,
                account.name
            );
        }
    }

    /// The instruction with each wrong account.
    pub fn attempts(&self) -> impl Iterator<Item = Attempt> + '_ {
        (self.wrongs.iter().enumerate()).map(|(index, wrong)| Attempt {
            way: Way::Replaced,
            account: format!("{}, wrong {index}", self.name),
            detail: String::new(),
            instruction: self.replaced(wrong),
            spoiled: None,
            refusal: wrong.refusal,
        })
    }

    fn replaced(&self, wrong: &Wrong) -> Instruction {
        let mut instruction = self.instruction.clone();
        for (account, by) in &wrong.swaps {
            let mut metas = instruction.accounts.iter();
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
