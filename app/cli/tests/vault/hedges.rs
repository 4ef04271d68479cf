//! Hedges opened, filled, crossed and closed.

use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Setup,
};
use option_risk::units::Kind;

use crate::{
    scene::Scene,
    shop::{told, START_PRICE},
};

/// A vault that wants to sell half of its delta.
fn hedging() -> Setup {
    let mut setup = Setup::default();
    setup.vault.hedge.target_delta_bps = 5_000;
    setup
}

/// The same in a market whose breaker never trips.
fn disarmed() -> Setup {
    let mut setup = hedging();
    setup.market.breaker.armed = 0;
    setup
}

#[test]
fn a_hedge_is_opened_filled_within_the_limit_and_closed() {
    let mut scene = Scene::new(&disarmed());
    scene.refused("hedge open", "error: WrongStage: ");
    scene.live(500 * SOL);
    scene.refused("hedge fill --limit 210", "error: NoHedgeOrder: ");
    scene.refused("hedge close", "error: NoStaleOrder: ");
    let page = scene.shop.glance("vault show").0;
    assert!(page.contains("\nhedge        due: sell "), "{page}");
    let (text, _) = scene.depositor("hedge open");
    assert!(
        text.starts_with("opened a hedge: vault 0 sells 49.386070575 base from 2026-11-22 "),
        "{text}"
    );
    scene.refused("hedge open", "error: HedgeOpen: ");
    // From 0.1% above the oracle's price downwards.
    scene.refused("hedge fill 20 --limit 200.19", "error: SlippageExceeded: ");
    let (text, json) = scene.depositor("hedge fill 20 --limit 200.2");
    assert!(
        text.starts_with("filled: vault 0 sells 20 base for 4,004 quote, at 200.2000\n"),
        "{text}"
    );
    assert_eq!(json["base"], 20 * SOL);
    assert_eq!(json["quote"], 4_004 * USDC);
    let page = scene.shop.glance("vault show").0;
    assert!(
        page.contains("\nhedge        open: sell 29.386070575 base at 200.2 now, until "),
        "{page}"
    );
    assert!(page.contains(" base + 4,004 quote, worth "), "{page}");
    scene.shop.world.tick(61, START_PRICE).expect("a print");
    scene.refused("hedge fill --limit 210", "error: NoHedgeOrder: ");
    let page = scene.shop.glance("vault show").0;
    let over = "\nhedge        over: sell 29.386070575 base were left (`ballast hedge close`)\n";
    assert!(page.contains(over), "{page}");
    let (text, _) = scene.depositor("hedge close");
    assert!(
        text.starts_with("closed a hedge of which 29.386070575 base were left\n"),
        "{text}"
    );
    assert_eq!(scene.shop.world.vault_state().hedge.base_atoms, 0);
}

/// All that is left, without an amount; and the filler's limit holds when the vault buys.
#[test]
fn a_vault_buys_back_at_the_least_the_filler_takes() {
    let mut scene = Scene::new(&disarmed());
    scene.live(500 * SOL);
    for _ in 0..8 {
        scene.depositor("hedge open");
        scene.depositor("hedge fill --limit 201");
        scene.shop.world.tick(60, START_PRICE).expect("a print");
    }
    let world = &mut scene.shop.world;
    world.tick(60, 240 * DOLLAR).expect("a print");
    let (text, _) = scene.depositor("hedge open");
    assert!(text.contains(": vault 0 buys "), "{text}");
    scene.refused("hedge fill 1 --limit 240", "error: SlippageExceeded: ");
    let before = scene.shop.world.wallet(&scene.depositor.key(), Kind::Put);
    let (text, _) = scene.depositor("hedge fill 1 --limit 239.76");
    assert!(
        text.starts_with("filled: vault 0 buys 1 base for 239.76 quote, at 239.7600\n"),
        "{text}"
    );
    let after = scene.shop.world.wallet(&scene.depositor.key(), Kind::Put);
    assert_eq!(after - before, 239_760_000);
}

/// Other vaults come first.
#[test]
fn an_order_waits_for_crossings() {
    let mut setup = disarmed();
    setup.vault.hedge.crossing_secs = 30;
    let mut scene = Scene::new(&setup);
    scene.live(500 * SOL);
    scene.depositor("hedge open");
    scene.refused("hedge fill --limit 210", "error: CrossingFirst: ");
    let (page, json) = scene.shop.glance("vault show");
    let crossing =
        "\nhedge        sell 49.386070575 base, vaults first, until 2026-11-22 10:12:30 UTC\n";
    assert!(page.contains(crossing), "{page}");
    assert_eq!(json["hedge"]["state"], "crossing");
    assert!(json["hedge"]["price"].is_null());
}

#[test]
fn a_hedge_that_trips_the_breaker_is_no_success() {
    let mut scene = Scene::new(&hedging());
    scene.live(500 * SOL);
    let world = &mut scene.shop.world;
    world.advance(60);
    world.set_price(150 * DOLLAR);
    let outcome = scene.shop.run(&scene.depositor, "hedge open");
    told(outcome, 1, "error: deferred: ");
    scene.refused("hedge open", "error: BreakerHalted: ");
    assert_eq!(scene.shop.world.vault_state().hedge.base_atoms, 0);
}

/// A vault of calls that is to sell and one of puts that is to buy.
#[test]
fn two_vaults_cross_whichever_is_named_first() {
    let mut scene = Scene::new(&disarmed());
    let calls = scene.live(500 * SOL);
    scene.refused(
        "hedge cross --with 0",
        "error: a vault does not trade with itself",
    );
    scene.refused("hedge cross --with 3", "error: the market has no vault 3");
    let world = &mut scene.shop.world;
    let (first, params) = (world.vault, world.vault_state().params);
    world.vault = world.create_vault(1, Kind::Put, params).expect("a vault");
    world
        .queue_deposit(&scene.depositor, 200_000 * USDC)
        .expect("room");
    world.roll_round().expect("a queue");
    let puts = world.start_sale().expect("assets");
    world
        .buy(&scene.buyer, &puts, 100 * SOL, u64::MAX)
        .expect("an offer");
    scene.refused("hedge cross --with 1", "error: WrongStage: ");
    let world = &mut scene.shop.world;
    world.hold(660, 60, START_PRICE).expect("prints");
    world.end_sale(&puts).expect("an end");
    assert_eq!(calls.expiry_ts, puts.expiry_ts);
    let base = |scene: &mut Scene| {
        let world = &mut scene.shop.world;
        let (sold, bought) = (world.vault_of(&first), world.vault_state());
        (sold.book.assets.base, bought.book.assets.base)
    };
    let before = base(&mut scene);
    let (text, _) = scene.depositor("hedge cross --vault 1 --with 0");
    assert!(
        text.starts_with("crossed: vault 0 sold vault 1 ")
            && text.contains(" quote, at 200.0000\n"),
        "{text}"
    );
    let after = base(&mut scene);
    assert!(after.1 > 0);
    assert_eq!(before.0 - after.0, after.1 - before.1);
}
