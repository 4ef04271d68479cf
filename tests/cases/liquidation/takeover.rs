//! What a takeover moves.

use ballast_harness::setup::{DOLLAR, SOL};
use option_risk::units::Kind;

use super::measure::{health, liquidate, planned, under_water};
use crate::{
    scenes::{bad_price, disarmed, plenty, rich_writer, short_at_limit, WRITTEN},
    spreads::spread,
    support::{on_both_for_each_kind, on_both_with},
};

#[test]
fn a_takeover_is_the_planned_one_and_balances() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        let plan = planned(world, &scene, u64::MAX);
        let (writer, liquidator) = (scene.writer.key(), scene.liquidator.key());
        let fund = world.keys.insurance(kind);
        let before = [writer, liquidator].map(|key| world.margin(&key, kind).unwrap());
        let (insured, health_before) = (world.tokens(&fund), health(world, &scene));
        liquidate(world, &scene, u64::MAX);
        let after = [writer, liquidator].map(|key| world.margin(&key, kind).unwrap());

        assert!(plan.contracts > 0 && plan.contracts < WRITTEN);
        let series = scene.series.series;
        assert_eq!(after[0].short_of(&series), WRITTEN - plan.contracts);
        assert_eq!(after[1].short_of(&series), plan.contracts);
        let received = after[1].collateral - before[1].collateral;
        let fee = world.tokens(&fund) - insured;
        assert_eq!(before[0].collateral - after[0].collateral, plan.payment);
        assert_eq!(received + fee, plan.payment);
        assert!(plan.payment > plan.mark);
        assert!(plan.payment - plan.mark <= plan.mark * 500 / 10_000);
        assert_eq!(fee, (plan.payment - plan.mark).div_ceil(10));

        let health_after = health(world, &scene);
        assert!(health_after.is_above(health_before));
        assert_eq!(
            (health_before.bps(), health_after.bps()),
            (plan.health_before_bps, plan.health_after_bps)
        );
        // Just enough: the target, and not a basis point more.
        assert!(
            (11_500..=11_501).contains(&health_after.bps()),
            "{health_after:?}"
        );
    });
}

#[test]
fn two_liquidators_share_and_pay_no_more_than_one() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        let second = rich_writer(world, kind);
        let whole = planned(world, &scene, u64::MAX);
        let bite = whole.contracts / 10;
        let owner = scene.writer.key();
        let start = world.margin(&owner, kind).unwrap();
        let mut last = health(world, &scene);
        liquidate(world, &scene, bite);
        let account = world.margin(&owner, kind).unwrap();
        assert_eq!(account.short_of(&scene.series.series), WRITTEN - bite);
        assert!(health(world, &scene).is_above(last));
        last = health(world, &scene);
        world
            .liquidate(&second, &owner, &scene.series, u64::MAX)
            .unwrap();
        assert!(health(world, &scene).is_above(last));
        let end = world.margin(&owner, kind).unwrap();
        let taken = WRITTEN - end.short_of(&scene.series.series);
        let paid = start.collateral - end.collateral;
        // Per contract, no more than in one go; the second bite may be an atom off.
        let one_go = u128::from(whole.payment) * u128::from(taken);
        let in_parts = u128::from(paid) * u128::from(whole.contracts);
        assert!(in_parts <= one_go + u128::from(whole.contracts));
    });
}

/// An account that is worth nothing any more is taken over for what it has.
#[test]
fn an_insolvent_account_pays_no_more_than_it_has() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let price = match kind {
            Kind::Call => 400 * DOLLAR,
            Kind::Put => 100 * DOLLAR,
        };
        world.tick(60, price).unwrap();
        let before = health(world, &scene);
        let plan = planned(world, &scene, u64::MAX);
        assert!(plan.payment < plan.mark);
        assert_eq!(plan.insurance_fee, 0);
        liquidate(world, &scene, WRITTEN / 2);
        assert!(health(world, &scene).is_above(before));
        liquidate(world, &scene, u64::MAX);
        let account = world.margin(&scene.writer.key(), kind).unwrap();
        assert!(account.is_flat());
        assert_eq!(account.collateral, 0);
    });
}

/// Several legs are judged together; taking part of either one raises health.
#[test]
fn health_rises_with_several_legs() {
    on_both_with(&disarmed(), |world| {
        let kind = Kind::Put;
        let mut scene = short_at_limit(world, kind);
        let near = scene.series;
        let far = world
            .create_series(kind, 175 * DOLLAR, near.expiry_ts)
            .unwrap();
        let owner = scene.writer.key();
        world
            .deposit(&scene.writer, &owner, kind, plenty(kind) / 4)
            .unwrap();
        world.write(&scene.writer, &far, WRITTEN).unwrap();
        let state = world.health(&owner, kind);
        let spare = state.collateral - state.initial.required;
        world.withdraw(&scene.writer, kind, spare).unwrap();
        world.tick(60, bad_price(kind)).unwrap();
        for series in [far, near] {
            scene.series = series;
            let before = health(world, &scene);
            assert!(before.bps() < 10_000, "{before:?}");
            liquidate(world, &scene, 2 * SOL);
            assert!(health(world, &scene).is_above(before));
        }
    });
}

/// Half of the short is offset, so half an option goes with each contract; what else the account has in that series, a
/// short of its own with the options against it, stays.
#[test]
fn what_offsets_a_short_goes_with_it_in_proportion() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = spread(world, kind);
        let (writer, owner) = (&scene.writer, scene.writer.key());
        let (own, bite) = (10 * SOL, WRITTEN / 4);
        world.write(writer, &scene.far, own).unwrap();
        (world.deposit_options(writer, &scene.far, WRITTEN / 2 + own)).unwrap();
        let health = world.health(&owner, kind);
        let spare = health.collateral - health.initial.required;
        world.withdraw(writer, kind, spare).unwrap();
        let price = match kind {
            Kind::Call => 260 * DOLLAR,
            Kind::Put => 140 * DOLLAR,
        };
        world.tick(60, price).unwrap();
        let liquidator = rich_writer(world, kind);
        world
            .liquidate(&liquidator, &owner, &scene.near, bite)
            .unwrap();
        let (near, far) = (scene.near.series, scene.far.series);
        let positions = [owner, liquidator.key()].map(|key| {
            let account = world.margin(&key, kind).unwrap();
            let far = (account.short_of(&far), account.long_of(&far));
            (account.short_of(&near), far)
        });
        let left = (WRITTEN - bite, (own, WRITTEN / 2 + own - bite / 2));
        assert_eq!(positions, [left, (bite, (0, bite / 2))]);
    });
}
