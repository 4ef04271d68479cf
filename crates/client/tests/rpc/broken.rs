//! A node that is slow, silent or talks nonsense.

use std::time::{Duration, Instant};

use anchor_lang::prelude::Pubkey;
use ballast_client::rpc::{Node, RpcError};
use ballast_harness::rpc::Mishap;
use serde_json::{json, Value};

use crate::scene::{wait, Scene, TIMEOUT};

const ACCOUNTS: &str = "getMultipleAccounts";

/// What comes of reading an account from a node that misbehaves once.
fn read(mishap: Mishap) -> RpcError {
    let mut scene = Scene::bare();
    scene.line.plan(ACCOUNTS, mishap, 1);
    scene.ask(|node| async move { node.clock().await.unwrap_err() })
}

#[test]
fn a_late_answer_is_none() {
    let started = Instant::now();
    let error = read(Mishap::Delay(2 * TIMEOUT));
    let slow = matches!(error, RpcError::TimedOut { .. } | RpcError::Broken { .. });
    assert!(slow, "{error}");
    assert!(error.is_transient());
    assert!(started.elapsed() >= TIMEOUT);
}

#[test]
fn a_node_that_wants_to_be_left_alone_does_not_hold_a_request_up() {
    let mut scene = Scene::bare();
    scene.line.plan(ACCOUNTS, Mishap::Status(429), 100);
    let error = scene.ask(|node| async move { node.clock().await.unwrap_err() });
    // It is not the node's refusal after every try: the client's own limit comes first.
    assert!(matches!(error, RpcError::TimedOut { .. }), "{error}");
    assert!(error.is_transient(), "{error}");
}

#[test]
fn nonsense_is_an_error_and_no_panic() {
    for text in ["", "<html>busy</html>", "[]", "{", "{\"jsonrpc\":\"2.0\"}"] {
        let error = read(Mishap::Garbage(text.to_owned()));
        let known = matches!(error, RpcError::Garbage { .. } | RpcError::Broken { .. });
        assert!(known, "{text}: {error}");
        assert!(error.is_transient());
    }
}

#[test]
fn answers_of_another_shape_are_garbage() {
    let about = |value: Value| json!({ "context": { "slot": 1 }, "value": value });
    let account = |data: Value, owner: &str| {
        about(json!([{
            "data": data, "executable": false, "lamports": 1, "owner": owner, "rentEpoch": 0, "space": 0,
        }]))
    };
    let program = "11111111111111111111111111111111";
    for answer in [
        json!(null),
        json!(7),
        about(json!([])),
        about(json!([null, null])),
        account(json!(["not base64!", "base64"]), program),
        account(json!(["AAAA", "base64"]), "nobody"),
        account(json!(["AAAA", "base64+zstd"]), program),
        account(json!(["AAAA", "base32"]), program),
    ] {
        let error = read(Mishap::Answer(answer.clone()));
        assert!(
            matches!(error, RpcError::Garbage { .. }),
            "{answer}: {error}"
        );
    }
}

#[test]
fn a_clock_too_short_to_tell_the_time_is_none() {
    let account = json!({
        "data": ["AAAA", "base64"], "executable": false, "lamports": 1,
        "owner": "11111111111111111111111111111111", "rentEpoch": 0, "space": 3,
    });
    let answer = json!({ "context": { "slot": 1 }, "value": [account] });
    let error = read(Mishap::Answer(answer));
    assert!(matches!(error, RpcError::NoAccount { .. }), "{error}");
}

#[test]
fn a_connection_that_breaks_off_is_told_from_a_node_that_is_not_there() {
    for mishap in [Mishap::Drop, Mishap::Mute, Mishap::Status(502)] {
        let error = read(mishap);
        assert!(matches!(error, RpcError::Broken { .. }), "{error}");
    }
    let ask = |url: &str| {
        let node = Node::with_timeout(url, TIMEOUT);
        wait(async move { node.clock().await.unwrap_err() })
    };
    let error = ask("http://127.0.0.1:1");
    assert!(matches!(error, RpcError::Unreachable { .. }), "{error}");
    assert!(error.is_transient());
    let error = ask("nowhere");
    assert!(matches!(error, RpcError::Unreachable { .. }), "{error}");
    assert!(!error.is_transient());
}

#[test]
fn a_refusal_says_whether_to_try_again() {
    let refuse = |code| {
        read(Mishap::Refuse {
            code,
            message: "no".to_owned(),
        })
    };
    let behind = refuse(-32_005);
    assert!(behind.is_transient());
    assert!(behind
        .to_string()
        .ends_with("getMultipleAccounts: no (code -32005)"));
    assert!(!refuse(-32_602).is_transient());
}

#[test]
fn a_node_recovers_and_so_does_its_client() {
    let mut scene = Scene::bare();
    scene.line.plan(ACCOUNTS, Mishap::Drop, 1);
    scene.line.plan(ACCOUNTS, Mishap::Delay(2 * TIMEOUT), 1);
    scene
        .line
        .plan(ACCOUNTS, Mishap::Garbage("?".to_owned()), 1);
    let failures = scene.ask(|node| async move {
        let mut failures = 0;
        while node.accounts(&[Pubkey::default()]).await.is_err() {
            failures += 1;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        failures
    });
    assert!(failures >= 3, "{failures}");
}
