//! Settlement of what waits for something else: spreads, and a vault's calls.

use ballast_harness::setup::{DOLLAR, SOL, USDC};
use option_risk::{calendar, settlement, units::Kind};

use crate::{
    scene::disarmed,
    shop::{Shop, START_PRICE},
};

/// Brings an expiry about at `price`.
fn reach(shop: &mut Shop, expiry_ts: i64, price: u64) {
    let world = &mut shop.world;
    let to_window = expiry_ts - settlement::WINDOW_SECS - 100 - world.now();
    world.hold(to_window, 86_400, price).expect("prints");
    world.hold(1_960, 60, price).expect("prints");
}

/// The series named settles last, after the one whose options pay its short.
#[test]
fn a_spread_settles_from_the_outside_in() {
    let mut shop = disarmed();
    let world = &mut shop.world;
    let writer = world.actor(0, 200_000 * USDC).expect("a wallet");
    let other = world.actor(0, 200_000 * USDC).expect("a wallet");
    let expiry_ts = calendar::next_expiry(world.now(), 7).expect("a calendar");
    let near = world
        .create_series(Kind::Put, 190 * DOLLAR, expiry_ts)
        .expect("a series");
    let far = world
        .create_series(Kind::Put, 175 * DOLLAR, expiry_ts)
        .expect("a series");
    for (actor, series) in [(&writer, &near), (&other, &far)] {
        world
            .open_margin(actor, Kind::Put, 100_000 * USDC)
            .expect("an account");
        world.write(actor, series, 100 * SOL).expect("written");
    }
    world
        .transfer_options(&other, &writer, &far, 100 * SOL)
        .expect("options");
    world
        .deposit_options(&writer, &far, 100 * SOL)
        .expect("an offset");
    world
        .deposit_options(&writer, &near, 20 * SOL)
        .expect("an offset");
    let health = world.health(&writer.key(), Kind::Put);
    let spare = health.collateral - health.initial.required;
    world.withdraw(&writer, Kind::Put, spare).expect("spare");
    reach(&mut shop, expiry_ts, 90 * DOLLAR);

    let (text, json) = shop.report(&other, "settle --series put@190@2026-11-30");
    let told: Vec<&str> = text.lines().step_by(2).collect();
    let (writer_key, other_key) = (writer.key(), other.key());
    assert_eq!(
        told,
        [
            "settled put@175@2026-11-30 at 90".to_owned(),
            format!("settled 100 put@175@2026-11-30 short of {other_key}"),
            format!("redeemed 100 put@175@2026-11-30 in the account of {writer_key}"),
            "settled put@190@2026-11-30 at 90".to_owned(),
            format!("netted put@190@2026-11-30 of {writer_key}"),
            format!("settled 80 put@190@2026-11-30 short of {writer_key}"),
        ]
    );
    assert_eq!(json["left"].as_array().expect("a list").len(), 0);
    let state = shop.world.series_state(&near);
    assert_eq!((state.open_shorts, state.shortfall), (0, 0));
    let (text, _) = shop.report(&writer, "redeem --series put@190@2026-11-30");
    assert!(
        text.starts_with("redeemed 80 put@190@2026-11-30 for 8,000 quote\n"),
        "{text}"
    );
    shop.world.audit().expect("books that balance");
}

/// A vault pays its calls too; a series without a price waits, with the program's reason.
#[test]
fn a_vaults_calls_settle_and_what_has_no_price_is_left() {
    let mut shop = disarmed();
    let world = &mut shop.world;
    let owner = world.actor(1_000 * SOL, 0).expect("a wallet");
    let buyer = world.actor(1_000 * SOL, 0).expect("a wallet");
    world.queue_deposit(&owner, 500 * SOL).expect("room");
    world.roll_round().expect("a queue");
    let calls = world.start_sale().expect("assets");
    world
        .buy(&buyer, &calls, 100 * SOL, u64::MAX)
        .expect("an offer");
    let window = calls.expiry_ts - world.now();
    world
        .hold(window - 60, 86_400, START_PRICE)
        .expect("prints");
    world.advance(120);

    let (text, json) = shop.report(&buyer, "settle --expired");
    assert!(
        text.contains(": NoSettlementPrice: No settlement price yet"),
        "{text}"
    );
    assert_eq!(json["steps"].as_array().expect("a list").len(), 0);
    shop.world.tick(1, 240 * DOLLAR).expect("a print");
    shop.world.advance(3_700);
    shop.world.tick(1, 240 * DOLLAR).expect("a print");
    let (text, json) = shop.report(&buyer, "settle --expired");
    assert!(text.contains("ended the sale of vault 0\n"), "{text}");
    assert!(
        text.contains(" of vault 0\n") && json["left"].as_array().expect("a list").is_empty(),
        "{text}"
    );
    let name = text.split(' ').nth(1).expect("a series");
    let (text, json) = shop.report(&buyer, &format!("redeem --series {name}"));
    assert_eq!(json["payoff"], json["payout"], "{text}");
    assert!(json["payout"].as_u64() > Some(0), "{text}");
}
