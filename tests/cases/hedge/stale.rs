//! Orders that are over: anybody closes them, nobody fills them.

use ballast::{errors::BallastError::*, state::HedgeOrder};
use ballast_harness::{setup::SOL, World};

use super::open;
use crate::{
    scenes::{halt, live, START_PRICE},
    support::{on_both, refuses},
};

#[test]
fn an_expired_order_is_closed_by_anyone() {
    on_both(|world| {
        live(world, 500 * SOL);
        refuses(world, NoStaleOrder, World::close_orders);
        open(world);
        refuses(world, NoStaleOrder, World::close_orders);
        world.tick(60, START_PRICE).unwrap();
        refuses(world, NoStaleOrder, World::close_orders);
        world.advance(1); // no fresh print is needed
        world.close_orders().unwrap();
        assert_eq!(world.vault_state().hedge, HedgeOrder::default());
        refuses(world, NoStaleOrder, World::close_orders);
    });
}

/// Void since the halt began, though its time is not over.
#[test]
fn a_halt_makes_an_order_stale() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        open(world);
        halt(world);
        let price = world.market().risk.price;
        world.set_price(price);
        refuses(world, BreakerHalted, |world| {
            world.fill_hedge(&scene.depositor, SOL, u64::MAX)
        });
        world.close_orders().unwrap();
        assert_eq!(world.vault_state().hedge.base_atoms, 0);
    });
}
