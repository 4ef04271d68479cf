//! A chain with nothing on it but mints and an oracle, and a parameter file.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Command};

use anchor_lang::prelude::Pubkey;
use assert_cmd::assert::{Assert, OutputAssertExt};
use ballast_client::{
    ballast::state::{Market, Protocol, VaultParams},
    params::LOCALNET,
};
use ballast_harness::{
    rpc::{Host, Line},
    setup::{keypair, DOLLAR},
    Account, Actor, Setup, World,
};
use predicates::prelude::*;
use serde_json::Value;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tempfile::TempDir;

/// The price all worlds start at.
pub const START_PRICE: u64 = 200 * DOLLAR;

/// What a step is told as: its number, its name and its state.
pub type Step = (u64, String, String);

pub struct Scene {
    pub world: World,
    pub line: Line,
    /// The parameter file's text.
    pub file: String,
    pub folder: TempDir,
    host: Host,
}

impl Scene {
    /// Mints, an oracle and the committed file of localnet.
    pub fn bare() -> Self {
        Self::of(&Setup::localnet())
    }

    /// As [`Self::bare`], with mints and an oracle of other kinds.
    pub fn of(setup: &Setup) -> Self {
        let line = Line::start();
        let world = World::unopened(Box::new(line.clone()), setup);
        Self {
            world,
            host: Host::of(line.clone()),
            line,
            file: LOCALNET.to_owned(),
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// What the file says already has been brought about.
    pub fn deployed() -> Self {
        let mut scene = Self::bare();
        scene.migrate();
        scene
    }

    /// Changes the file.
    pub fn edit(&mut self, from: &str, to: &str) {
        let edited = self.file.replacen(from, to, 1);
        assert_ne!(self.file, edited, "{from}");
        self.file = edited;
    }

    /// Adds a line to the file's first section.
    pub fn govern(&mut self, line: &str) {
        self.edit("[governance]\n", &format!("[governance]\n{line}\n"));
    }

    /// A migration by the admin, successful: what was printed, and the JSON.
    pub fn migrate(&mut self) -> (String, Value) {
        self.migrate_by(&keypair(1), "")
    }

    /// A migration by somebody, successful.
    pub fn migrate_by(&mut self, who: &Keypair, flags: &str) -> (String, Value) {
        let outcome = self.run(who, &format!("{flags} {}", self.to_json()));
        (printed(&outcome.success()), self.json())
    }

    /// The flag for a report.
    fn to_json(&self) -> String {
        format!("--json {}", self.folder.path().join("out.json").display())
    }

    /// The JSON of the last run.
    fn json(&self) -> Value {
        let json = fs::read_to_string(self.folder.path().join("out.json")).expect("a file");
        serde_json::from_str(&json).expect("JSON")
    }

    /// Steps of a successful migration by the admin.
    pub fn steps(&mut self) -> Vec<Step> {
        steps(&self.migrate().1)
    }

    /// As [`Self::steps`], only those that are not `already`.
    pub fn busy(&mut self) -> Vec<Step> {
        let mut steps = self.steps();
        steps.retain(|(.., state)| state != "already");
        steps
    }

    /// A migration by the admin that is refused in one line; nothing was sent.
    #[track_caller]
    pub fn refused(&mut self, why: &str) {
        self.refused_to(&keypair(1), why);
    }

    /// As [`Self::refused`], by somebody: what was printed, and the JSON.
    #[track_caller]
    pub fn refused_to(&mut self, who: &Keypair, why: &str) -> (String, Value) {
        let sent = self.line.submitted();
        let outcome = self.run(who, &self.to_json());
        let text = printed(&outcome);
        told(outcome, 1, why);
        assert_eq!(self.line.submitted(), sent);
        (text, self.json())
    }

    /// A migration, its flags apart by blanks.
    pub fn run(&mut self, who: &Keypair, flags: &str) -> Assert {
        let params = self.folder.path().join("params.toml");
        fs::write(&params, &self.file).expect("a file");
        self.admin(
            who,
            &format!("migrate --params {} {flags}", params.display()),
        )
    }

    /// A command of `ballast admin`, its flags apart by blanks.
    pub fn admin(&mut self, who: &Keypair, line: &str) -> Assert {
        let keypair = self.keypair_file(who);
        self.glance(&format!("{line} --keypair {}", keypair.display()))
    }

    /// As [`Self::admin`], by nobody.
    pub fn glance(&mut self, line: &str) -> Assert {
        self.at("--url", &format!("admin {line}"))
    }

    /// A command, its flags apart by blanks, with the node behind `flag`.
    pub fn at(&mut self, flag: &str, line: &str) -> Assert {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ballast"));
        command.args(line.split_whitespace());
        command.args([flag, self.host.url()]);
        self.host.run(command).assert()
    }

    pub fn keypair_file(&self, who: &Keypair) -> PathBuf {
        let path = self.folder.path().join("signer.json");
        let bytes = serde_json::to_string(&who.to_bytes().to_vec()).expect("JSON");
        fs::write(&path, bytes).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("a mode");
        path
    }

    pub fn protocol(&mut self) -> Option<Protocol> {
        let address = self.world.keys.protocol;
        self.world.fetch(&address)
    }

    pub fn market(&mut self) -> Box<Market> {
        self.world.market()
    }

    pub fn vault(&mut self) -> VaultParams {
        self.world.vault_state().params
    }

    /// Time passes at the starting price.
    pub fn pass(&mut self, secs: i64) {
        self.world.tick(secs, START_PRICE).expect("a print");
    }

    /// SOL for somebody's fees.
    pub fn fund(&mut self, who: &Keypair) {
        let account = Account {
            lamports: 1_000_000_000,
            ..Account::default()
        };
        self.world.chain.set_account(&who.pubkey(), account);
    }

    /// The authority is somebody else's, and the file says whose protocol it is.
    pub fn hand_over(&mut self, heir: &Keypair) {
        let to = heir.pubkey();
        self.govern(&format!("creator = \"{}\"", keypair(1).pubkey()));
        self.govern(&format!("authority_to = \"{to}\""));
        self.migrate();
        self.fund(heir);
        let protocol = self.world.keys.protocol;
        let accept = format!("accept --protocol {protocol}");
        self.admin(heir, &accept).success();
        assert_eq!(self.protocol().expect("a protocol").authority, to);
    }

    /// Somebody with SOL for fees.
    pub fn actor(&mut self) -> Actor {
        self.world.actor(0, 0).expect("a wallet")
    }
}

/// What a command printed.
pub fn printed(outcome: &Assert) -> String {
    String::from_utf8(outcome.get_output().stdout.clone()).expect("text")
}

/// The report's step of this number and state.
pub fn step<'a>(report: &'a Value, number: u64, state: &str) -> &'a Value {
    let mut steps = report["steps"].as_array().expect("steps").iter();
    let found = steps.find(|step| step["number"] == number && step["state"] == state);
    found.expect("a step")
}

/// The steps of a report.
pub fn steps(report: &Value) -> Vec<Step> {
    let steps = report["steps"].as_array().expect("steps").iter();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    steps
        .map(|step| {
            let number = step["number"].as_u64().expect("a number");
            (number, text(&step["name"]), text(&step["state"]))
        })
        .collect()
}

/// Steps as they are written here: `8 market done`.
pub fn written(steps: &[Step]) -> Vec<String> {
    let steps = steps.iter();
    steps
        .map(|(number, name, state)| format!("{number} {name} {state}"))
        .collect()
}

/// The address of a name in a report.
pub fn address(report: &Value, name: &str) -> Pubkey {
    let text = report["addresses"][name].as_str();
    text.expect(name).parse().expect("an address")
}

/// Said in one line of standard error.
#[track_caller]
pub fn told(outcome: Assert, code: i32, why: &str) {
    let one_line = predicate::function(|text: &str| text.trim_end().lines().count() == 1);
    outcome
        .code(code)
        .stderr(one_line.and(predicate::str::contains(why)));
}
