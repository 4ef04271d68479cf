//! A chain that writes down what every instruction of the program cost.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use solana_keypair::Keypair;

use super::{Account, Chain, Receipt, TxError};

/// One call's cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    pub compute_units: u64,
    pub accounts: usize,
    /// Lamports of accounts that it names and its transaction created, token accounts beside it included.
    pub rent: u64,
    /// Lamports of accounts that it closed.
    pub returned: u64,
}

/// Calls by instruction name; clones share one record.
#[derive(Clone, Debug, Default)]
pub struct Meter(Rc<RefCell<BTreeMap<&'static str, Vec<Call>>>>);

impl Meter {
    /// Everything recorded so far.
    pub fn calls(&self) -> BTreeMap<&'static str, Vec<Call>> {
        self.0.borrow().clone()
    }

    fn record(&self, instructions: &[Instruction], logs: &[String], mut moves: Vec<Move>) {
        for (instruction, compute_units) in ours(instructions).zip(consumed(logs)) {
            let is_named = |one: &Move| {
                let mut metas = instruction.accounts.iter();
                metas.any(|meta| meta.pubkey == one.account)
            };
            let (rent, returned) = (moves.iter().filter(|one| is_named(one)))
                .fold((0, 0), |(rent, returned), one| {
                    (rent + one.created, returned + one.closed)
                });
            // An account is of the first that names it.
            moves.retain(|one| !is_named(one));
            if let Some(name) = ballast_client::instructions::name(&instruction.data) {
                self.0.borrow_mut().entry(name).or_default().push(Call {
                    compute_units,
                    accounts: instruction.accounts.len(),
                    rent,
                    returned,
                });
            }
        }
    }
}

/// An account that a transaction created or closed, and its lamports.
struct Move {
    account: Pubkey,
    created: u64,
    closed: u64,
}

/// The program's own instructions.
fn ours(instructions: &[Instruction]) -> impl Iterator<Item = &Instruction> {
    let all = instructions.iter();
    all.filter(|instruction| instruction.program_id == ballast::ID)
}

/// Lamports of an account with data; `None` if there is no such account.
fn held(chain: &mut impl Chain, account: &Pubkey) -> Option<u64> {
    let account = chain.account(account)?;
    (!account.data.is_empty()).then_some(account.lamports)
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
        let metas = ours(instructions).flat_map(|one| &one.accounts);
        let named: BTreeSet<Pubkey> = metas
            .filter(|meta| meta.is_writable || !meta.is_signer)
            .map(|meta| meta.pubkey)
            .collect();
        let before: Vec<_> = (named.into_iter())
            .map(|account| (account, held(&mut self.chain, &account)))
            .collect();
        let receipt = self.chain.send(instructions, payer, signers)?;
        let mut moves = Vec::new();
        for (account, old) in before {
            let (created, closed) = match (old, held(&mut self.chain, &account)) {
                (None, Some(lamports)) => (lamports, 0),
                (Some(lamports), None) => (0, lamports),
                _ => continue,
            };
            moves.push(Move {
                account,
                created,
                closed,
            });
        }
        self.meter.record(instructions, &receipt.logs, moves);
        Ok(receipt)
    }
}
