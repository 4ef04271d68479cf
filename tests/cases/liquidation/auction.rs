//! The liquidation auction: who may be flagged, how the bonus grows, when its clock stands still.

use ballast::errors::BallastError::*;
use ballast_harness::{setup::DOLLAR, Setup, World};
use option_risk::{breaker::Stage, units::Kind};

use super::measure::{bonus_bps, liquidate, planned, under_water};
use crate::{
    scenes::{bad_price, crash, disarmed, reach_ramp, short_at_limit, Short},
    support::{on_both_for_each_kind, on_both_with, refuses},
};

fn flag(world: &mut World, scene: &Short) {
    let owner = scene.writer.key();
    world.flag(&owner, scene.series.kind).expect("a flag");
}

#[test]
fn only_the_unhealthy_are_flagged_and_only_once() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let owner = scene.writer.key();
        refuses(world, AccountHealthy, |world| world.flag(&owner, kind));
        refuses(world, NotFlagged, |world| world.unflag(&owner, kind));
        world.tick(60, bad_price(kind)).unwrap();
        flag(world, &scene);
        refuses(world, AlreadyFlagged, |world| world.flag(&owner, kind));
        refuses(world, StillUnhealthy, |world| world.unflag(&owner, kind));
        let health = world.health(&owner, kind);
        let missing = health.maintenance.required - health.collateral;
        world
            .deposit(&scene.liquidator, &owner, kind, missing)
            .unwrap();
        world.unflag(&owner, kind).unwrap();
        assert_eq!(world.margin(&owner, kind).unwrap().flagged_ts, 0);
        refuses(world, AccountHealthy, |world| world.flag(&owner, kind));
    });
}

/// From 1% to 10% of the requirement freed in a quarter of an hour.
#[test]
fn the_bonus_grows_while_nobody_liquidates() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        flag(world, &scene);
        for (secs, bonus) in [(0, 100), (450, 550), (450, 1_000), (900, 1_000)] {
            world.hold(secs, 60, bad_price(kind)).unwrap();
            assert_eq!(bonus_bps(world, &scene), bonus);
        }
        let plan = planned(world, &scene, u64::MAX);
        let owner = scene.writer.key();
        let before = world.margin(&owner, kind).unwrap();
        liquidate(world, &scene, u64::MAX);
        let after = world.margin(&owner, kind).unwrap();
        assert_eq!(before.collateral - after.collateral, plan.payment);
        assert!(plan.bonus() > 0);
        // Healthy again: the auction is over.
        assert_eq!(after.flagged_ts, 0);
    });
}

/// Nobody need flag first; the clock then starts with the first liquidation.
#[test]
fn a_liquidation_flags_by_itself() {
    on_both_with(&disarmed(), |world| {
        let scene = under_water(world, Kind::Put);
        assert_eq!(bonus_bps(world, &scene), 100);
        liquidate(world, &scene, 1_000_000_000);
        let account = world.margin(&scene.writer.key(), Kind::Put).unwrap();
        assert_eq!(account.flagged_ts, world.now());
    });
}

/// A flag that nobody acted on or took back does not hand out the full bonus weeks later.
#[test]
fn an_old_flag_lapses() {
    on_both_with(&disarmed(), |world| {
        let scene = under_water(world, Kind::Put);
        flag(world, &scene);
        let lapse = i64::from(world.market().params.liquidation.auction_lapse_secs);
        world.hold(lapse, 3_600, bad_price(Kind::Put)).unwrap();
        assert_eq!(bonus_bps(world, &scene), 100);
        // Half a day has taken its share of the option's value.
        world.tick(60, bad_price(Kind::Put) - 5 * DOLLAR).unwrap();
        flag(world, &scene);
        assert_eq!(bonus_bps(world, &scene), 100);
    });
}

/// Whoever is let write again is not in an auction.
#[test]
fn passing_initial_margin_ends_the_auction() {
    on_both_with(&disarmed(), |world| {
        let scene = under_water(world, Kind::Put);
        flag(world, &scene);
        let owner = scene.writer.key();
        world
            .deposit(&scene.writer, &owner, Kind::Put, 20_000_000_000)
            .unwrap();
        world.withdraw(&scene.writer, Kind::Put, 1).unwrap();
        assert_eq!(world.margin(&owner, Kind::Put).unwrap().flagged_ts, 0);
    });
}

#[test]
fn the_clock_stands_still_in_a_halt_and_its_grace() {
    on_both_with(&Setup::default(), |world| {
        let scene = short_at_limit(world, Kind::Put);
        let owner = scene.writer.key();
        crash(world);
        // The flag's own observation trips the breaker: both are recorded.
        flag(world, &scene);
        assert_eq!(world.market().risk.breaker.stage(), Stage::Halted);
        refuses(world, BreakerHalted, |world| {
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
        let flagged_ts = world.now();
        reach_ramp(world);
        assert!(world.now() - flagged_ts > 300);
        assert_eq!(bonus_bps(world, &scene), 100);
        let price = world.market().risk.price;
        world.hold(90, 30, price).unwrap();
        assert_eq!(bonus_bps(world, &scene), 190);
    });
}

/// Whoever comes second finds a healthy account and pays nothing but the fee.
#[test]
fn of_two_liquidators_the_second_is_told_so() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        let owner = scene.writer.key();
        let second = crate::scenes::rich_writer(world, kind);
        liquidate(world, &scene, u64::MAX);
        refuses(world, AccountHealthy, |world| {
            world.liquidate(&second, &owner, &scene.series, u64::MAX)
        });
    });
}
