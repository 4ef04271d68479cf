//! Accounts as JSON, whatever keeps them.

use anchor_lang::prelude::Pubkey;
use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::{json, Value};

use super::Mishap;
use crate::Account;

/// What a node answers from.
pub trait Ledger {
    /// An account.
    fn account(&mut self, address: &Pubkey) -> Option<Account>;

    /// Every address that may hold one.
    fn addresses(&mut self) -> Vec<Pubkey>;

    /// Any request that is not about accounts alone.
    fn other(&mut self, method: &str, params: &Value) -> Result<Value, String>;

    /// What goes wrong with a request; nothing unless somebody wants it to.
    fn mishap(&mut self, _method: &str) -> Option<Mishap> {
        None
    }
}

/// Answers one request.
pub(super) fn respond(
    ledger: &mut impl Ledger,
    method: &str,
    params: &Value,
) -> Result<Value, String> {
    match method {
        "getMultipleAccounts" => several(ledger, &params[0]),
        "getProgramAccounts" => Ok(owned(ledger, &key(&params[0]), &params[1])),
        other => ledger.other(other, params),
    }
}

/// Accounts that a node gives out in one request.
const AT_ONCE: usize = 100;

fn several(ledger: &mut impl Ledger, addresses: &Value) -> Result<Value, String> {
    let wanted = addresses.as_array().expect("addresses");
    if wanted.len() > AT_ONCE {
        return Err(format!("Too many inputs provided; max {AT_ONCE}"));
    }
    let found = wanted.iter().map(|address| {
        let account = ledger.account(&key(address));
        account.map_or(Value::Null, |account| shown(&account, &Value::Null))
    });
    Ok(json!({ "context": { "slot": 1 }, "value": found.collect::<Vec<_>>() }))
}

/// The accounts of a program that pass every filter, as much of them as is asked for.
fn owned(ledger: &mut impl Ledger, program: &Pubkey, config: &Value) -> Value {
    let filters = config["filters"].as_array().into_iter().flatten();
    let filters: Vec<_> = filters.map(|one| memcmp(&one["memcmp"])).collect();
    let mut found = Vec::new();
    for address in ledger.addresses() {
        let Some(account) = ledger.account(&address) else {
            continue;
        };
        let holds = |(from, bytes): &(usize, Vec<u8>)| {
            account.data.get(*from..*from + bytes.len()) == Some(bytes)
        };
        if account.owner == *program && filters.iter().all(holds) {
            let account = shown(&account, &config["dataSlice"]);
            found.push(json!({ "pubkey": address.to_string(), "account": account }));
        }
    }
    found.into()
}

/// Where a filter looks, and for what: an address, or bytes that say how they are written.
fn memcmp(filter: &Value) -> (usize, Vec<u8>) {
    let bytes = match filter["encoding"].as_str() {
        Some("base64") => BASE64_STANDARD
            .decode(filter["bytes"].as_str().expect("text"))
            .expect("base64"),
        _ => key(&filter["bytes"]).to_bytes().to_vec(),
    };
    let offset = filter["offset"].as_u64().expect("an offset");
    (offset as usize, bytes)
}

fn shown(account: &Account, slice: &Value) -> Value {
    let data = sliced(&account.data, slice);
    json!({
        "data": [BASE64_STANDARD.encode(data), "base64"],
        "executable": false,
        "lamports": account.lamports,
        "owner": account.owner.to_string(),
        "rentEpoch": 0,
        "space": account.data.len(),
    })
}

/// What a `dataSlice` leaves of an account.
fn sliced<'a>(data: &'a [u8], slice: &Value) -> &'a [u8] {
    let (Some(offset), Some(length)) = (slice["offset"].as_u64(), slice["length"].as_u64()) else {
        return data;
    };
    let from = data.len().min(offset as usize);
    let to = data.len().min(from + length as usize);
    &data[from..to]
}

fn key(value: &Value) -> Pubkey {
    let text = value.as_str().expect("text");
    text.parse().expect("an address")
}
