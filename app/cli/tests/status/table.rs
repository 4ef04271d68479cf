//! A node that answers from a table of accounts.

use std::{collections::BTreeMap, thread};

use anchor_lang::prelude::Pubkey;
use ballast_harness::{
    rpc::{answer, listen, Ledger},
    Account,
};
use serde_json::Value;

/// What the addresses hold.
#[derive(Default)]
pub struct Accounts(BTreeMap<Pubkey, Account>);

impl Accounts {
    /// Writes an account.
    pub fn insert(&mut self, address: Pubkey, account: Account) {
        self.0.insert(address, account);
    }
}

impl Ledger for Accounts {
    fn account(&mut self, address: &Pubkey) -> Option<Account> {
        self.0.get(address).cloned()
    }

    fn addresses(&mut self) -> Vec<Pubkey> {
        self.0.keys().copied().collect()
    }

    fn other(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        panic!("{method} {params}")
    }
}

/// Serves the table until the process ends; the URL to reach it at.
pub fn serve(mut accounts: Accounts) -> String {
    let (listener, url) = listen();
    thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.expect("a connection"), &mut accounts);
        }
    });
    url
}
