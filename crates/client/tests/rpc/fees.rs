//! Priority fees.

use ballast_client::rpc::{Policy, SendError};
use ballast_harness::{rpc::Mishap, Chain};
use solana_signer::Signer;

use crate::scene::{payer, Scene, AMOUNT, RICH};

const FEES: &str = "getRecentPrioritizationFees";

fn capped(max_priority_fee: u64) -> Policy {
    Policy {
        max_priority_fee,
        max_compute_units: 200_000,
        ..Policy::default()
    }
}

/// What the payer has paid in fees.
fn charged(scene: &mut Scene) -> u64 {
    let account = Chain::account(&mut scene.line, &payer().pubkey());
    let left = account.expect("the payer").lamports;
    RICH - left - scene.paid() * AMOUNT
}

#[test]
fn three_of_four_recent_slots_would_have_taken_it() {
    let mut scene = Scene::bare();
    scene.line.set_fees(&[7, 1, 100, 3]);
    let fee = scene.ask(|node| async move {
        let payer = payer().pubkey();
        node.recent_priority_fee(&[payer]).await.unwrap()
    });
    assert_eq!(fee, 7);
    let mut quiet = Scene::bare();
    let fee = quiet.ask(|node| async move { node.recent_priority_fee(&[]).await.unwrap() });
    assert_eq!(fee, 0);
}

#[test]
fn the_fee_is_paid_as_it_is_told() {
    let mut scene = Scene::bare();
    scene.line.set_fees(&[2_000_000]);
    let sent = scene.transfer(capped(5_000_000)).unwrap();
    assert!(sent.fee_lamports > 5_000, "{}", sent.fee_lamports);
    assert_eq!(charged(&mut scene), sent.fee_lamports);
}

#[test]
fn it_is_capped() {
    let mut scene = Scene::bare();
    scene.line.set_fees(&[u64::MAX]);
    let dear = scene.transfer(capped(3_000_000)).unwrap();
    let cheap = scene.transfer(capped(1_000_000)).unwrap();
    let (dear, cheap) = (dear.fee_lamports - 5_000, cheap.fee_lamports - 5_000);
    assert!(cheap > 0);
    assert_eq!(dear, 3 * cheap);
}

#[test]
fn without_a_cap_above_zero_there_is_none() {
    let mut scene = Scene::bare();
    scene.line.set_fees(&[1_000]);
    let sent = scene.transfer(Policy::default()).unwrap();
    assert_eq!(sent.fee_lamports, 5_000);
    assert_eq!(scene.line.asked(FEES), 0);
}

#[test]
fn a_node_that_keeps_no_fees_counts_as_one_where_nobody_pays() {
    let mut scene = Scene::bare();
    let unknown = Mishap::Refuse {
        code: -32_601,
        message: "Method not found".to_owned(),
    };
    scene.line.plan(FEES, unknown, 1);
    assert_eq!(scene.transfer(capped(9)).unwrap().fee_lamports, 5_000);
    scene.line.plan(FEES, Mishap::Drop, 1);
    let error = scene.transfer(capped(9)).unwrap_err();
    assert!(matches!(error, SendError::Rpc(_)), "{error}");
    assert_eq!(scene.paid(), 1);
}
