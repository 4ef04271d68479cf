//! `ballast localnet` as a process.

mod process;

use std::{
    fs,
    net::TcpListener,
    thread::sleep,
    time::{Duration, Instant},
};

use process::Node;
use serde_json::Value;

const DAY: &[&str] = &["--crash", "--speed", "60x", "--slot-ms", "50"];

fn read(path: &std::path::Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_market_in_mid_round_answers_and_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut node = Node::start(folder.path(), DAY);
    let addresses = read(&node.file("addresses.json"));
    let market = addresses["market"]["market"].as_str().unwrap().to_owned();
    let shown = node.ballast(&["vault", "show", "--market", &market]);
    assert!(shown.contains("LIVE; the options expire"), "{shown}");
    assert!(shown.contains("900 of 900"), "{shown}");
    let status = node.report(&["status", "--market", &market]);
    assert_eq!(status["expiries"].as_array().unwrap().len(), 2, "{status}");
    // Everybody's wallet is theirs, and can pay.
    let wallets = addresses["wallets"].as_object().unwrap();
    assert_eq!(wallets.len(), 18);
    for (name, wallet) in wallets {
        private(wallet["file"].as_str().unwrap());
        assert!(
            node.lamports(wallet["address"].as_str().unwrap()) > 0,
            "{name}"
        );
    }
    let visitor = wallets["visitor"]["file"].as_str().unwrap();
    node.ballast(&[
        "margin",
        "open",
        "--market",
        &market,
        "--kind",
        "put",
        "--keypair",
        visitor,
    ]);
    let before = node.time();
    assert!(node.stop().contains("the next run goes on from"));

    let mut node = Node::start(folder.path(), DAY);
    let after = node.time();
    assert!((before..before + 600).contains(&after), "{before} {after}");
    let show = [
        "margin",
        "show",
        "--market",
        &market,
        "--kind",
        "put",
        "--keypair",
        visitor,
    ];
    let shown = node.ballast(&show);
    assert!(shown.contains("collateral   0 quote"), "{shown}");
    node.stop();

    let fresh: Vec<&str> = DAY.iter().copied().chain(["--fresh"]).collect();
    let mut node = Node::start(folder.path(), &fresh);
    let error = node.refused(&show);
    assert!(error.contains("has no put account"), "{error}");
    node.stop();
}

#[test]
fn a_bare_node_has_mints_and_a_feed_and_no_market() {
    let folder = tempfile::tempdir().unwrap();
    let mut node = Node::start(folder.path(), &["--bare"]);
    let addresses = read(&node.file("addresses.json"));
    assert_eq!(addresses["market"], Value::Null);
    for account in ["base_mint", "quote_mint", "oracle"] {
        assert!(node.lamports(addresses[account].as_str().unwrap()) > 0);
    }
    assert!(!node.file("keeper.toml").exists());
    node.stop();
}

#[test]
fn a_walk_stops_by_itself_and_its_state_is_only_ever_replaced_by_a_later_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    // As fast as it goes, with blocks as far apart as they come.
    let arguments = ["--hours", "6", "--speed", "3600x", "--slot-ms", "10000"];
    let mut node = Node::start(path, &arguments);
    assert!(node.wait().contains("the next run goes on from"));
    let state = path.join("state.bin");
    let kept = fs::read(&state).unwrap();

    let told = Node::refuses(path, &["--crash"]);
    assert!(told.contains("--fresh starts anew"), "{told}");
    assert!(told.contains("those of a random walk"), "{told}");
    let mut node = Node::start(path, &["--bare"]);
    let told = Node::refuses(path, &[]);
    assert!(
        told.contains("another `ballast localnet` runs in"),
        "{told}"
    );
    node.stop();

    let visitor = path.join("visitor.json");
    fs::write(&visitor, "[1,2,3]").unwrap();
    let told = Node::refuses(path, &[]);
    assert!(
        told.contains("visitor.json is not the local node's"),
        "{told}"
    );
    assert_eq!(fs::read(&visitor).unwrap(), b"[1,2,3]");
    fs::remove_file(&visitor).unwrap();
    assert!(fs::read(&state).unwrap() == kept, "the state has changed");
}

#[test]
fn a_node_that_is_ended_from_outside_keeps_its_state() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(folder.path(), DAY);
    let state = node.file("state.bin");
    assert!(!state.exists());
    node.call("exit");
    let since = Instant::now();
    while !state.exists() {
        assert!(since.elapsed() < Duration::from_secs(30), "no state");
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_cannot_be_is_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let taken_told = format!("the RPC server does not run: port {port}");
    let no_program = folder.path().join("none.so");
    let no_program = no_program.to_str().unwrap();
    for (arguments, told) in [
        (vec!["--port", &port], taken_told.as_str()),
        (vec!["--program", no_program], "cannot read the program"),
        (vec!["--prices", "none.csv"], "cannot open none.csv"),
        (vec!["--price", "0"], "--price 0 is not between"),
        (vec!["--hours=-1"], "--hours -1 is not between"),
        (vec!["--speed", "fast"], "not a whole number, like 60x"),
        (vec!["--speed", "0x"], "not between 1x and 3600x"),
    ] {
        let error = Node::refuses(folder.path(), &arguments);
        assert!(error.contains(told), "{arguments:?}: {error}");
        assert!(!folder.path().join("addresses.json").exists());
    }
}

#[cfg(unix)]
fn private(path: &str) {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{path}");
}

#[cfg(not(unix))]
fn private(_: &str) {}
