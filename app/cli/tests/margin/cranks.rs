//! Single steps that anybody may take for a market.

use ballast_harness::setup::DOLLAR;
use option_risk::units::Kind;

use crate::{
    scene::{disarmed, Scene, SERIES},
    shop::{told, START_PRICE},
};

/// Under water but solvent.
const BAD: u64 = 182 * DOLLAR;

#[test]
fn a_print_is_observed_and_an_unfit_one_is_no_success() {
    let mut shop = disarmed();
    let anybody = shop.world.actor(0, 0).expect("a wallet");
    shop.world.advance(60);
    shop.world.set_price(201 * DOLLAR);
    let (text, json) = shop.report(&anybody, "crank observe");
    assert!(text.starts_with("observed 201, stage "), "{text}");
    assert!(json["steps"][0]["signature"].is_string(), "{json}");
    assert_eq!(shop.world.market().risk.price, 201 * DOLLAR);
    let (text, _) = shop.report(&anybody, "crank observe");
    assert!(
        text.starts_with("no newer print than 201, stage "),
        "{text}"
    );

    shop.world.advance(3_600);
    let sent = shop.line.sent();
    told(
        shop.run(&anybody, "crank observe"),
        1,
        "error: the print is refused and was only counted",
    );
    assert_eq!(shop.line.sent(), sent + 1);
    assert_eq!(shop.world.market().risk.price, 201 * DOLLAR);
}

#[test]
fn the_gamma_book_is_refreshed() {
    let mut scene = Scene::new();
    scene.tick(START_PRICE);
    scene.begin();
    scene.tick(START_PRICE);
    let now = scene.shop.world.now();
    let (text, json) = scene.writer("crank refresh");
    assert!(
        text.starts_with("refreshed 1 series in the gamma book\n"),
        "{text}"
    );
    assert_eq!(json["steps"].as_array().expect("steps").len(), 1);
    assert!(scene.shop.world.market().book.refreshed_ts >= now);
}

#[test]
fn an_auction_ends_once_the_account_is_healthy() {
    let mut scene = Scene::new();
    scene.tick(START_PRICE);
    scene.begin();
    let owner = scene.writer.key();
    let world = &mut scene.shop.world;
    let health = world.health(&owner, Kind::Put);
    let spare = health.collateral - health.initial.required;
    let withdrawn = world.withdraw(&scene.writer, Kind::Put, spare);
    withdrawn.expect("spare collateral");
    let unflag = format!("crank unflag --owner {owner} --kind put");
    scene.refused(&unflag, "error: NotFlagged: ");
    scene.tick(BAD);
    scene.liquidate(" --flag-only");
    scene.refused(&unflag, "error: StillUnhealthy: ");

    scene.writer("margin deposit --kind put --amount 15000");
    let (text, _) = scene.liquidator(&unflag);
    let ended = format!("ended the auction of {owner}\n");
    assert!(text.starts_with(&ended), "{text}");
    let account = scene.shop.world.margin(&owner, Kind::Put);
    assert_eq!(account.expect("an account").flagged_ts, 0);
    scene.refused(
        &format!("crank unflag --owner {owner} --kind call"),
        "has no call account in this market",
    );
}

#[test]
fn an_unwatched_expiry_is_pinned_to_its_first_print() {
    let mut scene = Scene::new();
    let pin = format!("crank pin --series {SERIES}");
    let expiry_ts = scene.series.expiry_ts;
    let world = &mut scene.shop.world;
    let late = expiry_ts + 2 * 3_600 - world.now();
    world.advance(late);
    let mut print = world.feed.print(START_PRICE, expiry_ts + 3);
    // The one before it was after the expiry too.
    print.prev_publish_ts = expiry_ts + 1;
    world.publish(&print);
    scene.refused(&pin, "error: NotFirstPrint: ");

    print.prev_publish_ts = expiry_ts - 1;
    scene.shop.world.publish(&print);
    let (text, _) = scene.writer(&pin);
    let pinned = "pinned the settlement of 2026-11-30 08:00:00 UTC at 200\n";
    assert!(text.starts_with(pinned), "{text}");
    let (text, _) = scene.writer("settle --expired");
    let settled = "settled put@190@2026-11-30 at 200\n";
    assert!(text.starts_with(settled), "{text}");
}
