//! The command: what it says of mistakes, before it asks any node.

use std::{fs, path::Path};

use assert_cmd::Command;
use predicates::{prelude::PredicateBooleanExt, str::contains};

fn keeper() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ballast-keeper"))
}

const MARKET: &str = "11111111111111111111111111111112";

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn help_names_what_it_does() {
    let help = keeper().arg("--help").assert().success();
    help.stdout(contains("--dry-run").and(contains("--print-config")));
}

#[test]
fn the_configuration_in_force_is_one_that_it_takes() {
    let folder = tempfile::tempdir().unwrap();
    let given = [
        "--market",
        MARKET,
        "--jobs",
        "settle,roll",
        "--set",
        "hedge.fill=false",
    ];
    let printed = keeper()
        .args(given)
        .arg("--print-config")
        .assert()
        .success();
    let printed = String::from_utf8(printed.get_output().stdout.clone()).unwrap();
    assert!(
        printed.contains("jobs = [\"settle\",\"roll\"]"),
        "{printed}"
    );
    assert!(printed.contains("fill = false "), "{printed}");
    let path = write(folder.path(), "keeper.toml", &printed);
    let again = keeper()
        .args(["--config", &path, "--print-config"])
        .assert();
    again.success().stdout(printed);
}

#[test]
fn mistakes_are_told_in_one_line_and_with_their_key() {
    let folder = tempfile::tempdir().unwrap();
    let unknown = write(folder.path(), "unknown.toml", "[observe]\nevery = 3\n");
    for (arguments, said) in [
        (vec!["--config", &unknown], "unknown field `every`"),
        (vec!["--config", "nowhere.toml"], "nowhere.toml: "),
        (vec!["--market", "here"], "`here` is no address"),
        (vec!["--jobs", "dig"], "dig"),
        (
            vec!["--set", "sync.poll_ms=0"],
            "sync.poll_ms: 0 is not within",
        ),
        (vec!["--set", "sync"], "`sync` is no override"),
        (vec!["--metrics", "0.0.0.0:1"], "metrics.listen: 0.0.0.0:1"),
        (vec!["--log-level", "info,=="], "log.level"),
        (vec!["--log-format", "xml"], "xml"),
        (vec!["--once"], "market: which one?"),
        (vec!["--market", MARKET, "--once"], "keypair: who signs"),
    ] {
        let refused = keeper().args(&arguments).assert().failure().code(1);
        refused.stderr(contains("error: ").and(contains(said)));
    }
    let usage = keeper().arg("--nonsense").assert().failure().code(2);
    usage.stderr(contains("--nonsense").and(contains("see `ballast-keeper --help`")));
}

#[cfg(unix)]
#[test]
fn a_keypair_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "keeper.json", "[1, 2, 3]");
    let run = || {
        keeper()
            .args(["--market", MARKET, "--keypair", &path, "--once"])
            .assert()
    };
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let refused = run().failure();
    refused.stderr(contains("others can read it (mode 644)").and(contains("chmod 600")));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    run().failure().stderr(contains("3 numbers, not 64"));
}

/// A node that is not there is waited for, and the wait can be ended.
#[cfg(unix)]
#[test]
fn a_node_that_is_not_there_is_waited_for_until_told_to_stop() {
    use std::{
        io::{BufRead, BufReader},
        process::{Command, Stdio},
    };
    // A single pass that came to no end is a failure.
    for (once, is_well) in [(&[][..], true), (&["--once"][..], false)] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ballast-keeper"))
            .args(["--market", MARKET, "--dry-run"])
            .args(["--url", "http://127.0.0.1:1", "--metrics", "127.0.0.1:0"])
            .args(once)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        assert!(line.contains("waiting for the node"), "{line}");
        let stopped = Command::new("kill").arg(child.id().to_string()).status();
        assert!(stopped.unwrap().success());
        assert_eq!(child.wait().unwrap().success(), is_well);
    }
}
