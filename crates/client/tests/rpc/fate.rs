//! What becomes of a transaction that was sent: it acts once, or it is said that nobody knows.

use std::time::Duration;

use ballast_client::{
    ballast::errors::BallastError,
    instructions as ix,
    rpc::{Policy, RpcError, SendError},
};
use ballast_harness::rpc::Mishap;
use serde_json::json;
use solana_signer::Signer;

use crate::scene::{Scene, TIMEOUT};

const SEND: &str = "sendTransaction";
const STATUSES: &str = "getSignatureStatuses";
/// As good as for ever.
const ALWAYS: usize = 10_000;
/// Blocks a look, so that a blockhash is over after a few.
const FAST: u64 = 100;

fn within(secs: u64) -> Policy {
    Policy {
        confirm_within: Duration::from_secs(secs),
        ..Policy::default()
    }
}

/// A node that knows nothing of a transaction.
fn nothing() -> Mishap {
    Mishap::Answer(json!({ "context": { "slot": 1 }, "value": [null] }))
}

/// What was handed over, as different transactions, and how often the recipient was paid.
fn told(scene: &mut Scene) -> (usize, u64) {
    (scene.line.submitted(), scene.paid())
}

#[test]
fn one_that_is_lost_is_made_again_once_it_has_expired() {
    let mut scene = Scene::bare();
    scene.line.pass_blocks(FAST);
    scene.line.plan(SEND, Mishap::Lose, 1);
    let sent = scene.transfer(Policy::default()).unwrap();
    assert_eq!(told(&mut scene), (2, 1));
    assert_eq!(scene.line.asked("simulateTransaction"), 2);
    assert!(scene.line.asked("getBlockHeight") > 3);
    assert_eq!(sent.fee_lamports, 5_000);
}

#[test]
fn it_is_not_made_again_for_ever() {
    let mut scene = Scene::bare();
    scene.line.pass_blocks(FAST);
    scene.line.plan(SEND, Mishap::Lose, ALWAYS);
    let policy = Policy {
        attempts: 2,
        ..Policy::default()
    };
    let error = scene.transfer(policy).unwrap_err();
    assert!(matches!(error, SendError::Expired { .. }), "{error}");
    assert_eq!(told(&mut scene), (2, 0));
}

#[test]
fn no_attempts_are_one() {
    let mut scene = Scene::bare();
    scene.line.pass_blocks(FAST);
    scene.line.plan(SEND, Mishap::Lose, ALWAYS);
    let policy = Policy {
        attempts: 0,
        ..Policy::default()
    };
    assert!(scene.transfer(policy).is_err());
    assert_eq!(told(&mut scene), (1, 0));
}

#[test]
fn one_that_a_node_forgets_is_handed_over_again_as_it_is() {
    let mut scene = Scene::bare();
    scene.line.plan(SEND, Mishap::Lose, 1);
    scene.transfer(within(20)).unwrap();
    assert_eq!(told(&mut scene), (1, 1));
    assert_eq!(scene.line.asked(SEND), 2);
}

#[test]
fn an_answer_that_is_lost_is_no_second_transaction() {
    for mishap in [
        Mishap::Mute,
        Mishap::Delay(TIMEOUT + TIMEOUT / 8),
        Mishap::Answer(json!("nonsense")),
    ] {
        let mut scene = Scene::bare();
        let acts = !matches!(mishap, Mishap::Answer(_));
        scene.line.plan(SEND, mishap, 1);
        scene.transfer(within(20)).unwrap();
        assert_eq!(told(&mut scene), (1, 1));
        assert_eq!(scene.line.asked(SEND), if acts { 1 } else { 2 });
    }
}

#[test]
fn one_that_never_reached_the_chain_is_made_again() {
    let mut scene = Scene::bare();
    scene.line.pass_blocks(FAST);
    scene.line.plan(SEND, Mishap::Drop, 1);
    scene.transfer(Policy::default()).unwrap();
    assert_eq!(scene.paid(), 1);
}

#[test]
fn a_confirmation_that_comes_late_is_waited_for() {
    let mut scene = Scene::bare();
    scene.line.plan(STATUSES, nothing(), 3);
    scene.transfer(Policy::default()).unwrap();
    assert_eq!(told(&mut scene), (1, 1));
}

#[test]
fn one_that_landed_in_the_last_block_has_not_expired() {
    let mut scene = Scene::bare();
    // At the second look its blockhash is over, and it is there.
    scene.line.pass_blocks(1_000);
    scene.line.plan(STATUSES, nothing(), 1);
    scene.transfer(Policy::default()).unwrap();
    assert_eq!(told(&mut scene), (1, 1));
}

#[test]
fn one_that_a_fork_may_drop_has_neither_landed_nor_expired() {
    let mut scene = Scene::bare();
    scene.line.pass_blocks(1_000);
    let status = json!({
        "slot": 3, "confirmations": 0, "err": null, "status": { "Ok": null },
        "confirmationStatus": "processed",
    });
    let processed = json!({ "context": { "slot": 1 }, "value": [status] });
    scene.line.plan(STATUSES, Mishap::Answer(processed), 4);
    scene.transfer(Policy::default()).unwrap();
    assert_eq!(told(&mut scene), (1, 1));
}

#[test]
fn a_node_that_stops_answering_leaves_the_fate_unknown() {
    for mishap in [
        Mishap::Drop,
        Mishap::Garbage("?".to_owned()),
        Mishap::Status(503),
        Mishap::Answer(json!({ "context": { "slot": 1 }, "value": [] })),
    ] {
        let mut scene = Scene::bare();
        scene.line.plan(STATUSES, mishap, ALWAYS);
        scene.line.pass_blocks(FAST);
        let error = scene.transfer(within(1)).unwrap_err();
        let SendError::Unknown {
            signature, source, ..
        } = &error
        else {
            panic!("{error}");
        };
        assert!(error.to_string().contains(&signature.to_string()));
        assert!(source.as_ref().is_some_and(|source| source.is_transient()));
        // It did land, and nothing was sent beside it.
        assert_eq!(told(&mut scene), (1, 1));
    }
}

#[test]
fn a_node_that_does_not_know_how_high_it_is_proves_nothing() {
    let mut scene = Scene::bare();
    scene.line.plan(SEND, Mishap::Lose, ALWAYS);
    scene.line.plan("getBlockHeight", Mishap::Drop, ALWAYS);
    let error = scene.transfer(within(1)).unwrap_err();
    let broken = matches!(
        &error,
        SendError::Unknown { source: Some(source), .. } if matches!(**source, RpcError::Broken { .. })
    );
    assert!(broken, "{error}");
    assert_eq!(told(&mut scene), (1, 0));
}

#[test]
fn one_that_is_neither_confirmed_nor_expired_in_time_is_unknown() {
    let mut scene = Scene::bare();
    scene.line.plan(SEND, Mishap::Lose, ALWAYS);
    let error = scene.transfer(within(1)).unwrap_err();
    let late = matches!(&error, SendError::Unknown { source: None, .. });
    assert!(late, "{error}");
    assert_eq!(told(&mut scene), (1, 0));
}

#[test]
fn a_node_that_takes_no_transactions_has_taken_none() {
    let mut scene = Scene::bare();
    for code in [-32_005, -32_601] {
        let refuse = Mishap::Refuse {
            code,
            message: "behind".to_owned(),
        };
        scene.line.plan(SEND, refuse, 1);
        let error = scene.transfer(Policy::default()).unwrap_err();
        assert!(matches!(error, SendError::Rpc(_)), "{error}");
    }
    assert_eq!(told(&mut scene), (0, 0));
    assert_eq!(scene.line.asked(SEND), 2);
}

/// As a node that runs transactions at once answers for one that failed.
#[test]
fn a_refusal_that_comes_with_a_block_is_the_blocks() {
    let (mut scene, world) = Scene::market();
    let (keys, impostor) = (world.keys, world.admin.insecure_clone());
    let fine = json!({ "err": null, "logs": [], "unitsConsumed": 1_000 });
    let fine = json!({ "context": { "slot": 1 }, "value": fine });
    (scene.line).plan("simulateTransaction", Mishap::Answer(fine), 1);
    scene.line.plan(SEND, Mishap::Scold, 1);
    let error = scene.ask(move |node| async move {
        let pause = ix::pause_market(&keys, &impostor.pubkey());
        let policy = Policy::default();
        let sent = node.send(&[&impostor], &[pause], &policy).await;
        sent.unwrap_err()
    });
    assert_eq!(error.reason(), Some(BallastError::WrongGuardian));
    assert_eq!(scene.line.submitted(), 1);
}

#[test]
fn a_node_whose_refusal_may_come_after_the_fact_is_not_believed() {
    let mut scene = Scene::bare();
    let refuse = Mishap::Refuse {
        code: -32_603,
        message: "internal error".to_owned(),
    };
    scene.line.plan(SEND, refuse, 1);
    scene.transfer(within(20)).unwrap();
    assert_eq!(told(&mut scene), (1, 1));
}
