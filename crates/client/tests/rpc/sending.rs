//! A transaction that is taken, or refused.

use anchor_lang::solana_program::system_instruction::transfer;
use ballast_client::{
    ballast::errors::BallastError,
    instructions as ix,
    rpc::{outcome, Policy, SendError, Unsendable},
};
use ballast_harness::{
    rpc::Mishap,
    setup::{keypair, DOLLAR},
};
use serde_json::json;
use solana_signer::Signer;

use crate::scene::{payer, recipient, to_recipient, Scene, AMOUNT};

#[test]
fn a_transaction_is_tried_sent_and_confirmed() {
    let mut scene = Scene::bare();
    let sent = scene.transfer(Policy::default()).unwrap();
    assert_eq!(scene.paid(), 1);
    assert!(sent.slot > 0);
    assert!(sent.units.is_some());
    let system = "Program 11111111111111111111111111111111 success";
    assert!(
        sent.logs.iter().any(|line| line == system),
        "{:?}",
        sent.logs
    );
    assert_eq!(sent.fee_lamports, 5_000);
    assert_eq!(scene.line.asked("simulateTransaction"), 1);
    assert_eq!(scene.line.submitted(), 1);
}

#[test]
fn everybody_signs_and_the_first_pays() {
    let mut scene = Scene::bare();
    scene.transfer(Policy::default()).unwrap();
    let holder = keypair(102);
    let sent = scene.ask(move |node| async move {
        let back = transfer(&holder.pubkey(), &keypair(103).pubkey(), AMOUNT);
        let policy = Policy::default();
        node.send(&[&payer(), &holder], &[back], &policy).await
    });
    assert_eq!(sent.unwrap().fee_lamports, 10_000);
    assert_eq!(scene.paid(), 0);
}

#[test]
fn what_cannot_be_sent_is_not_sent() {
    let mut scene = Scene::bare();
    let errors = scene.ask(|node| async move {
        let policy = Policy::default();
        let nobody = node.send(&[], &[to_recipient()], &policy).await;
        let other = transfer(&recipient(), &payer().pubkey(), 1);
        let unsigned = node.send(&[&payer()], &[other], &policy).await;
        let mut large = to_recipient();
        large.data.resize(1_300, 0);
        let large = node.send(&[&payer()], &[large], &policy).await;
        [nobody, unsigned, large].map(Result::unwrap_err)
    });
    let [nobody, unsigned, large] = &errors;
    let of = |error: &SendError| match error {
        SendError::Unsendable(why) => why.to_string(),
        other => panic!("{other}"),
    };
    assert_eq!(of(nobody), Unsendable::NoSigner.to_string());
    assert!(of(unsigned).contains("not enough signers"), "{unsigned}");
    assert!(of(large).contains("at most 1232 fit a packet"), "{large}");
    assert_eq!(scene.line.submitted(), 0);
}

#[test]
fn a_refusal_in_the_simulation_costs_nothing() {
    let (mut scene, world) = Scene::market();
    let (keys, impostor) = (world.keys, world.admin.insecure_clone());
    let error = scene.ask(move |node| async move {
        let pause = ix::pause_market(&keys, &impostor.pubkey());
        let policy = Policy::default();
        node.send(&[&impostor], &[pause], &policy)
            .await
            .unwrap_err()
    });
    assert_eq!(error.reason(), Some(BallastError::WrongGuardian));
    assert!(error.to_string().starts_with("WrongGuardian: "), "{error}");
    assert_eq!(scene.line.submitted(), 0);
}

/// What a simulation answers that finds nothing wrong.
fn fine() -> Mishap {
    let value = json!({ "err": null, "logs": [], "unitsConsumed": 1_000 });
    Mishap::Answer(json!({ "context": { "slot": 1 }, "value": value }))
}

#[test]
fn a_refusal_on_chain_is_one_and_is_not_repeated() {
    let (mut scene, world) = Scene::market();
    let (keys, impostor) = (world.keys, world.admin.insecure_clone());
    scene.line.plan("simulateTransaction", fine(), 1);
    let error = scene.ask(move |node| async move {
        let pause = ix::pause_market(&keys, &impostor.pubkey());
        let policy = Policy::default();
        node.send(&[&impostor], &[pause], &policy)
            .await
            .unwrap_err()
    });
    assert!(matches!(error, SendError::Refused(_)), "{error}");
    assert_eq!(error.reason(), Some(BallastError::WrongGuardian));
    assert_eq!(scene.line.submitted(), 1);
}

#[test]
fn a_simulation_sends_nothing_and_needs_no_key() {
    let mut scene = Scene::bare();
    let simulated = scene.ask(|node| async move {
        let payer = payer().pubkey();
        node.simulate(&payer, &[to_recipient()]).await.unwrap()
    });
    assert!(!simulated.logs.is_empty());
    assert_eq!((scene.paid(), scene.line.submitted()), (0, 0));
}

#[test]
fn a_node_that_cannot_simulate_is_at_fault_itself() {
    let mut scene = Scene::bare();
    let busy = Mishap::Refuse {
        code: -32_603,
        message: "busy".to_owned(),
    };
    for mishap in [busy, Mishap::Drop, Mishap::Garbage("?".to_owned())] {
        scene.line.plan("simulateTransaction", mishap, 1);
        let error = scene.transfer(Policy::default()).unwrap_err();
        assert!(matches!(error, SendError::Rpc(_)), "{error}");
    }
    assert_eq!(scene.line.submitted(), 0);
}

#[test]
fn without_a_blockhash_nothing_is_sent() {
    let mut scene = Scene::bare();
    scene.line.plan("getLatestBlockhash", Mishap::Drop, 1);
    let error = scene.transfer(Policy::default()).unwrap_err();
    assert!(matches!(error, SendError::Rpc(_)), "{error}");
    assert_eq!(scene.line.submitted(), 0);
}

#[test]
fn a_log_that_is_not_kept_is_no_failure() {
    let mut scene = Scene::bare();
    let gone = Mishap::Refuse {
        code: -32_011,
        message: "no history".to_owned(),
    };
    scene.line.plan("getTransaction", gone, 1);
    let sent = scene.transfer(Policy::default()).unwrap();
    assert_eq!((scene.paid(), sent.units), (1, None));
    assert_eq!(sent.logs, Vec::<String>::new());
    assert_eq!(outcome(&sent.logs), None);
}

#[test]
fn a_trip_of_its_own_making_is_told_by_the_market() {
    let (mut scene, mut world) = Scene::market();
    world.hold(3_600, 60, 200 * DOLLAR).unwrap();
    world.advance(60);
    world.set_price(150 * DOLLAR);
    let (keys, admin) = (world.keys, world.admin.insecure_clone());
    let (sent, market) = scene.ask(move |node| async move {
        let policy = Policy::default();
        let sent = node.send(&[&admin], &[ix::observe(&keys)], &policy).await;
        (sent.unwrap(), node.market(&keys.market).await.unwrap().0)
    });
    assert!(market.tripped_in(sent.slot));
    // A chain that keeps no events in its log leaves it to the market.
    assert_eq!(outcome(&sent.logs), None);
}
