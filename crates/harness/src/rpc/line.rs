//! The embedded chain, shared by a world and a node.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use serde_json::Value;
use solana_keypair::Keypair;

use super::{mishap::Mishaps, Ledger, Mishap};
use crate::{Account, Chain, Execution, NativeChain, Receipt, TxError};

/// A chain, and what a node remembers of it.
pub(super) struct State {
    pub(super) chain: NativeChain,
    /// Every address that a transaction has named, or that was written by hand.
    pub(super) seen: BTreeSet<Pubkey>,
    /// Transactions that came over the wire and were run, by signature.
    pub(super) done: BTreeMap<String, Execution>,
    /// Signatures in the order they came over the wire, as often as they did.
    pub(super) submitted: Vec<String>,
    /// Requests by method.
    asked: BTreeMap<String, usize>,
    mishaps: Mishaps,
    /// Whether the transaction that comes next is forgotten.
    pub(super) loses: bool,
    pub(super) height: u64,
    pub(super) blocks_a_look: u64,
    pub(super) fees: Vec<u64>,
}

/// Clones share one chain.
#[derive(Clone)]
pub struct Line(pub(super) Rc<RefCell<State>>);

impl Line {
    /// An empty chain that behaves.
    pub fn start() -> Self {
        Self(Rc::new(RefCell::new(State {
            chain: NativeChain::start(),
            seen: BTreeSet::new(),
            done: BTreeMap::new(),
            submitted: Vec::new(),
            asked: BTreeMap::new(),
            mishaps: Mishaps::default(),
            loses: false,
            height: 1,
            blocks_a_look: 0,
            fees: Vec::new(),
        })))
    }

    /// How many transactions came over the wire and were run.
    pub fn sent(&self) -> usize {
        self.0.borrow().done.len()
    }

    /// The different transactions that came over the wire, run or not.
    pub fn submitted(&self) -> usize {
        let state = self.0.borrow();
        state.submitted.iter().collect::<BTreeSet<_>>().len()
    }

    /// How often a method was asked for.
    pub fn asked(&self, method: &str) -> usize {
        self.0.borrow().asked.get(method).copied().unwrap_or(0)
    }

    /// Something goes wrong with the next requests of a method; behind what was planned for it before.
    pub fn plan(&self, method: &str, mishap: Mishap, times: usize) {
        self.0.borrow_mut().mishaps.plan(method, mishap, times);
    }

    /// Blocks that pass between two questions for the height; a transaction may land within 150.
    pub fn pass_blocks(&self, blocks_a_look: u64) {
        self.0.borrow_mut().blocks_a_look = blocks_a_look;
    }

    /// What recent slots took as priority fee, micro-lamports per compute unit.
    pub fn set_fees(&self, fees: &[u64]) {
        self.0.borrow_mut().fees = fees.to_vec();
    }
}

impl Chain for Line {
    fn name(&self) -> &'static str {
        "native, behind a node"
    }

    fn now(&self) -> i64 {
        self.0.borrow().chain.now()
    }

    fn set_time(&mut self, ts: i64) {
        self.0.borrow_mut().chain.set_time(ts);
    }

    fn account(&mut self, address: &Pubkey) -> Option<Account> {
        self.0.borrow_mut().chain.account(address)
    }

    fn set_account(&mut self, address: &Pubkey, account: Account) {
        let mut state = self.0.borrow_mut();
        state.seen.insert(*address);
        state.chain.set_account(address, account);
    }

    fn send(
        &mut self,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        let mut state = self.0.borrow_mut();
        let metas = instructions.iter().flat_map(|one| &one.accounts);
        state.seen.extend(metas.map(|meta| meta.pubkey));
        state.chain.send(instructions, payer, signers)
    }
}

impl Ledger for Line {
    fn account(&mut self, address: &Pubkey) -> Option<Account> {
        Chain::account(self, address)
    }

    fn addresses(&mut self) -> Vec<Pubkey> {
        self.0.borrow().seen.iter().copied().collect()
    }

    fn other(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        self.0.borrow_mut().respond(method, params)
    }

    fn mishap(&mut self, method: &str) -> Option<Mishap> {
        let mut state = self.0.borrow_mut();
        *state.asked.entry(method.to_owned()).or_default() += 1;
        let mishap = state.mishaps.take(method);
        state.loses = mishap == Some(Mishap::Lose);
        mishap
    }
}
