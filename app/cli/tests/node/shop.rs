//! A market behind a node, and the command line in front of it.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Command};

use assert_cmd::assert::{Assert, OutputAssertExt};
use ballast_harness::{
    rpc::{Host, Line},
    setup::DOLLAR,
    Actor, Setup, World,
};
use predicates::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

/// The price all worlds start at.
pub const START_PRICE: u64 = 200 * DOLLAR;

/// One market, its node and a folder for what commands read and write.
pub struct Shop {
    pub world: World,
    pub line: Line,
    pub folder: TempDir,
    host: Host,
}

impl Shop {
    pub fn open(setup: &Setup) -> Self {
        let line = Line::start();
        let world = World::create(Box::new(line.clone()), setup).expect("a market");
        Self::around(world, line)
    }

    /// A world that exists, on a line of its own.
    pub fn around(world: World, line: Line) -> Self {
        Self {
            world,
            host: Host::of(line.clone()),
            line,
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// Runs a command line, its flags apart by blanks, as `actor` against the market; the chain answers meanwhile.
    pub fn run(&mut self, actor: &Actor, line: &str) -> Assert {
        let keypair = self.keypair_file(actor);
        let mut command = self.command(line);
        command.arg("--keypair").arg(keypair);
        self.wait(command)
    }

    /// As [`Self::run`], successful: what was printed, and the JSON.
    pub fn report(&mut self, actor: &Actor, line: &str) -> (String, Value) {
        let line = format!("{line} --keypair {}", self.keypair_file(actor).display());
        self.glance(&line)
    }

    /// As [`Self::report`], by nobody.
    pub fn glance(&mut self, line: &str) -> (String, Value) {
        let json = self.folder.path().join("out.json");
        let mut command = self.command(line);
        command.arg("--json").arg(&json);
        let outcome = self.wait(command).success();
        let text = String::from_utf8(outcome.get_output().stdout.clone()).expect("text");
        let json = fs::read_to_string(&json).expect("a file");
        (text, serde_json::from_str(&json).expect("JSON"))
    }

    /// As [`Self::run`], refused in one line with exit code 1; nothing was sent.
    #[track_caller]
    pub fn refused(&mut self, actor: &Actor, line: &str, why: &str) {
        let sent = self.line.sent();
        told(self.run(actor, line), 1, why);
        assert_eq!(self.line.sent(), sent, "{line}");
    }

    /// A command without a keypair.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ballast"));
        command.args(line.split(' '));
        command.args(["--url", self.host.url(), "--market"]);
        command.arg(self.world.keys.market.to_string());
        command
    }

    /// Runs a command while the chain answers.
    pub fn wait(&mut self, command: Command) -> Assert {
        self.host.run(command).assert()
    }

    /// The actor's keypair as a file that only its owner may read.
    pub fn keypair_file(&self, actor: &Actor) -> PathBuf {
        let path = self.folder.path().join(format!("{}.json", actor.key()));
        let bytes = actor.wallet.to_bytes().to_vec();
        fs::write(&path, serde_json::to_string(&bytes).expect("JSON")).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("a mode");
        path
    }
}

/// Said in one line of standard error.
#[track_caller]
pub fn told(outcome: Assert, code: i32, why: &str) {
    let one_line = predicate::function(|text: &str| text.trim_end().lines().count() == 1);
    outcome
        .code(code)
        .stderr(one_line.and(predicate::str::contains(why)));
}
