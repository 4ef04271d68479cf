//! A local node in a process of its own, and commands sent to it.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    ops::{Deref, DerefMut},
    path::Path,
    process::{Command, Output},
};

use ballast_harness::localnet::{two_ports, Localnet};
use serde_json::Value;

const BALLAST: &str = env!("CARGO_BIN_EXE_ballast");

/// A running node, on a port of its own.
pub struct Node(Localnet);

impl Deref for Node {
    type Target = Localnet;

    fn deref(&self) -> &Localnet {
        &self.0
    }
}

impl DerefMut for Node {
    fn deref_mut(&mut self) -> &mut Localnet {
        &mut self.0
    }
}

impl Node {
    /// Starts one in a folder and waits until it answers.
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        // The ports are let go of before the node asks for them.
        let (port, _) = two_ports();
        Self(Localnet::start(BALLAST.as_ref(), folder, port, arguments))
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

    /// Sends a request that may never be answered.
    pub fn call(&self, method: &str) {
        let url = self.url();
        let (_, address) = url.split_once("//").unwrap();
        let body = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}"}}"#);
        let mut stream = TcpStream::connect(address).unwrap();
        let head = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
        let length = body.len();
        write!(stream, "{head}content-length: {length}\r\n\r\n{body}").unwrap();
        let _ = stream.read(&mut [0; 64]);
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(BALLAST)
            .args(arguments)
            .args(["--url", &self.url()])
            .output()
            .unwrap()
    }

    /// What a node that does not start says, in one line.
    pub fn refuses(folder: &Path, arguments: &[&str]) -> String {
        let mut command = Command::new(BALLAST);
        command
            .args(["localnet", "--quiet", "--folder"])
            .arg(folder);
        if !arguments.contains(&"--port") {
            command.args(["--port", &two_ports().0.to_string()]);
        }
        let output = command.args(arguments).output().unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}
