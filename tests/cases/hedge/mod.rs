//! The vault's hedge: sized by delta, bounded by budget, priced by a Dutch order.

mod cross;
mod expiry;
mod flow;
mod order;
mod puts;
mod stale;

use ballast::{errors::BallastError::*, state::Stage};
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup, World,
};
use option_risk::{
    hedge::{self, Side},
    units::Kind,
};

use crate::{
    scenes::{disarmed, live, Sold},
    support::{on_both_with, refuses},
};

/// A price at which the sold calls have most of their delta.
pub const HIGH: u64 = 240 * DOLLAR;

/// The market's budget of base per minute at the starting price in a [`steady`] market: half a percent of two million
/// quote.
pub const BUDGET: u64 = 50 * SOL;

/// A market whose depth is the same at any volatility.
pub fn steady() -> Setup {
    let mut setup = Setup::default();
    setup.market.book.depth_vol_bps = 50_000;
    setup
}

/// As [`steady`], with a breaker that never trips.
pub fn steady_disarmed() -> Setup {
    let mut setup = disarmed();
    setup.market.book.depth_vol_bps = steady().market.book.depth_vol_bps;
    setup
}

/// Opens the vault's order and returns its side and size.
pub fn open(world: &mut World) -> (Side, u64) {
    world.open_hedge().expect("a hedge that is due");
    let order = world.vault_state().hedge;
    (order.side().expect("a side"), order.base_atoms)
}

/// Sells until no hedge is due; the vault then holds quote.
pub fn sell_down(world: &mut World, scene: &Sold) {
    let price = world.market().risk.price;
    while world.open_hedge().is_ok() {
        world
            .fill_hedge(&scene.depositor, u64::MAX, u64::MAX)
            .expect("a fill");
        world.tick(60, price).expect("a print");
    }
    refuses(world, HedgeNotDue, World::open_hedge);
}

#[test]
fn a_vault_without_a_target_does_not_hedge() {
    let mut setup = Setup::default();
    setup.vault.hedge.target_delta_bps = 0;
    on_both_with(&setup, |world| {
        live(world, 500 * SOL);
        refuses(world, HedgeDisabled, World::open_hedge);
    });
}

#[test]
fn no_hedge_is_due_inside_the_band() {
    let mut setup = Setup::default();
    setup.vault.hedge.band_bps = 5_000;
    on_both_with(&setup, |world| {
        live(world, 500 * SOL);
        refuses(world, HedgeNotDue, World::open_hedge);
    });
}

#[test]
fn the_vault_sells_what_its_calls_do_not_offset() {
    on_both_with(&disarmed(), |world| {
        let scene = live(world, 500 * SOL);
        world.tick(60, 150 * DOLLAR).unwrap();
        let assets = world.vault_state().book.assets.base;
        sell_down(world, &scene);
        let vault = world.vault_state();
        // The calls are worthless: what is left is the target, within the band.
        let held = vault.book.assets.base as f64 / assets as f64;
        assert!((0.90..=0.92).contains(&held), "{held}");
        assert!(vault.book.assets.quote > 0);
        assert!(vault.free_base() > 0);
    });
}

#[test]
fn the_vault_buys_back_when_the_price_returns() {
    on_both_with(&steady_disarmed(), |world| {
        let scene = live(world, 500 * SOL);
        world.tick(60, 150 * DOLLAR).unwrap();
        sell_down(world, &scene);
        let sold_down = world.vault_state().book;
        world.tick(60, HIGH).unwrap();
        let (side, base) = open(world);
        assert_eq!(side, Side::BuyBase);
        assert!(base <= BUDGET);
        let wallet = world.wallet(&scene.depositor.key(), Kind::Put);
        world.fill_hedge(&scene.depositor, u64::MAX, 0).unwrap();
        let book = world.vault_state().book;
        assert_eq!(book.assets.base - sold_down.assets.base, base);
        let paid = sold_down.assets.quote - book.assets.quote;
        assert_eq!(
            world.wallet(&scene.depositor.key(), Kind::Put) - wallet,
            paid
        );
        let price = hedge::dutch_price(side, HIGH, 0, &world.vault_state().params.hedge);
        let scale = world.market().scale();
        let due = scale.quote_for_base_down(base, price.unwrap().unwrap());
        assert_eq!(paid, due.unwrap());
    });
}

/// Coverage is never sold: with all of the assets locked there is nothing to sell.
#[test]
fn locked_base_is_not_for_sale() {
    let mut setup = disarmed();
    setup.vault.sale.utilisation_bps = 10_000;
    setup.market.book.depth_quote_per_pct = 1_000_000_000_000_000;
    on_both_with(&setup, |world| {
        let scene = live(world, 1_000 * SOL);
        let free = world.vault_state().free_base();
        world.tick(60, 100 * DOLLAR).unwrap();
        assert_eq!(open(world), (Side::SellBase, free)); // the premium
        world
            .fill_hedge(&scene.depositor, u64::MAX, u64::MAX)
            .unwrap();
        let vault = world.vault_state();
        assert_eq!((vault.stage, vault.free_base()), (Stage::Live, 0));
        refuses(world, HedgeNotDue, World::open_hedge);
    });
}
