//! A node that answers `getMultipleAccounts` and `getProgramAccounts` from a table, on a port of its own.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

use anchor_lang::prelude::Pubkey;
use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::{json, Value};

/// What an address holds: owner and content.
pub type Accounts = BTreeMap<String, (String, Vec<u8>)>;

/// Serves the table until the process ends; the URL to reach it at.
pub fn serve(accounts: Accounts) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.expect("a connection"), &accounts);
        }
    });
    url
}

/// Reads one request and answers it.
fn answer(mut stream: TcpStream, accounts: &Accounts) {
    let request = body(&stream);
    let params = &request["params"];
    let result = match request["method"].as_str() {
        Some("getMultipleAccounts") => several(accounts, &params[0]),
        Some("getProgramAccounts") => {
            owned(accounts, &params[0], &params[1]["filters"][0]["memcmp"])
        }
        _ => panic!("{request}"),
    };
    let reply = json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }).to_string();
    let length = reply.len();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
    write!(stream, "{head}content-length: {length}\r\n\r\n{reply}").expect("sent");
}

fn several(accounts: &Accounts, addresses: &Value) -> Value {
    let wanted = addresses.as_array().expect("addresses").iter();
    let found = wanted.map(|address| account(accounts, address.as_str().expect("text")));
    json!({ "context": { "slot": 1 }, "value": found.collect::<Vec<_>>() })
}

/// The accounts of a program that hold an address at an offset.
fn owned(accounts: &Accounts, program: &Value, filter: &Value) -> Value {
    let named: Pubkey = filter["bytes"]
        .as_str()
        .expect("text")
        .parse()
        .expect("an address");
    let from = filter["offset"].as_u64().expect("an offset") as usize;
    let found = accounts.iter().filter(|(_, (owner, data))| {
        let held = data.get(from..from + 32);
        program == owner && held == Some(named.as_ref())
    });
    found
        .map(|(address, _)| json!({ "pubkey": address, "account": account(accounts, address) }))
        .collect()
}

fn account(accounts: &Accounts, address: &str) -> Value {
    accounts.get(address).map_or(Value::Null, |(owner, data)| {
        json!({
            "data": [BASE64_STANDARD.encode(data), "base64"],
            "executable": false,
            "lamports": 1,
            "owner": owner,
            "rentEpoch": 0,
            "space": data.len(),
        })
    })
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
