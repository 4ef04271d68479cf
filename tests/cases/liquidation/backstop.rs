//! The insurance fund: who adds to it, what it takes over, how it pays, and what is left for the holders.

use ballast::errors::BallastError::*;
use ballast_client::SeriesKeys;
use ballast_harness::{setup::DOLLAR, Actor, World};
use option_risk::{breaker::Stage, units::Kind};

use super::measure::under_water;
use crate::{
    scenes::{
        disarmed, plenty, reach_agreement, reach_expiry, rich, short_at_limit, START_PRICE, WRITTEN,
    },
    support::{on_both, on_both_for_each_kind, on_both_with, refuses},
};

/// A price at which the writer at the limit is worth less than nothing.
fn ruinous(kind: Kind) -> u64 {
    match kind {
        Kind::Call => 400 * DOLLAR,
        Kind::Put => 100 * DOLLAR,
    }
}

/// Everything of a kind's collateral that these wallets and the program hold.
fn all_atoms(world: &mut World, kind: Kind, actors: &[&Actor], series: &[SeriesKeys]) -> u64 {
    let mut sum = world.insurance(kind) + world.tokens(&world.keys.custody(kind));
    for actor in actors {
        sum += world.wallet(&actor.key(), kind);
    }
    for series in series {
        sum += world.tokens(&series.pool);
    }
    sum
}

#[test]
fn anyone_adds_to_the_fund() {
    on_both(|world| {
        for kind in Kind::ALL {
            let friend = rich(world);
            let before = world.insurance(kind);
            refuses(world, ZeroAmount, |world| {
                world.fund_insurance(&friend, kind, 0)
            });
            world.fund_insurance(&friend, kind, 12_345).unwrap();
            assert_eq!(world.insurance(kind), before + 12_345);
        }
    });
}

#[test]
fn only_the_worthless_are_taken_over() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let owner = scene.writer.key();
        world.open_backstop(kind).unwrap();
        refuses(world, AccountSolvent, |world| {
            world.backstop(&owner, &scene.series)
        });
        world.tick(60, crate::scenes::bad_price(kind)).unwrap();
        refuses(world, AccountSolvent, |world| {
            world.backstop(&owner, &scene.series)
        });
        // A wick takes nobody's account: the stable price has to agree.
        world.tick(60, ruinous(kind)).unwrap();
        refuses(world, OracleDivergesFromStable, |world| {
            world.backstop(&owner, &scene.series)
        });
        reach_agreement(world, ruinous(kind));
        let collateral = world.margin(&owner, kind).unwrap().collateral;
        world.backstop(&owner, &scene.series).unwrap();
        let (taken, left) = (
            world.backstop_state(kind).unwrap(),
            world.margin(&owner, kind).unwrap(),
        );
        assert!(left.is_empty());
        assert_eq!(left.flagged_ts, 0);
        assert_eq!(taken.short_of(&scene.series.series), WRITTEN);
        assert_eq!(taken.collateral, collateral);
        refuses(world, AccountSolvent, |world| {
            world.backstop(&owner, &scene.series)
        });
        // The fund's own account is run to settlement.
        let fund = world.keys.insurance_authority();
        refuses(world, BackstopAccount, |world| world.flag(&fund, kind));
        refuses(world, BackstopAccount, |world| {
            world.liquidate(&scene.liquidator, &fund, &scene.series, u64::MAX)
        });
        refuses(world, AccountNotEmpty, |world| world.sweep_backstop(kind));
    });
}

/// No market flow: it acts while liquidations may not.
#[test]
fn a_backstop_acts_in_a_halt() {
    on_both(|world| {
        let scene = short_at_limit(world, Kind::Put);
        let owner = scene.writer.key();
        world.open_backstop(Kind::Put).unwrap();
        let is_worthless = |world: &mut World| {
            let health = world.health(&owner, Kind::Put);
            health.is_insolvent()
        };
        while !is_worthless(world) {
            let price = world.market().risk.price - DOLLAR;
            world.tick(3_600, price).unwrap();
        }
        // Enough to halt, too little for the stable price to disagree.
        let price = world.market().risk.price * 915 / 1_000;
        world.tick(60, price).unwrap();
        assert_eq!(world.market().risk.breaker.stage(), Stage::Halted);
        refuses(world, BreakerHalted, |world| {
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
        world.backstop(&owner, &scene.series).unwrap();
        assert!(world.margin(&owner, Kind::Put).unwrap().is_empty());
    });
}

/// Collateral first, then the fund, then the holders: every atom is somewhere.
#[test]
fn a_ruin_runs_down_the_waterfall() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let (series, writer, holder) = (scene.series, &scene.writer, &scene.liquidator);
        let owner = writer.key();
        world
            .transfer_options(writer, holder, &series, WRITTEN / 4)
            .unwrap();
        world.open_backstop(kind).unwrap();
        world
            .fund_insurance(holder, kind, plenty(kind) / 1_000)
            .unwrap();
        let total = all_atoms(world, kind, &[writer, holder], &[series]);
        reach_agreement(world, ruinous(kind));
        world.backstop(&owner, &series).unwrap();
        reach_expiry(world, series.expiry_ts, ruinous(kind));
        world.settle_series(&series).unwrap();
        let fund = world.keys.insurance_authority();
        world.settle_short(&fund, &series).unwrap();
        assert_eq!(world.insurance(kind), 0);
        let state = world.series_state(&series);
        assert!(state.shortfall > 0);
        assert!(state.pool_atoms > plenty(kind) / 1_000);
        let mut paid = Vec::new();
        for (actor, contracts) in [(holder, WRITTEN / 4), (writer, WRITTEN / 4 * 3)] {
            let before = world.wallet(&actor.key(), kind);
            world.redeem(actor, &series, contracts).unwrap();
            paid.push(world.wallet(&actor.key(), kind) - before);
        }
        // Pro rata: a quarter is a quarter, to the atom.
        assert!((3 * paid[0]).abs_diff(paid[1]) <= 3, "{paid:?}");
        assert_eq!(all_atoms(world, kind, &[writer, holder], &[series]), total);
    });
}

/// What the fund's account has left when the market came back is the fund's.
#[test]
fn a_recovery_is_the_funds() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let (series, owner) = (scene.series, scene.writer.key());
        world.open_backstop(kind).unwrap();
        refuses(world, ZeroAmount, |world| world.sweep_backstop(kind));
        reach_agreement(world, ruinous(kind));
        world.backstop(&owner, &series).unwrap();
        let collateral = world.backstop_state(kind).unwrap().collateral;
        reach_expiry(world, series.expiry_ts, START_PRICE);
        world.settle_series(&series).unwrap();
        let fund = world.keys.insurance_authority();
        world.settle_short(&fund, &series).unwrap();
        world.sweep_backstop(kind).unwrap();
        assert_eq!(world.insurance(kind), collateral);
        assert!(world.backstop_state(kind).unwrap().is_empty());
    });
}

/// Of the bonus and of every sale's premium a share goes to the fund.
#[test]
fn liquidations_feed_the_fund() {
    on_both_with(&disarmed(), |world| {
        let scene = under_water(world, Kind::Put);
        let before = world.insurance(Kind::Put);
        super::measure::liquidate(world, &scene, u64::MAX);
        assert!(world.insurance(Kind::Put) > before);
    });
}
