//! Options back to the vault that sold them.

use ballast_harness::{setup::SOL, Setup};
use option_risk::{settlement::WINDOW_SECS, units::Kind};

use crate::{scene::Scene, shop::START_PRICE};

#[test]
fn a_buy_back_is_opened_quoted_filled_and_closed() {
    let mut setup = Setup::default();
    setup.vault.buyback.max_gamma_bps = 10;
    let mut scene = Scene::new(&setup);
    let calls = scene.live(500 * SOL);
    let dry = "buyback fill 10 --dry-run";
    scene
        .shop
        .refused(&scene.buyer, dry, "error: NoBuybackOrder: ");
    let page = scene.shop.glance("vault show").0;
    assert!(page.contains("\nbuy-back     due: "), "{page}");
    let (text, _) = scene.depositor("buyback open");
    assert!(
        text.starts_with("opened a buy-back: vault 0 bids for ")
            && text.contains(" call@235@2026-11-30 until 2026-11-22 "),
        "{text}"
    );
    scene.refused("buyback open", "error: BuybackOpen: ");
    let page = scene.shop.glance("vault show").0;
    assert!(page.contains("\nbuy-back     open: "), "{page}");
    let (text, quoted) = scene.buyer(dry);
    assert!(text.ends_with("dry run: nothing was sent\n"), "{text}");
    assert_eq!(quoted["quote"]["contracts"], 10 * SOL);
    let (held, wallet) = holdings(&mut scene, &calls);
    scene.shop.refused(
        &scene.buyer,
        "buyback fill 10 --min-premium 9",
        "error: SlippageExceeded: ",
    );
    let (text, filled) = scene.buyer("buyback fill 10 --min-premium 0.000001");
    assert!(
        text.contains("\nsold 10 call@235@2026-11-30 for ") && text.contains(" to vault 0\n"),
        "{text}"
    );
    assert_eq!(filled["done"]["premium"], quoted["quote"]["premium"]);
    let after = holdings(&mut scene, &calls);
    assert_eq!(held - after.0, 10 * SOL);
    assert_eq!(filled["done"]["premium"], after.1 - wallet);
    let page = scene.shop.glance("vault show").0;
    assert!(page.contains("\nbought back  for "), "{page}");
    scene.shop.world.tick(301, START_PRICE).expect("a print");
    let (text, _) = scene.buyer("hedge close");
    assert!(text.starts_with("closed a buy-back of which "), "{text}");
}

/// Options and base of the buyer.
fn holdings(scene: &mut Scene, calls: &ballast_client::SeriesKeys) -> (u64, u64) {
    let (world, owner) = (&mut scene.shop.world, scene.buyer.key());
    (
        world.options(&owner, calls),
        world.wallet(&owner, Kind::Call),
    )
}

#[test]
fn a_vault_within_its_limit_buys_nothing() {
    let mut setup = Setup::default();
    setup.vault.buyback.max_gamma_bps = 10_000;
    let mut scene = Scene::new(&setup);
    scene.refused("buyback open", "error: WrongStage: ");
    scene.live(500 * SOL);
    scene.refused("buyback open", "error: BuybackNotDue: ");
    let page = scene.shop.glance("vault show").0;
    assert!(page.contains("\nbuy-back     none due\n"), "{page}");
}

/// An order that is open when the half hour begins whose mean settles is over, and outlives its options: the vault can be
/// shown all the same.
#[test]
fn an_order_ends_before_the_mean_that_settles() {
    let mut setup = Setup::default();
    setup.market.breaker.armed = 0;
    setup.vault.buyback.max_gamma_bps = 10;
    let mut scene = Scene::new(&setup);
    let calls = scene.live(500 * SOL);
    let world = &mut scene.shop.world;
    let wait = calls.expiry_ts - WINDOW_SECS - 60 - world.now();
    // At the strike, where gamma is greatest: once the stable price agrees.
    world.hold(wait, 3_600, calls.strike).expect("prints");
    scene.depositor("buyback open");
    for (wait, state) in [(59, "open"), (1, "over"), (WINDOW_SECS, "over")] {
        scene.shop.world.advance(wait);
        let (_, json) = scene.shop.glance("vault show");
        assert_eq!(json["buyback"]["state"], state, "{wait} s");
    }
    let (page, json) = scene.shop.glance("vault show");
    assert!(page.contains("\nbuy-back     over: "), "{page}");
    let expired = "LIVE; the options have expired and are due to be settled\n";
    assert!(page.contains(expired), "{page}");
    assert!(json["greeks"].is_null());
}
