//! JSON-RPC over HTTP, one request a connection.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    thread::sleep,
};

use serde_json::{json, Value};

use super::{ledger::respond, Ledger, Mishap};

/// A port of its own, and the URL to reach it at.
pub fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, url)
}

/// Reads one request and answers it, well or badly. A client that has gone away meanwhile is its own affair.
pub fn answer(stream: TcpStream, ledger: &mut impl Ledger) {
    let _ = serve(stream, ledger);
}

fn serve(mut stream: TcpStream, ledger: &mut impl Ledger) -> io::Result<()> {
    let request = body(&stream)?;
    let (method, params) = (&request["method"], &request["params"]);
    let method = method.as_str().expect("a method");
    let mishap = ledger.mishap(method);
    let mut reply = match mishap {
        Some(Mishap::Drop) => return Ok(()),
        Some(Mishap::Status(status)) => return write(&mut stream, status, ""),
        Some(Mishap::Garbage(text)) => return write(&mut stream, 200, &text),
        Some(Mishap::Mute) => {
            let _ = respond(ledger, method, params);
            return Ok(());
        }
        Some(Mishap::Scold) => {
            let _ = respond(ledger, method, params);
            refused(-32_002, "Transaction simulation failed")
        }
        Some(Mishap::Refuse { code, message }) => refused(code, &message),
        Some(Mishap::Answer(result)) => json!({ "result": result }),
        Some(Mishap::Delay(time)) => {
            sleep(time);
            reply(respond(ledger, method, params))
        }
        // What the ledger itself is at fault for.
        Some(Mishap::Lose) | None => reply(respond(ledger, method, params)),
    };
    reply["jsonrpc"] = "2.0".into();
    reply["id"] = request["id"].clone();
    write(&mut stream, 200, &reply.to_string())
}

fn reply(outcome: Result<Value, String>) -> Value {
    match outcome {
        Ok(result) => json!({ "result": result }),
        Err(message) => refused(-32_002, &message),
    }
}

fn refused(code: i64, message: &str) -> Value {
    json!({ "error": { "code": code, "message": message } })
}

fn write(stream: &mut TcpStream, status: u16, body: &str) -> io::Result<()> {
    let head = "content-type: application/json\r\nconnection: close\r\n";
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} .\r\n{head}content-length: {length}\r\n\r\n{body}"
    )
}

fn body(stream: &TcpStream) -> io::Result<Value> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(serde_json::from_slice(&body).expect("JSON"))
}
