//! What is queued and not taken comes back.

use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup,
};
use option_risk::{oracle::OUTAGE_SECS, units::Kind};

use crate::{scene::Scene, shop::START_PRICE};

/// A deposit queued with a vault that holds quote, and rolled while the oracle was out.
fn refunded() -> Scene {
    let mut setup = Setup::default();
    setup.market.breaker.armed = 0;
    setup.vault.hedge.target_delta_bps = 5_000;
    let mut scene = Scene::new(&setup);
    let calls = scene.live(500 * SOL);
    let world = &mut scene.shop.world;
    world.open_hedge().expect("due");
    world
        .fill_hedge(&scene.buyer, 50 * SOL, u64::MAX)
        .expect("an order");
    scene.reach(calls.expiry_ts, START_PRICE);
    let world = &mut scene.shop.world;
    world.settle_series(&calls).expect("a price");
    world.settle_vault(&calls).expect("settled");
    world.queue_deposit(&scene.buyer, 40 * SOL).expect("room");
    world.advance(OUTAGE_SECS + 60);
    scene
}

#[test]
fn a_deposit_that_its_round_did_not_take_is_told_and_taken_back() {
    let mut scene = refunded();
    let (steps, _) = scene.roll(" --once");
    assert_eq!(steps, ["rolled round 1, 40 base of deposits not taken"]);
    let owner = scene.buyer.key();
    let (page, json) = scene.shop.glance(&format!("vault show --wallet {owner}"));
    let told = "  round 1    40 base not taken (`ballast vault claim` returns it)\n";
    assert!(page.contains(told), "{page}");
    assert_eq!(json["wallet"]["deposits"][0]["state"], "refunded");
    assert_eq!(json["queue"]["claimable"]["base"], 40 * SOL);
    let wallet = scene.shop.world.wallet(&owner, Kind::Call);
    let (text, _) = scene.buyer("vault claim");
    assert!(
        text.starts_with("took back 40 base that round 1 did not take\n"),
        "{text}"
    );
    let back = scene.shop.world.wallet(&owner, Kind::Call) - wallet;
    assert_eq!(back, 40 * SOL);
}

/// Without an amount `cancel` finds it too, whatever the round that runs.
#[test]
fn cancelling_everything_takes_earlier_deposits_back_too() {
    let mut scene = refunded();
    scene.roll(" --once");
    let owner = scene.buyer.key();
    scene.shop.world.set_price(200 * DOLLAR);
    scene.buyer("vault deposit 5");
    let (text, json) = scene.buyer("vault cancel");
    assert!(
        text.starts_with("took back 40 base that round 1 did not take\n"),
        "{text}"
    );
    assert!(
        text.contains("took back 5 base from the queue of round 2; 0 base left in it\n"),
        "{text}"
    );
    assert_eq!(json["steps"].as_array().map(Vec::len), Some(2));
    let why = format!("error: {owner} has nothing queued with vault 0");
    scene.shop.refused(&scene.buyer, "vault cancel", &why);
}
