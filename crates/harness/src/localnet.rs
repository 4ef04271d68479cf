//! `ballast localnet` in a process of its own, and how a test asks a node on a loopback port.

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use ballast_client::rpc::CLOCK;
use serde_json::{json, Value};

/// How long a node may take to answer, and to stop.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks.
const POLL: Duration = Duration::from_millis(20);

/// A running node.
pub struct Localnet {
    child: Child,
    folder: PathBuf,
    port: u16,
}

impl Localnet {
    /// Starts one of `ballast` in a folder, at a port and the one above, and waits until it answers.
    pub fn start(ballast: &Path, folder: &Path, port: u16, arguments: &[&str]) -> Self {
        let ready = folder.join("ready.json");
        // Of an earlier run.
        let _ = fs::remove_file(&ready);
        let errors = fs::File::create(errors(folder)).expect("a file");
        let child = Command::new(ballast)
            .args(["localnet", "--quiet", "--port", &port.to_string()])
            .arg("--folder")
            .arg(folder)
            .arg("--json")
            .arg(&ready)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(errors)
            .spawn()
            .expect("the node starts");
        let mut node = Self {
            child,
            folder: folder.to_owned(),
            port,
        };
        let since = Instant::now();
        while fs::metadata(&ready).map_or(0, |found| found.len()) == 0 {
            let has_ended = node.child.try_wait().expect("a process").is_some();
            let is_late = since.elapsed() > PATIENCE;
            assert!(!has_ended && !is_late, "{}", node.said());
            sleep(POLL);
        }
        node
    }

    /// Where it answers.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A file of its folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What an address holds.
    pub fn lamports(&self, address: &str) -> u64 {
        let found = ask(self.port, "getBalance", &json!([address]));
        found["value"].as_u64().expect("lamports")
    }

    /// Unix seconds of its clock.
    pub fn time(&self) -> i64 {
        time(self.port)
    }

    /// Interrupts it, as Ctrl-C does, and waits for its end; what it said.
    pub fn stop(&mut self) -> String {
        signal(&self.child, "INT");
        self.wait()
    }

    /// Waits for its end, which must be a good one; what it said.
    pub fn wait(&mut self) -> String {
        let since = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a process") {
                break status;
            }
            assert!(since.elapsed() < PATIENCE, "{}", self.said());
            sleep(POLL);
        };
        assert!(status.success(), "{}", self.said());
        self.said()
    }

    fn said(&self) -> String {
        fs::read_to_string(errors(&self.folder)).expect("a text")
    }
}

impl Drop for Localnet {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn errors(folder: &Path) -> PathBuf {
    folder.join("errors.txt")
}

/// Sends a process a signal by its name.
pub fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([&format!("-{name}"), &child.id().to_string()])
        .status();
    assert!(sent.expect("kill").success());
}

/// Unix seconds of the clock of the node at a port.
pub fn time(port: u16) -> i64 {
    let config = json!({ "encoding": "jsonParsed" });
    let found = ask(port, "getAccountInfo", &json!([CLOCK.to_string(), config]));
    let info = &found["value"]["data"]["parsed"]["info"];
    info["unixTimestamp"].as_i64().expect("a time")
}

/// The result of a JSON-RPC request, which must succeed.
pub fn ask(port: u16, method: &str, params: &Value) -> Value {
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
    let answer = request(port, "POST /", &body.to_string());
    // A body in chunks has their lengths around it.
    let (from, to) = (answer.find('{'), answer.rfind('}'));
    let answer = &answer[from.expect("JSON")..=to.expect("JSON")];
    let answer: Value = serde_json::from_str(answer).expect("JSON");
    assert!(answer["error"].is_null(), "{method}: {answer}");
    answer["result"].clone()
}

/// The body of an answer over HTTP.
pub fn request(port: u16, what: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("somebody listens");
    let head = "host: localhost\r\ncontent-type: application/json\r\nconnection: close\r\n";
    let length = body.len();
    write!(
        stream,
        "{what} HTTP/1.1\r\n{head}content-length: {length}\r\n\r\n{body}"
    )
    .expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    body.to_owned()
}

/// Two free ports in a row, held until they are wanted, and the first one's number.
pub fn two_ports() -> (u16, [TcpListener; 2]) {
    loop {
        let first = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = first.local_addr().expect("an address").port();
        let second = port
            .checked_add(1)
            .map(|next| TcpListener::bind(("127.0.0.1", next)));
        if let Some(Ok(second)) = second {
            return (port, [first, second]);
        }
    }
}
