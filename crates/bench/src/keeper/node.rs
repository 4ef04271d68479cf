//! A node that answers from memory.

use std::{collections::HashMap, thread};

use anchor_lang::prelude::Pubkey;
use ballast_client::PROGRAM_ID;
use ballast_harness::{
    rpc::{answer, listen, Ledger},
    Account,
};
use serde_json::{json, Value};

use super::book::Book;

struct Memory {
    accounts: HashMap<Pubkey, Account>,
    /// In the order they were made.
    addresses: Vec<Pubkey>,
}

/// Serves a book until the process ends; returns the URL.
pub fn serve(book: Book) -> String {
    let mut memory = Memory {
        accounts: book.fixed.into_iter().collect(),
        addresses: Vec::new(),
    };
    for (address, data) in book.margins {
        memory
            .accounts
            .insert(address, Account::new(PROGRAM_ID, data));
        memory.addresses.push(address);
    }
    let (listener, url) = listen();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &mut memory);
        }
    });
    url
}

impl Ledger for Memory {
    fn account(&mut self, address: &Pubkey) -> Option<Account> {
        self.accounts.get(address).cloned()
    }

    fn addresses(&mut self) -> Vec<Pubkey> {
        self.addresses.clone()
    }

    fn other(&mut self, method: &str, _: &Value) -> Result<Value, String> {
        match method {
            "getSlot" | "getBlockHeight" => Ok(json!(1)),
            _ => Err(format!("nobody here knows {method}")),
        }
    }
}
