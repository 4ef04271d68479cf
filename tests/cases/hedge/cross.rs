//! Vaults that want opposite sides trade with each other, at the oracle's price and before anybody else.

use ballast::{errors::BallastError::*, state::Amounts};
use ballast_client::VaultKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup, World,
};
use option_risk::{hedge::Side, units::Kind};

use super::{open, steady, steady_disarmed};
use crate::{
    scenes::{halt, live, reach_ramp, Sold, START_PRICE},
    support::{on_both_with, refuses},
};

/// The calls' vault, which sells, and a vault of puts, which buys; both live.
fn both(world: &mut World) -> (VaultKeys, VaultKeys, Sold) {
    let seller = world.vault;
    let scene = live(world, 500 * SOL);
    let mut params = Setup::default().vault;
    params.hedge.target_delta_bps = 1_500;
    world.vault = world.create_vault(1, Kind::Put, params).expect("a vault");
    live(world, 500 * SOL);
    let buyer = std::mem::replace(&mut world.vault, seller);
    world.tick(10, START_PRICE).expect("a print");
    (seller, buyer, scene)
}

fn wanted(world: &mut World, vault: &VaultKeys) -> (Side, u64) {
    let (market, now) = (world.market(), world.now());
    let order = world.vault_of(vault).hedge_wanted(&market, now);
    let order = order.expect("a Greek").expect("a hedge that is due");
    (order.side, order.base_atoms)
}

/// Base and quote in a vault's own token accounts.
fn held(world: &mut World, vault: &VaultKeys) -> Amounts {
    Amounts {
        base: world.tokens(&vault.base_account),
        quote: world.tokens(&vault.quote_account),
    }
}

#[test]
fn the_smaller_want_changes_hands_at_the_oracles_price() {
    on_both_with(&steady_disarmed(), |world| {
        let (seller, buyer, _) = both(world);
        let ((sells, most), (buys, wants)) = (wanted(world, &seller), wanted(world, &buyer));
        assert_eq!((sells, buys), (Side::SellBase, Side::BuyBase));
        let base = most.min(wants);
        let before = [seller, buyer].map(|vault| world.vault_of(&vault).book.assets);
        let tokens = [seller, buyer].map(|vault| held(world, &vault));
        let used = world.market().hedge_flow;
        world.cross_hedges(&seller, &buyer).unwrap();
        let after = [seller, buyer].map(|vault| world.vault_of(&vault).book.assets);
        let quote = (u128::from(base) * 200_000_000).div_ceil(1_000_000_000) as u64;
        assert_eq!(before[0].base - after[0].base, base);
        assert_eq!(after[1].base - before[1].base, base);
        assert_eq!(after[0].quote - before[0].quote, quote);
        assert_eq!(before[1].quote - after[1].quote, quote);
        // Each vault holds what its book says it traded: base there, quote back.
        let sold = Amounts {
            base: tokens[0].base - base,
            quote: tokens[0].quote + quote,
        };
        let bought = Amounts {
            base: tokens[1].base + base,
            quote: tokens[1].quote - quote,
        };
        assert_eq!(
            [seller, buyer].map(|vault| held(world, &vault)),
            [sold, bought]
        );
        // No market saw it: the budget is whole.
        assert_eq!(world.market().hedge_flow, used);
        refuses(world, NothingToCross, |world| {
            world.cross_hedges(&seller, &buyer)
        });
    });
}

#[test]
fn open_orders_shrink_by_what_was_crossed() {
    on_both_with(&steady_disarmed(), |world| {
        let (seller, buyer, _) = both(world);
        let (_, order) = open(world);
        let crossed = wanted(world, &seller).1.min(wanted(world, &buyer).1);
        world.cross_hedges(&seller, &buyer).unwrap();
        let left = world.vault_of(&seller).hedge.base_atoms;
        assert_eq!(left, order.saturating_sub(crossed));
    });
}

#[test]
fn only_opposite_sides_cross() {
    on_both_with(&steady_disarmed(), |world| {
        let (seller, buyer, _) = both(world);
        refuses(world, NothingToCross, |world| {
            world.cross_hedges(&buyer, &seller)
        });
        let mut params = Setup::default().vault;
        params.hedge.target_delta_bps = 0;
        let idle = world.create_vault(2, Kind::Call, params).unwrap();
        refuses(world, HedgeDisabled, |world| {
            world.cross_hedges(&seller, &idle)
        });
        let open = world
            .create_vault(3, Kind::Call, Setup::default().vault)
            .unwrap();
        refuses(world, WrongStage, |world| world.cross_hedges(&open, &buyer));
    });
}

/// A few seconds belong to the vaults; then anybody may fill, and the price's clock starts.
#[test]
fn vaults_come_first() {
    let mut setup = steady_disarmed();
    setup.vault.hedge.crossing_secs = 5;
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        open(world);
        for _ in 0..5 {
            refuses(world, CrossingFirst, |world| {
                world.fill_hedge(&scene.depositor, SOL, u64::MAX)
            });
            world.tick(1, START_PRICE).unwrap();
        }
        let before = world.wallet(&scene.depositor.key(), Kind::Put);
        world.fill_hedge(&scene.depositor, SOL, u64::MAX).unwrap();
        let paid = before - world.wallet(&scene.depositor.key(), Kind::Put);
        assert_eq!(paid, 200_200_000); // a tenth of a percent inside: its clock stands at zero
        world.tick(60, START_PRICE).unwrap();
        world.fill_hedge(&scene.depositor, SOL, u64::MAX).unwrap();
        world.tick(1, START_PRICE).unwrap();
        refuses(world, NoHedgeOrder, |world| {
            world.fill_hedge(&scene.depositor, SOL, u64::MAX)
        });
    });
}

/// No hedge lands in a halt, not even between vaults; nor on the print that trips.
#[test]
fn nothing_crosses_in_a_halt() {
    on_both_with(&steady(), |world| {
        let (seller, buyer, _) = both(world);
        world.advance(60);
        world.set_price(150 * DOLLAR);
        refuses(world, BreakerTripped, |world| {
            world.cross_hedges(&seller, &buyer)
        });
        halt(world);
        world.set_price(150 * DOLLAR);
        refuses(world, BreakerHalted, |world| {
            world.cross_hedges(&seller, &buyer)
        });
        reach_ramp(world);
        // Both have base to give now: they want the same side.
        refuses(world, NothingToCross, |world| {
            world.cross_hedges(&seller, &buyer)
        });
    });
}
