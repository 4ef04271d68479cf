//! A round's end during a halt: what needs a price waits, everybody else may cancel and leave.

use ballast::errors::BallastError::*;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup, World,
};
use option_risk::{fees::FeeParams, units::Kind};

use crate::{
    scenes::{halt, live, reach_ramp, rich, selling, settle, Sold, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

/// A settled vault that holds proceeds of a hedge, a deposit and a withdrawal queued, and a halt.
fn mixed_and_halted(world: &mut World) -> (Sold, ballast_harness::Actor) {
    let scene = live(world, 500 * SOL);
    world.open_hedge().unwrap();
    (world.fill_hedge(&scene.depositor, u64::MAX, u64::MAX)).unwrap();
    settle(world, &scene, START_PRICE);
    let late = rich(world);
    world.queue_deposit(&late, 10 * SOL).unwrap();
    let shares = world.shares(&scene.depositor.key());
    (world.queue_withdrawal(&scene.depositor, shares / 2)).unwrap();
    world.tick(30, START_PRICE).unwrap();
    halt(world);
    (scene, late)
}

#[test]
fn a_roll_that_needs_a_price_waits() {
    on_both(|world| {
        let (scene, late) = mixed_and_halted(world);
        world.set_price(150 * DOLLAR);
        refuses(world, BreakerHalted, World::roll_round);
        reach_ramp(world);
        world.roll_round().unwrap();
        world.claim_shares(&late, 1).unwrap();
        world.claim_withdrawal(&scene.depositor, 1).unwrap();
    });
}

/// The deposit is what needs the price: without it the others leave, in kind, while the market is halted.
#[test]
fn everybody_may_cancel_and_leave_in_a_halt() {
    on_both(|world| {
        let (scene, late) = mixed_and_halted(world);
        world.cancel_deposit(&late).unwrap();
        world.roll_round().unwrap();
        let before = Kind::ALL.map(|kind| world.wallet(&scene.depositor.key(), kind));
        world.claim_withdrawal(&scene.depositor, 1).unwrap();
        for (index, kind) in Kind::ALL.into_iter().enumerate() {
            let now = world.wallet(&scene.depositor.key(), kind);
            assert!(now > before[index], "{kind:?}");
        }
    });
}

/// Fees need the price too.
#[test]
fn a_roll_that_charges_waits() {
    let mut setup = Setup::default();
    setup.vault.fees = FeeParams::default();
    on_both_with(&setup, |world| {
        let (_, late) = mixed_and_halted(world);
        world.cancel_deposit(&late).unwrap();
        world.set_price(150 * DOLLAR);
        refuses(world, BreakerHalted, World::roll_round);
        reach_ramp(world);
        world.roll_round().unwrap();
    });
}

/// A vault that holds nothing but its collateral rolls in every stage.
#[test]
fn a_roll_without_a_price_does_not_wait() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        settle(world, &scene, START_PRICE);
        let shares = world.shares(&scene.depositor.key());
        (world.queue_withdrawal(&scene.depositor, shares)).unwrap();
        world.tick(30, START_PRICE).unwrap();
        halt(world);
        world.roll_round().unwrap();
        world.claim_withdrawal(&scene.depositor, 1).unwrap();
        assert_eq!(world.vault_state().book.assets.base, 0);
    });
}

/// No sale starts in a halt, and one that runs stands still: its clock, its price, its end.
#[test]
fn a_sales_clock_stops_in_a_halt() {
    on_both(|world| {
        let scene = selling(world, SOL);
        world.tick(100, START_PRICE).unwrap();
        let elapsed = |world: &mut World| {
            let (market, now) = (world.market(), world.now());
            let sale = world.vault_state().sale;
            sale.elapsed_secs(market.closed_secs(now), now)
        };
        halt(world);
        let before = elapsed(world);
        world.advance(200);
        assert_eq!(elapsed(world), before);
        world.set_price(150 * DOLLAR);
        refuses(world, BreakerHalted, |world| {
            world.buy(&scene.buyer, &scene.calls, SOL, u64::MAX)
        });
        reach_ramp(world);
        assert!(elapsed(world) <= before + 1);
        refuses(world, SaleRunning, |world| world.end_sale(&scene.calls));
    });
}
