//! Node, line and keepers, each a process of its own or a thread of this one.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anchor_lang::prelude::Pubkey;
use ballast_harness::localnet::{self, request, signal, two_ports, Localnet};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    log::Log,
    proxy::{Fault, Proxy},
};

/// How long anything may take, on a machine that has other work too.
const PATIENCE: Duration = Duration::from_secs(300);
const POLL: Duration = Duration::from_millis(50);
/// Of a keeper that is told to stop.
const LEAVE: Duration = Duration::from_secs(30);

pub struct Machine {
    folder: TempDir,
    ballast: PathBuf,
    /// The node's port; its websocket is one above.
    port: u16,
    lines: [Proxy; 2],
    node: Option<Localnet>,
    keepers: Vec<Keeper>,
    /// Of keepers that have ended.
    logs: Vec<PathBuf>,
}

struct Keeper {
    number: usize,
    child: Child,
    log: PathBuf,
    metrics: u16,
}

/// How a test reaches the node itself.
pub struct NodeLine {
    port: u16,
    pub market: Pubkey,
}

impl Machine {
    /// Everything but the processes; nothing, aloud, where the node has not been built.
    pub fn assemble() -> Option<Self> {
        let keeper = Path::new(env!("CARGO_BIN_EXE_ballast-keeper"));
        let ballast = keeper.with_file_name("ballast");
        if !ballast.exists() {
            eprintln!("skipped: no {} (cargo build --release)", ballast.display());
            return None;
        }
        let (port, _) = two_ports();
        let (_, [rpc, ws]) = two_ports();
        Some(Self {
            folder: tempfile::tempdir().unwrap(),
            ballast,
            port,
            lines: [Proxy::to(rpc, port), Proxy::to(ws, port + 1)],
            node: None,
            keepers: Vec::new(),
            logs: Vec::new(),
        })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the node and waits until it answers.
    pub fn start_node(&mut self, arguments: &[&str]) {
        let node = Localnet::start(&self.ballast, self.folder.path(), self.port, arguments);
        self.node = Some(node);
    }

    /// Interrupts the node, as Ctrl-C does.
    pub fn stop_node(&mut self) {
        self.node.take().unwrap().stop();
    }

    fn addresses(&self) -> Value {
        let text = fs::read(self.file("addresses.json")).unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    pub fn node(&self) -> NodeLine {
        let market = &self.addresses()["market"]["market"];
        NodeLine {
            port: self.port,
            market: market.as_str().unwrap().parse().unwrap(),
        }
    }

    /// The keepers' wallets.
    pub fn wallets(&self) -> Vec<Pubkey> {
        let addresses = self.addresses();
        let wallet = |number: usize| {
            let address = &addresses["wallets"][format!("keeper-{number}")]["address"];
            address.as_str().unwrap().parse().unwrap()
        };
        [1, 2].map(wallet).to_vec()
    }

    pub fn start_keeper(&mut self, number: usize) {
        let (metrics, _) = two_ports();
        let log = self.file(&format!("keeper-{number}-{}.log", self.logs.len()));
        let wallet = self.file(&format!("keeper-{number}.json"));
        let [rpc, ws] = self.lines.each_ref().map(|line| line.port);
        let child = Command::new(env!("CARGO_BIN_EXE_ballast-keeper"))
            .arg("--config")
            .arg(self.file("keeper.toml"))
            .arg("--keypair")
            .arg(&wallet)
            .args(["--url", &format!("http://127.0.0.1:{rpc}")])
            .args(["--ws-url", &format!("ws://127.0.0.1:{ws}")])
            .args(["--metrics", &format!("127.0.0.1:{metrics}")])
            .args(["--log-format", "json"])
            .args(["--set", "rpc.timeout_secs=2", "--set", "sync.poll_ms=100"])
            .args([
                "--set",
                "sync.resync_secs=20",
                "--set",
                "send.confirm_secs=10",
            ])
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        self.keepers.push(Keeper {
            number,
            child,
            log,
            metrics,
        });
    }

    fn take_keeper(&mut self, number: usize) -> Keeper {
        let place = self.keepers.iter().position(|it| it.number == number);
        self.keepers.remove(place.unwrap())
    }

    /// Ends a keeper without a warning.
    pub fn kill_keeper(&mut self, number: usize) {
        let mut keeper = self.take_keeper(number);
        keeper.child.kill().unwrap();
        keeper.child.wait().unwrap();
        self.logs.push(keeper.log);
    }

    /// Asks the keepers to stop, which they must do well; all logs there are.
    pub fn stop_keepers(&mut self) -> Vec<Log> {
        for mut keeper in std::mem::take(&mut self.keepers) {
            signal(&keeper.child, "TERM");
            let since = Instant::now();
            while keeper.child.try_wait().unwrap().is_none() {
                assert!(since.elapsed() < LEAVE, "a keeper does not stop");
                sleep(POLL);
            }
            let status = keeper.child.wait().unwrap();
            assert!(
                status.success(),
                "{}",
                fs::read_to_string(&keeper.log).unwrap()
            );
            self.logs.push(keeper.log);
        }
        self.logs.iter().map(|path| Log::read(path)).collect()
    }

    /// What a keeper serves to Prometheus.
    pub fn metrics(&self, number: usize) -> String {
        let keeper = self.keepers.iter().find(|it| it.number == number).unwrap();
        request(keeper.metrics, "GET /metrics", "")
    }

    /// How the line between keepers and node fails.
    pub fn line(&self, fault: Fault) {
        self.lines.iter().for_each(|line| line.set(fault));
    }

    /// Waits for the node's clock.
    pub fn wait_until(&mut self, ts: i64) {
        let (node, since) = (self.node(), Instant::now());
        while node.time() < ts {
            assert!(since.elapsed() < PATIENCE, "the clock stands still");
            for keeper in &mut self.keepers {
                let ended = keeper.child.try_wait().unwrap();
                assert!(
                    ended.is_none(),
                    "{}",
                    fs::read_to_string(&keeper.log).unwrap()
                );
            }
            sleep(POLL);
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        for Keeper { child, .. } in &mut self.keepers {
            let _ = child.kill();
            let _ = child.wait();
        }
        if std::thread::panicking() {
            self.folder.disable_cleanup(true);
            eprintln!("logs and state are in {}", self.folder.path().display());
        }
    }
}

impl NodeLine {
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A request's result.
    pub fn ask(&self, method: &str, params: &Value) -> Value {
        localnet::ask(self.port, method, params)
    }

    /// Unix seconds of its clock.
    pub fn time(&self) -> i64 {
        localnet::time(self.port)
    }
}
