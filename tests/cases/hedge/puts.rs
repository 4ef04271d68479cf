//! The hedge of a vault of puts: what it has sold makes it long, and it holds quote.

use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup, World,
};
use option_risk::{hedge::Side, units::Kind};

use super::{open, sell_down, steady_disarmed};
use crate::{
    scenes::{live, Sold, START_PRICE},
    support::on_both_with,
};

/// A live vault of puts that steers to a delta.
fn puts(world: &mut World, target_delta_bps: u32) -> Sold {
    let mut params = Setup::default().vault;
    params.hedge.target_delta_bps = target_delta_bps;
    world.vault = world.create_vault(1, Kind::Put, params).expect("a vault");
    live(world, 500 * SOL)
}

/// Under its target it buys base with quote that covers nothing, and never touches coverage.
#[test]
fn it_buys_with_free_quote_only() {
    let mut setup = steady_disarmed();
    setup.market.book.depth_quote_per_pct = 1_000_000_000_000_000;
    on_both_with(&setup, |world| {
        let scene = puts(world, 9_000);
        let (side, base) = open(world);
        assert_eq!(side, Side::BuyBase);
        let before = world.vault_state();
        world.fill_hedge(&scene.depositor, u64::MAX, 0).unwrap();
        let after = world.vault_state();
        assert_eq!(after.book.assets.base, base);
        assert!(after.book.assets.quote < before.book.assets.quote);
        assert!(after.book.assets.quote >= after.sale.coverage);
        after.invariant().unwrap();
    });
}

/// As the price falls the puts make it longer: it sells the base it has, and no more than that.
#[test]
fn it_sells_what_it_holds_as_its_puts_come_into_the_money() {
    on_both_with(&steady_disarmed(), |world| {
        let scene = puts(world, 1_500);
        let (side, _) = open(world);
        assert_eq!(side, Side::BuyBase);
        world.fill_hedge(&scene.depositor, u64::MAX, 0).unwrap();
        let held = world.vault_state().book.assets.base;
        world.tick(60, START_PRICE - 50 * DOLLAR).unwrap();
        let (side, base) = open(world);
        assert_eq!(side, Side::SellBase);
        assert!(base <= held);
        (world.fill_hedge(&scene.depositor, u64::MAX, u64::MAX)).unwrap();
        sell_down(world, &scene);
        assert_eq!(world.vault_state().book.assets.base, 0);
    });
}
