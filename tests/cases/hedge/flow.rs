//! A hedge's flow: budget, least size, and the ramp after a halt.

use ballast::errors::BallastError::*;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    World,
};
use option_risk::{
    breaker::{Direction, Limit, Stage},
    hedge::{self, Side},
};

use super::{open, sell_down, steady, steady_disarmed, BUDGET, HIGH};
use crate::{
    scenes::{disarmed, halt, live, reach_ramp, START_PRICE},
    support::{on_both_with, refuses},
};

#[test]
fn the_budget_holds_per_window() {
    let mut setup = steady_disarmed();
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
    let mut setup = steady_disarmed();
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
    let low = BUDGET * 200 / 150; // as much quote buys more base
    on_both_with(&steady(), |world| {
        live(world, 500 * SOL);
        halt(world);
        assert_eq!(world.market().risk.breaker.direction(), Direction::Down);
        reach_ramp(world);
        assert_eq!(open(world), (Side::SellBase, low / 5));
        world.tick(300, 150 * DOLLAR).unwrap();
        assert_eq!(open(world), (Side::SellBase, low * 3 / 5));
    });
}

/// Buying after a fall goes against it and has no limit, however young the reopening.
#[test]
fn buying_after_a_fall_is_free() {
    on_both_with(&steady(), |world| {
        live(world, 500 * SOL);
        halt(world);
        reach_ramp(world);
        let (market, now) = (world.market(), world.now());
        let limit = |side| {
            let action = hedge::action(side, market.risk.breaker.direction());
            market.permit(action, now).unwrap()
        };
        assert_eq!(limit(Side::BuyBase), Limit::Free);
        assert_eq!(limit(Side::SellBase), Limit::Share(2_000));
    });
}

/// A rise after the reopening is a move too: buying is held to the ramp, though it goes against the fall that halted.
#[test]
fn a_turn_of_the_price_frees_neither_side() {
    on_both_with(&steady(), |world| {
        let scene = live(world, 500 * SOL);
        sell_down(world, &scene);
        halt(world);
        reach_ramp(world);
        assert_eq!(world.market().risk.breaker.direction(), Direction::Down);
        world.tick(1, HIGH).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(
            (breaker.stage(), breaker.direction()),
            (Stage::Reopening, Direction::None)
        );
        let (side, base) = open(world);
        assert_eq!(side, Side::BuyBase);
        let whole = BUDGET * 200 / 240;
        assert!(base >= whole / 5 && base < whole / 4, "{base} of {whole}");
    });
}

/// Against the move there is no budget; an order is still no larger than what trades within 1%.
#[test]
fn an_order_against_the_move_has_a_size() {
    let mut setup = steady();
    setup.market.book.depth_quote_per_pct = 10_000_000_000; // 10,000 quote
    setup.vault.hedge.target_delta_bps = 1;
    on_both_with(&setup, |world| {
        live(world, SOL);
        world.tick(60, 210 * DOLLAR).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(
            (breaker.stage(), breaker.direction()),
            (Stage::Throttle, Direction::Up)
        );
        let depth = BUDGET * 200 / 210; // as much quote
        assert_eq!(open(world), (Side::SellBase, depth));
        assert_eq!(world.market().hedge_flow, Default::default());
    });
}

/// After a rise it is the other way round.
#[test]
fn buying_after_a_rise_is_ramped() {
    on_both_with(&steady(), |world| {
        let scene = live(world, 500 * SOL);
        sell_down(world, &scene);
        world.tick(60, HIGH).unwrap();
        assert_eq!(world.market().risk.breaker.direction(), Direction::Up);
        reach_ramp(world);
        assert_eq!(open(world), (Side::BuyBase, BUDGET * 200 / 240 / 5));
    });
}

/// The rarer depth becomes, the less a minute may hedge: half of the market's after a storm.
#[test]
fn the_budget_shrinks_with_volatility() {
    let mut setup = disarmed();
    setup.vault.hedge.target_delta_bps = 5_000;
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        let (_, calm) = open(world);
        (world.fill_hedge(&scene.depositor, u64::MAX, u64::MAX)).unwrap();
        for _ in 0..10 {
            world.tick(60, 220 * DOLLAR).unwrap();
            world.tick(60, START_PRICE).unwrap();
        }
        let (_, stormy) = open(world);
        assert!(stormy < calm * 6 / 10, "{stormy} after {calm}");
        assert!(
            stormy > calm * 3 / 10,
            "{stormy}: no less than 35% of depth"
        );
    });
}

/// However far the delta has run, an order is no larger than the budget.
#[test]
fn no_gap_is_large_enough_to_pass_the_budget() {
    let mut setup = steady_disarmed();
    setup.vault.hedge.target_delta_bps = 1;
    on_both_with(&setup, |world| {
        live(world, SOL);
        assert_eq!(open(world), (Side::SellBase, BUDGET));
        assert!(world.vault_state().free_base() > 15 * BUDGET);
    });
}

/// Half the budget with the move while the market is throttled, none of it against the move.
#[test]
fn throttle_halves_what_goes_with_the_move() {
    on_both_with(&steady(), |world| {
        live(world, 500 * SOL);
        world.tick(60, 190 * DOLLAR).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(
            (breaker.stage(), breaker.direction()),
            (Stage::Throttle, Direction::Down)
        );
        let whole = BUDGET * 200 / 190;
        assert_eq!(open(world), (Side::SellBase, whole / 2));
    });
}
