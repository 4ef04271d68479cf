//! A node on a loopback port: HTTP, and accounts as JSON, whatever keeps them.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
};

use anchor_lang::prelude::Pubkey;
use ballast_harness::Account;
use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::{json, Value};

/// What a node answers from.
pub trait Ledger {
    /// An account.
    fn account(&mut self, address: &Pubkey) -> Option<Account>;
    /// Every address that may hold one.
    fn addresses(&mut self) -> Vec<Pubkey>;
    /// Any request that is not about accounts alone.
    fn other(&mut self, method: &str, params: &Value) -> Result<Value, String>;
}

/// A port of its own, and the URL to reach it at.
pub fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, url)
}

/// Reads one request and answers it.
pub fn answer(mut stream: TcpStream, ledger: &mut impl Ledger) {
    let request = body(&stream);
    let (method, params) = (&request["method"], &request["params"]);
    let outcome = match method.as_str().expect("a method") {
        "getMultipleAccounts" => Ok(several(ledger, &params[0])),
        "getProgramAccounts" => {
            let filters = params[1]["filters"].as_array().expect("filters");
            Ok(owned(ledger, &key(&params[0]), filters))
        }
        other => ledger.other(other, params),
    };
    let reply = match outcome {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }),
        Err(message) => json!({
            "jsonrpc": "2.0",
            "id": request["id"],
            "error": { "code": -32_002, "message": message },
        }),
    };
    let reply = reply.to_string();
    let length = reply.len();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
    write!(stream, "{head}content-length: {length}\r\n\r\n{reply}").expect("sent");
}

fn several(ledger: &mut impl Ledger, addresses: &Value) -> Value {
    let wanted = addresses.as_array().expect("addresses").iter();
    let found = wanted.map(|address| account(ledger, &key(address)));
    json!({ "context": { "slot": 1 }, "value": found.collect::<Vec<_>>() })
}

/// The accounts of a program that pass every filter.
fn owned(ledger: &mut impl Ledger, program: &Pubkey, filters: &[Value]) -> Value {
    let filters: Vec<_> = filters.iter().map(|one| memcmp(&one["memcmp"])).collect();
    let mut found = Vec::new();
    for address in ledger.addresses() {
        let Some(account) = ledger.account(&address) else {
            continue;
        };
        let holds = |(from, bytes): &(usize, Vec<u8>)| {
            account.data.get(*from..*from + bytes.len()) == Some(bytes)
        };
        if account.owner == *program && filters.iter().all(holds) {
            let account = shown(&account);
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
    (
        filter["offset"].as_u64().expect("an offset") as usize,
        bytes,
    )
}

fn account(ledger: &mut impl Ledger, address: &Pubkey) -> Value {
    (ledger.account(address)).map_or(Value::Null, |account| shown(&account))
}

fn shown(account: &Account) -> Value {
    json!({
        "data": [BASE64_STANDARD.encode(&account.data), "base64"],
        "executable": false,
        "lamports": account.lamports,
        "owner": account.owner.to_string(),
        "rentEpoch": 0,
        "space": account.data.len(),
    })
}

fn key(value: &Value) -> Pubkey {
    let text = value.as_str().expect("text");
    text.parse().expect("an address")
}

fn body(stream: &TcpStream) -> Value {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a header");
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    serde_json::from_slice(&body).expect("JSON")
}
