//! Keepers as processes, and what they say.

use std::{
    fs,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use ballast_harness::{
    localnet::{request, signal},
    Actor,
};
use serde_json::Value;

use crate::drill::{two_ports, Drill};

const POLL: Duration = Duration::from_millis(20);
/// Between two questions whether a keeper has looked.
const LOOK: Duration = Duration::from_millis(5);
/// Longest time without a block while a keeper is waited for: far below what it waits for one, and long enough that no
/// blockhash, which holds for 150 blocks, is lost to a slow machine.
const BLOCK: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(60);

/// A running keeper.
pub struct Keeper {
    child: Child,
    log: PathBuf,
    json: PathBuf,
    metrics: u16,
}

/// One of its lines about a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub job: String,
    pub what: String,
    pub about: String,
    /// `done`, `deferred`, or why it failed.
    pub outcome: String,
}

impl Drill {
    /// Starts one that signs with a wallet, and waits until it has read everything and is told what changes.
    pub fn keeper(&mut self, wallet: &Actor) -> Keeper {
        let mut keeper = self.started(wallet, &[]);
        let since = Instant::now();
        let is = |keeper: &Keeper, name| keeper.metric(name) == Some(1.0);
        while !is(&keeper, "ballast_keeper_up") || !is(&keeper, "ballast_keeper_ws_up") {
            let is_late = since.elapsed() > PATIENCE;
            assert!(!is_late && !keeper.has_ended(), "{}", keeper.text());
            sleep(POLL);
        }
        self.keepers.push(keeper.metrics);
        keeper
    }

    fn started(&mut self, wallet: &Actor, arguments: &[&str]) -> Keeper {
        let (ports, market) = (self.serve(), self.world.keys.market);
        let number = fs::read_dir(self.folder.path()).expect("a folder").count();
        let file = |name: &str| self.folder.path().join(format!("{number}-{name}"));
        let (key, log, json) = (file("wallet.json"), file("log"), file("summary.json"));
        let mut secret = fs::OpenOptions::new();
        let secret = secret.write(true).create(true).truncate(true).mode(0o600);
        let bytes = serde_json::to_string(&wallet.wallet.to_bytes().to_vec()).expect("numbers");
        let mut secret = secret.open(&key).expect("a file");
        secret.write_all(bytes.as_bytes()).expect("a file");
        let metrics = two_ports().rpc;
        let child = Command::new(env!("CARGO_BIN_EXE_ballast-keeper"))
            .args(["--market", &market.to_string()])
            .arg("--keypair")
            .arg(&key)
            .args(["--url", &ports.rpc_url(), "--ws-url", &ports.ws_url()])
            .args(["--metrics", &format!("127.0.0.1:{metrics}")])
            .args([
                "--log-format",
                "json",
                "--log-level",
                "info,ballast_keeper=debug",
            ])
            .args(["--set", "fees.sol_price=200", "--set", "sync.poll_ms=50"])
            .arg("--json")
            .arg(&json)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).expect("a file"))
            .spawn()
            .expect("the keeper starts");
        Keeper {
            child,
            log,
            json,
            metrics,
        }
    }

    /// Lets a keeper do what is due until nothing more is; what became of it.
    pub fn keep_once(&mut self, wallet: &Actor) -> Vec<Said> {
        let mut keeper = self.started(wallet, &["--once"]);
        self.until("a single pass ends", |_| keeper.has_ended());
        keeper.end()
    }

    /// Asks a keeper to stop, which it must do well; what it did.
    pub fn stop(&mut self, mut keeper: Keeper) -> Vec<Said> {
        self.keepers.retain(|port| *port != keeper.metrics);
        signal(&keeper.child, "TERM");
        self.until("a keeper stops", |_| keeper.has_ended());
        keeper.end()
    }

    /// Ends a keeper without a warning.
    pub fn kill(&mut self, mut keeper: Keeper) {
        self.keepers.retain(|port| *port != keeper.metrics);
        keeper.child.kill().expect("a process");
        keeper.child.wait().expect("a process");
    }

    /// Waits until every keeper has looked at the newest block.
    pub fn show(&mut self) {
        self.wait_for_keepers("ballast_keeper_slot");
    }

    /// Waits until every keeper has done what is due by now, and knows what became of it. No time passes by the chain's
    /// clock, but a transaction gets the block that confirms it.
    pub fn attend(&mut self) {
        self.wait_for_keepers("ballast_keeper_quiet_slot");
    }

    fn wait_for_keepers(&mut self, gauge: &str) {
        let since = Instant::now();
        for port in self.keepers.clone() {
            let (mut slot, mut closed) = (self.node.slot(), Instant::now());
            while metric(port, gauge).is_none_or(|seen| seen < slot as f64) {
                assert!(since.elapsed() < PATIENCE, "{gauge} stands still");
                sleep(LOOK);
                let is_more = self.node.transactions() > self.in_blocks;
                // One that was run just as a block was closed is counted and in none; nobody has to look at a block for it.
                if is_more || closed.elapsed() > BLOCK {
                    self.pass_millis(0);
                    closed = Instant::now();
                }
                if is_more {
                    slot = self.node.slot();
                }
            }
        }
    }
}

impl Keeper {
    fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("a process").is_some()
    }

    /// What it said by its end, which must be a good one.
    fn end(mut self) -> Vec<Said> {
        let status = self.child.wait().expect("a process");
        assert!(status.success(), "{}", self.text());
        assert!(!self.text().contains("panicked"), "{}", self.text());
        let summary = fs::read(&self.json).expect("a summary");
        let summary: Value = serde_json::from_slice(&summary).expect("JSON");
        assert_eq!(summary["abandoned"], 0, "{summary}");
        self.said()
    }

    /// What it has said of tasks so far.
    pub fn said(&self) -> Vec<Said> {
        let text = self.text();
        let lines = text.lines().filter_map(|it| serde_json::from_str(it).ok());
        lines.filter_map(|line: Value| said(&line)).collect()
    }

    /// The jobs and tasks that it has begun so far, in order.
    pub fn begun(&self) -> Vec<String> {
        let text = self.text();
        let lines = text.lines().filter_map(|it| serde_json::from_str(it).ok());
        let tasks = lines.filter_map(|line: Value| match line["message"].as_str()? {
            "begun" => Some(line["task"].as_str()?.to_owned()),
            _ => None,
        });
        // `settle price ADDRESS`
        let named = tasks.map(|task| task.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" "));
        named.collect()
    }

    /// Its log.
    pub fn text(&self) -> String {
        fs::read_to_string(&self.log).expect("a log")
    }

    /// A metric's value; the sum, if it has labels. None while it is not served.
    pub fn metric(&self, name: &str) -> Option<f64> {
        metric(self.metrics, name)
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A metric's value; the sum, if it has labels. None while it is not served.
fn metric(port: u16, name: &str) -> Option<f64> {
    let up = std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
    let text = up.then(|| request(port, "GET /metrics", ""))?;
    let lines = text.lines().filter(|line| line.starts_with(name));
    let numbers: Vec<f64> = lines
        .filter_map(|line| line.rsplit(' ').next()?.parse().ok())
        .collect();
    (!numbers.is_empty()).then(|| numbers.iter().sum())
}

fn said(line: &Value) -> Option<Said> {
    let field = |name: &str| Some(line[name].as_str()?.to_owned());
    let outcome = field("message").filter(|said| said != "begun")?;
    Some(Said {
        job: field("job")?,
        what: field("what")?,
        about: field("about")?,
        outcome,
    })
}

/// How many of the tasks named so came to `outcome`.
pub fn count(said: &[Said], what: &str, outcome: &str) -> usize {
    let all = said.iter();
    all.filter(|it| it.what == what && it.outcome == outcome)
        .count()
}
