//! A hedge's flow: budget, least size, and the ramp after a halt.

use ballast::errors::BallastError::*;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    World,
};
use option_risk::{breaker::Direction, hedge::Side};

use super::{open, sell_down, BUDGET, HIGH};
use crate::{
    scenes::{disarmed, halt, live, reach_ramp, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

#[test]
fn the_budget_holds_per_window() {
    let mut setup = disarmed();
    setup.vault.hedge.target_delta_bps = 5_000;
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        for _ in 0..3 {
            assert_eq!(open(world), (Side::SellBase, BUDGET));
            world
                .fill_hedge(&scene.depositor, u64::MAX, u64::MAX)
                .unwrap();
            refuses(world, FlowLimit, World::open_hedge);
            world.tick(59, START_PRICE).unwrap();
            refuses(world, FlowLimit, World::open_hedge);
            world.tick(1, START_PRICE).unwrap();
        }
    });
}

/// Dust is left alone: neither a small deviation nor what is left of a budget opens an order.
#[test]
fn an_order_has_a_least_size() {
    let mut setup = disarmed();
    setup.vault.hedge.target_delta_bps = 5_000;
    setup.vault.hedge.min_order_base = BUDGET;
    on_both_with(&setup, |world| {
        live(world, 500 * SOL);
        assert_eq!(open(world), (Side::SellBase, BUDGET));
    });
    setup.vault.hedge.min_order_base = BUDGET + 1;
    on_both_with(&setup, |world| {
        live(world, 500 * SOL);
        refuses(world, FlowLimit, World::open_hedge);
    });
    setup.vault.hedge.min_order_base = 1_000 * SOL;
    on_both_with(&setup, |world| {
        live(world, 500 * SOL);
        refuses(world, HedgeNotDue, World::open_hedge);
    });
}

/// After a fall, selling goes with the move and has the ramp's share of the budget.
#[test]
fn selling_after_a_fall_is_ramped() {
    on_both(|world| {
        live(world, 500 * SOL);
        halt(world);
        assert_eq!(world.market().risk.breaker.direction(), Direction::Down);
        reach_ramp(world);
        assert_eq!(open(world), (Side::SellBase, BUDGET / 5));
        world.tick(300, 150 * DOLLAR).unwrap();
        assert_eq!(open(world), (Side::SellBase, BUDGET / 5 * 3));
    });
}

/// Buying after a fall goes against it and has all of the budget, however young the reopening.
#[test]
fn buying_after_a_fall_is_free() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        sell_down(world, &scene);
        halt(world);
        reach_ramp(world);
        world.tick(1, HIGH).unwrap();
        let (side, base) = open(world);
        assert_eq!(side, Side::BuyBase);
        assert!(base > BUDGET / 5, "{base}");
    });
}

/// After a rise it is the other way round.
#[test]
fn buying_after_a_rise_is_ramped() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        sell_down(world, &scene);
        world.tick(60, HIGH).unwrap();
        assert_eq!(world.market().risk.breaker.direction(), Direction::Up);
        reach_ramp(world);
        assert_eq!(open(world), (Side::BuyBase, BUDGET / 5));
    });
}
