//! A hedge order: its life, its fills, its price.

use ballast::errors::BallastError::*;
use ballast_client::instructions as ix;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup, World,
};
use option_risk::{hedge::Side, units::Kind};

use super::{open, sell_down, steady_disarmed, HIGH};
use crate::{
    scenes::{disarmed, halt, live, reach_ramp, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

#[test]
fn an_order_expires_and_is_opened_anew() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        refuses(world, NoHedgeOrder, |world| {
            world.fill_hedge(&scene.depositor, SOL, u64::MAX)
        });
        open(world);
        refuses(world, HedgeOpen, World::open_hedge);
        world.tick(60, START_PRICE).unwrap();
        refuses(world, HedgeOpen, World::open_hedge);
        world.fill_hedge(&scene.depositor, SOL, u64::MAX).unwrap();
        world.tick(1, START_PRICE).unwrap();
        refuses(world, NoHedgeOrder, |world| {
            world.fill_hedge(&scene.depositor, SOL, u64::MAX)
        });
        open(world);
    });
}

#[test]
fn an_order_is_filled_in_parts_and_no_further() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        let (side, base) = open(world);
        assert_eq!(side, Side::SellBase);
        refuses(world, ZeroAmount, |world| {
            world.fill_hedge(&scene.depositor, 0, u64::MAX)
        });
        let wallet = world.wallet(&scene.depositor.key(), Kind::Call);
        world
            .fill_hedge(&scene.depositor, base / 3, u64::MAX)
            .unwrap();
        assert_eq!(world.vault_state().hedge.base_atoms, base - base / 3);
        world
            .fill_hedge(&scene.depositor, u64::MAX, u64::MAX)
            .unwrap();
        assert_eq!(
            world.wallet(&scene.depositor.key(), Kind::Call) - wallet,
            base
        );
        refuses(world, NoHedgeOrder, |world| {
            world.fill_hedge(&scene.depositor, 1, u64::MAX)
        });
    });
}

/// A tenth of a percent inside the oracle's price at first, one percent outside it after a minute.
#[test]
fn the_price_moves_to_the_filler() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        open(world);
        for (secs, cents) in [(0, 20_020), (30, 19_910), (30, 19_800)] {
            if secs > 0 {
                world.tick(secs, START_PRICE).unwrap();
            }
            let price = cents * (DOLLAR / 100);
            refuses(world, SlippageExceeded, |world| {
                world.fill_hedge(&scene.depositor, SOL, price - 1)
            });
            let wallet = world.wallet(&scene.depositor.key(), Kind::Put);
            world.fill_hedge(&scene.depositor, SOL, price).unwrap();
            assert_eq!(
                wallet - world.wallet(&scene.depositor.key(), Kind::Put),
                cents * 10_000
            );
        }
    });
}

#[test]
fn a_seller_to_the_vault_names_the_least_received() {
    on_both_with(&disarmed(), |world| {
        let scene = live(world, 500 * SOL);
        world.tick(60, 150 * DOLLAR).unwrap();
        sell_down(world, &scene);
        world.tick(60, HIGH).unwrap();
        assert_eq!(open(world).0, Side::BuyBase);
        let price = 23_976_000_000; // a tenth of a percent under 240
        refuses(world, SlippageExceeded, |world| {
            world.fill_hedge(&scene.depositor, SOL, price + 1)
        });
        world.fill_hedge(&scene.depositor, SOL, price).unwrap();
    });
}

/// Whoever came to buy from the vault does not sell to it because the order has turned.
#[test]
fn an_order_of_the_other_side_is_not_filled() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        assert_eq!(open(world).0, Side::SellBase);
        refuses(world, NoHedgeOrder, |world| {
            let (keys, vault, filler) = (world.keys, world.vault, scene.depositor.key());
            let fill = ix::fill_hedge(&keys, &vault, &filler, Side::BuyBase, SOL, 0);
            world.send(&[fill], &[&scene.depositor.wallet])
        });
    });
}

/// An order from before a halt is void: its price clock knew nothing of the move.
#[test]
fn a_halt_voids_an_open_order() {
    let mut setup = Setup::default();
    setup.vault.hedge.duration_secs = 600;
    setup.market.breaker.halt_secs = 60;
    setup.market.breaker.grace_secs = 60;
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        open(world);
        halt(world);
        reach_ramp(world);
        let order = world.vault_state().hedge;
        assert!(world.now() <= setup.vault.hedge.ends_ts(order.opened_ts));
        refuses(world, NoHedgeOrder, |world| {
            world.fill_hedge(&scene.depositor, SOL, u64::MAX)
        });
    });
}

/// An order that was sized on a wick is filled no further than the price of the fill asks for.
#[test]
fn a_fill_goes_no_further_than_the_target() {
    let mut setup = steady_disarmed();
    setup.market.book.depth_quote_per_pct = 1_000_000_000_000_000;
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        world.tick(60, START_PRICE).unwrap();
        let (side, sized) = open(world);
        assert_eq!(side, Side::SellBase);
        // The calls have gained delta since: there is less to sell, then nothing.
        world.tick(10, 203 * DOLLAR).unwrap();
        let (market, vault, now) = (world.market(), world.vault_state(), world.now());
        let fillable = vault.hedge_fillable(&market, side, now).unwrap();
        assert!(fillable > 0 && fillable < sized, "{fillable} of {sized}");
        let before = world.wallet(&scene.depositor.key(), Kind::Call);
        (world.fill_hedge(&scene.depositor, u64::MAX, u64::MAX)).unwrap();
        let bought = world.wallet(&scene.depositor.key(), Kind::Call) - before;
        assert_eq!(bought, fillable);
        assert_eq!(world.vault_state().hedge.base_atoms, sized - fillable);
        world.tick(10, HIGH).unwrap();
        refuses(world, HedgeNotDue, |world| {
            world.fill_hedge(&scene.depositor, u64::MAX, u64::MAX)
        });
    });
}
