//! The breaker between an account and what is asked of it.

use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Setup,
};
use option_risk::{breaker::Stage, calendar, units::Kind};

use crate::shop::{told, Shop};

/// A transaction whose own print trips the breaker succeeds and does nothing: that is told, and is no success.
#[test]
fn a_deferred_action_is_no_success_and_a_halt_is_told() {
    let mut shop = Shop::open(&Setup::default());
    let world = &mut shop.world;
    let writer = world.actor(0, 100_000 * USDC).expect("a wallet");
    let expiry_ts = calendar::next_expiry(world.now(), 7).expect("a calendar");
    let series = world.create_series(Kind::Put, 190 * DOLLAR, expiry_ts);
    let series = series.expect("a series");
    world
        .open_margin(&writer, Kind::Put, 12_000 * USDC)
        .expect("an account");
    world.write(&writer, &series, 100 * SOL).expect("written");
    let health = world.health(&writer.key(), Kind::Put);
    let collateral = health.initial.required;
    let spare = health.collateral - collateral;
    world.withdraw(&writer, Kind::Put, spare).expect("spare");
    world.advance(60);
    world.set_price(150 * DOLLAR);

    // Nothing is on record yet, and a plan would be void: the liquidation's own print is the one that trips.
    let liquidate = format!("liquidate --owner {} --kind put", writer.key());
    shop.refused(
        &writer,
        &liquidate,
        "error: BreakerTripped: This observation trips the circuit breaker; send observe to record it",
    );
    let withdraw = "margin withdraw --kind put --amount 1";
    let sent = shop.line.sent();
    told(
        shop.run(&writer, withdraw),
        1,
        "error: deferred: the price that this transaction observed tripped",
    );
    assert_eq!(shop.line.sent(), sent + 1);
    let account = shop
        .world
        .margin(&writer.key(), Kind::Put)
        .expect("an account");
    assert_eq!(account.collateral, collateral);
    assert_eq!(shop.world.market().risk.breaker.stage(), Stage::Halted);

    shop.refused(
        &writer,
        withdraw,
        "error: BreakerHalted: The circuit breaker is halted; wait for the reopening",
    );
    shop.refused(
        &writer,
        &liquidate,
        "wait for the reopening (5 min 00 s left)",
    );
    // What lowers risk goes on.
    shop.run(&writer, "margin deposit --kind put --amount 1")
        .success();
    shop.run(
        &writer,
        "margin close --series put@190@2026-11-30 --contracts 1",
    )
    .success();

    while shop.world.market().risk.breaker.stage() == Stage::Halted {
        shop.world.tick(30, 150 * DOLLAR).expect("a print");
    }
    shop.refused(
        &writer,
        &liquidate,
        "error: BreakerGrace: The market has just reopened",
    );
    let flag = format!("{liquidate} --flag-only");
    let (text, _) = shop.report(&writer, &flag);
    assert!(text.starts_with("flagged "), "{text}");
    shop.refused(&writer, &flag, "AlreadyFlagged");
}
