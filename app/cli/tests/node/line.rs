//! The embedded chain, shared by a world and a node.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast_harness::{Account, Chain, Execution, NativeChain, Receipt, TxError};
use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::{json, Value};
use solana_keypair::Keypair;
use solana_transaction::Transaction;

use crate::node::Ledger;

/// A chain, and what a node remembers of it.
struct State {
    chain: NativeChain,
    /// Every address that a transaction has named.
    seen: BTreeSet<Pubkey>,
    /// Transactions that came over the wire, by signature.
    done: BTreeMap<String, Execution>,
}

/// Clones share one chain.
#[derive(Clone)]
pub struct Line(Rc<RefCell<State>>);

impl Line {
    pub fn start() -> Self {
        Self(Rc::new(RefCell::new(State {
            chain: NativeChain::start(),
            seen: BTreeSet::new(),
            done: BTreeMap::new(),
        })))
    }

    /// How many transactions came over the wire.
    pub fn sent(&self) -> usize {
        self.0.borrow().done.len()
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
        self.0.borrow_mut().chain.set_account(address, account);
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
        let mut state = self.0.borrow_mut();
        match method {
            "getLatestBlockhash" => {
                let blockhash = state.chain.new_blockhash();
                Ok(about(
                    json!({ "blockhash": blockhash, "lastValidBlockHeight": 150 }),
                ))
            }
            "getBlockHeight" => Ok(json!(1)),
            "simulateTransaction" => {
                let found = state.chain.simulate(transaction(&params[0]));
                let found = found.map_err(|error| error.to_string())?;
                Ok(about(json!({
                    "err": found.outcome.err(),
                    "logs": found.receipt.logs,
                    "unitsConsumed": found.receipt.compute_units,
                })))
            }
            "sendTransaction" => {
                let transaction = transaction(&params[0]);
                let signature = transaction.signatures[0].to_string();
                state.seen.extend(&transaction.message.account_keys);
                let done = state.chain.process(transaction);
                let done = done.map_err(|error| error.to_string())?;
                state.done.insert(signature.clone(), done);
                Ok(signature.into())
            }
            "getSignatureStatuses" => {
                let signature = params[0][0].as_str().expect("a signature");
                let status = state.done.get(signature).map(status);
                Ok(about(json!([status])))
            }
            "getTransaction" => {
                let found = state.done.get(params[0].as_str().expect("a signature"));
                Ok(found.map_or(Value::Null, |done| {
                    json!({ "slot": done.slot, "meta": { "logMessages": done.receipt.logs } })
                }))
            }
            _ => panic!("{method} {params}"),
        }
    }
}

fn about(value: Value) -> Value {
    json!({ "context": { "slot": 1 }, "value": value })
}

fn status(done: &Execution) -> Value {
    json!({
        "slot": done.slot,
        "confirmations": 1,
        "err": done.outcome.as_ref().err(),
        "status": done.outcome,
        "confirmationStatus": "confirmed",
    })
}

fn transaction(encoded: &Value) -> Transaction {
    let bytes = BASE64_STANDARD.decode(encoded.as_str().expect("text"));
    bincode::deserialize(&bytes.expect("base64")).expect("a transaction")
}
