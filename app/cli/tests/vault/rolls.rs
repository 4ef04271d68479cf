//! `vault roll` when nothing is due, or something stands in its way.

use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup,
};
use serde_json::Value;

use crate::{
    scene::Scene,
    shop::{told, START_PRICE},
};

#[test]
fn what_a_vault_waits_for_is_told() {
    let mut scene = Scene::disarmed();
    let (steps, next) = scene.roll("");
    assert_eq!(steps, Vec::<String>::new());
    assert_eq!(next, "nothing is due: the vault waits for deposits");
    scene.depositor("vault deposit 100");
    let (steps, _) = scene.roll(" --once");
    assert_eq!(steps, ["rolled round 0, 100 base in"]);
    scene.roll("");
    scene.shop.world.hold(660, 60, START_PRICE).expect("prints");
    // Nobody bought: the next try is a day later.
    let (steps, next) = scene.roll("");
    assert_eq!(steps.len(), 2, "{steps:?}");
    assert_eq!(steps[1], "rolled round 1");
    let opens = "next: the next sale opens at 2026-11-23 10:11:00 UTC, in 24 h 00 min";
    assert_eq!(next, opens);
    let (_, json) = scene.buyer("vault roll");
    assert_eq!(json["next"]["step"], "wait");
    assert_eq!(
        json["next"]["from_ts"],
        scene.shop.world.vault_state().retry_ts
    );
    scene.refused(
        "vault buy 1 --max-premium 1",
        "error: WrongStage: The vault's round is at another stage; see the vault's stage for what is \
         due (the next sale opens at 2026-11-23 10:11:00 UTC)",
    );
}

#[test]
fn a_series_that_exists_is_not_created_again() {
    let mut scene = Scene::disarmed();
    scene.depositor("vault deposit 100");
    let world = &mut scene.shop.world;
    let (kind, pick) = (world.vault.kind, world.vault_pick());
    world
        .create_series(kind, pick.strike, pick.expiry_ts)
        .expect("a series");
    let (steps, _) = scene.roll("");
    assert_eq!(steps[1], "started the sale of 90 call@235@2026-11-30");
}

/// What was done before the refusal is done, and in the JSON.
#[test]
fn a_sale_does_not_start_in_a_halt() {
    let mut scene = Scene::new(&Setup::default());
    scene.depositor("vault deposit 100");
    let world = &mut scene.shop.world;
    world.tick(60, START_PRICE).expect("a print");
    world.tick(60, 150 * DOLLAR).expect("a print");
    let json = scene.shop.folder.path().join("rolled.json");
    let line = format!("vault roll --json {}", json.display());
    let outcome = scene.shop.run(&scene.buyer, &line);
    told(
        outcome,
        1,
        "error: BreakerHalted: The circuit breaker is halted",
    );
    let text = std::fs::read_to_string(json).expect("a file");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["steps"][0]["what"], "rolled round 0, 100 base in");
    assert_eq!(json["next"]["step"], "start_sale");
    assert_eq!(scene.shop.world.vault_state().book.assets.base, 100 * SOL);
    assert_eq!(scene.shop.line.sent(), 2);
}

/// The transaction succeeds, records the trip and starts nothing: that is no success.
#[test]
fn a_sale_that_trips_the_breaker_is_no_success() {
    let mut scene = Scene::new(&Setup::default());
    scene.depositor("vault deposit 100");
    let world = &mut scene.shop.world;
    world.roll_round().expect("a queue");
    world.tick(60, START_PRICE).expect("a print");
    world.advance(60);
    world.set_price(150 * DOLLAR);
    let outcome = scene.shop.run(&scene.buyer, "vault roll");
    told(
        outcome,
        1,
        "error: deferred: the price that this transaction observed tripped",
    );
    assert_eq!(scene.shop.world.vault_state().sale.contracts, 0);
}

/// A price is needed once the options have expired.
#[test]
fn a_series_without_a_price_is_told() {
    let mut scene = Scene::disarmed();
    let calls = scene.live(100 * SOL);
    let world = &mut scene.shop.world;
    let wait = calls.expiry_ts + 60 - world.now();
    world.advance(wait);
    scene.refused("vault roll", "error: NoSettlementPrice: ");
    // The oracle's next print is taken in by the step itself.
    let world = &mut scene.shop.world;
    world.advance(3_700);
    world.set_price(240 * DOLLAR);
    let (steps, _) = scene.roll(" --once");
    assert_eq!(steps, ["settled call@235@2026-11-30 at 240"]);
}
