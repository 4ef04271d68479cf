//! A local node in a process of its own, on a port of its own.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::Value;

/// How long a node may take to answer, and to stop.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running node.
pub struct Localnet {
    child: Child,
    folder: PathBuf,
    url: String,
    errors: PathBuf,
}

impl Localnet {
    /// Starts one in a folder and waits until it answers.
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        let port = port();
        let ready = folder.join("ready.json");
        let errors = folder.join("errors.txt");
        let _ = fs::remove_file(&ready);
        let child = Command::new(env!("CARGO_BIN_EXE_ballast"))
            .args(["localnet", "--port", &port.to_string()])
            .arg("--folder")
            .arg(folder)
            .arg("--json")
            .arg(&ready)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(fs::File::create(&errors).unwrap())
            .spawn()
            .unwrap();
        let mut node = Self {
            child,
            folder: folder.to_owned(),
            url: format!("http://127.0.0.1:{port}"),
            errors,
        };
        let since = Instant::now();
        while fs::metadata(&ready).map_or(0, |found| found.len()) == 0 {
            let ended = node.child.try_wait().unwrap();
            assert!(ended.is_none(), "{}", node.said());
            assert!(since.elapsed() < PATIENCE, "{}", node.said());
            sleep(Duration::from_millis(20));
        }
        node
    }

    /// A file of the node's folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What a command that succeeds prints.
    pub fn ballast(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What one that fails says.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    /// What a command writes as JSON.
    pub fn report(&self, arguments: &[&str]) -> Value {
        let path = self.file("report.json");
        let mut all = arguments.to_vec();
        all.extend(["--json", path.to_str().unwrap()]);
        self.ballast(&all);
        serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_ballast"))
            .args(arguments)
            .args(["--url", &self.url])
            .output()
            .unwrap()
    }

    /// What an address holds.
    pub fn lamports(&self, address: &str) -> u64 {
        let body = serde_json::json!({
            "jsonrpc": "2.0", "id": 1, "method": "getBalance", "params": [address],
        });
        self.ask(&body)["result"]["value"].as_u64().unwrap()
    }

    /// Unix seconds of the node's clock.
    pub fn time(&self) -> i64 {
        let body = serde_json::json!({
            "jsonrpc": "2.0", "id": 1, "method": "getAccountInfo",
            "params": ["SysvarC1ock11111111111111111111111111111111", { "encoding": "jsonParsed" }],
        });
        let found = self.ask(&body);
        let info = &found["result"]["value"]["data"]["parsed"]["info"];
        info["unixTimestamp"].as_i64().unwrap()
    }

    fn ask(&self, body: &Value) -> Value {
        use std::io::{Read, Write};
        let address = self.url.trim_start_matches("http://");
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        let body = body.to_string();
        let head = "host: localhost\r\ncontent-type: application/json\r\nconnection: close\r\n";
        let length = body.len();
        write!(
            stream,
            "POST / HTTP/1.1\r\n{head}content-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        // A body in chunks has their lengths around it.
        let (from, to) = (body.find('{').unwrap(), body.rfind('}').unwrap());
        serde_json::from_str(&body[from..=to]).unwrap()
    }

    /// Interrupts it and waits for its end; what it said.
    pub fn stop(&mut self) -> String {
        let interrupted = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status();
        assert!(interrupted.unwrap().success());
        self.wait()
    }

    /// Waits for its end, which must be a good one; what it said.
    pub fn wait(&mut self) -> String {
        let since = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(since.elapsed() < PATIENCE, "{}", self.said());
            sleep(Duration::from_millis(20));
        };
        assert!(status.success(), "{}", self.said());
        self.said()
    }

    fn said(&self) -> String {
        fs::read_to_string(&self.errors).unwrap()
    }

    /// What a node that does not start says, in one line.
    pub fn refuses(folder: &Path, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_ballast"))
            .args(["localnet", "--quiet", "--folder"])
            .arg(folder)
            .args(arguments)
            .output()
            .unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}

impl Drop for Localnet {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first of two free ports in a row.
fn port() -> u16 {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        if port < u16::MAX && TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return port;
        }
    }
}
