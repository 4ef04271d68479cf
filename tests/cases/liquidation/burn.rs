//! Liquidation by burning options: the short is gone, not moved.

use ballast::errors::BallastError::*;
use option_risk::units::Kind;

use super::measure::{health, planned, under_water};
use crate::{
    scenes::{disarmed, short_at_limit, WRITTEN},
    support::{on_both_for_each_kind, on_both_with, refuses, refuses_with, INSUFFICIENT_FUNDS},
};

#[test]
fn a_holder_burns_and_is_paid_as_the_plan_says() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        let (series, owner) = (scene.series, scene.writer.key());
        let holder = &scene.liquidator;
        world
            .transfer_options(&scene.writer, holder, &series, WRITTEN)
            .unwrap();
        let plan = planned(world, &scene, u64::MAX);
        let (insured, wallet) = (world.insurance(kind), world.wallet(&holder.key(), kind));
        let (supply, before) = (world.supply(&series.option_mint), health(world, &scene));
        refuses(world, SlippageExceeded, |world| {
            world.liquidate_with_options(holder, &owner, &series, u64::MAX, plan.payment)
        });
        let least = plan.payment - plan.insurance_fee;
        world
            .liquidate_with_options(holder, &owner, &series, u64::MAX, least)
            .unwrap();
        assert_eq!(world.supply(&series.option_mint), supply - plan.contracts);
        assert_eq!(
            world.options(&holder.key(), &series),
            WRITTEN - plan.contracts
        );
        assert_eq!(world.wallet(&holder.key(), kind), wallet + least);
        assert_eq!(world.insurance(kind), insured + plan.insurance_fee);
        let state = world.series_state(&series);
        assert_eq!(state.open_shorts, WRITTEN - plan.contracts);
        assert_eq!(state.written, state.open_shorts);
        assert!(health(world, &scene).is_above(before));
        refuses(world, AccountHealthy, |world| {
            world.liquidate_with_options(holder, &owner, &series, u64::MAX, 0)
        });
    });
}

#[test]
fn the_healthy_are_left_alone_and_options_are_needed() {
    on_both_with(&disarmed(), |world| {
        let scene = short_at_limit(world, Kind::Put);
        let (series, owner) = (scene.series, scene.writer.key());
        world.open_options(&scene.liquidator, &series).unwrap();
        refuses(world, ZeroAmount, |world| {
            world.liquidate_with_options(&scene.liquidator, &owner, &series, 0, 0)
        });
        refuses(world, AccountHealthy, |world| {
            world.liquidate_with_options(&scene.liquidator, &owner, &series, u64::MAX, 0)
        });
        world.tick(60, crate::scenes::bad_price(Kind::Put)).unwrap();
        refuses_with(world, INSUFFICIENT_FUNDS, |world| {
            world.liquidate_with_options(&scene.liquidator, &owner, &series, u64::MAX, 0)
        });
    });
}
