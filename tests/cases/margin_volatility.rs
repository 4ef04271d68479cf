//! Margin and volatility: a spike raises what new risk costs at once, and what is already on hardly at all.

use ballast::errors::BallastError::*;
use ballast_client::option_math::Vol;
use ballast_harness::{setup::DOLLAR, World};
use option_risk::{breaker::Stage, units::Kind};

use crate::{
    scenes::{disarmed, rich_writer, short_at_limit, START_PRICE, WRITTEN},
    support::{on_both_for_each_kind, on_both_with, refuses},
};

/// Percentage points of volatility.
fn points(vol: Vol) -> f64 {
    vol.0.to_num::<f64>() * 100.0
}

/// The grid's volatilities: of maintenance, and of initial margin.
fn vols(world: &mut World) -> [f64; 2] {
    let now = world.now();
    let view = world.market().view(now).unwrap();
    [points(view.maintenance_vol), points(view.initial_vol)]
}

/// An hour of 1.5% up and down every minute, ending where it began: volatility and nothing else.
fn shake(world: &mut World) {
    for minute in 0..60 {
        let price = match minute % 2 {
            0 => START_PRICE * 1_015 / 1_000,
            _ => START_PRICE,
        };
        world.tick(60, price).unwrap();
    }
}

#[test]
fn a_spike_calls_nobody_but_prices_new_risk() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let owner = scene.writer.key();
        world.hold(600, 60, START_PRICE).unwrap();
        let (before, calm) = (vols(world), world.health(&owner, kind));
        shake(world);
        let (after, shaken) = (vols(world), world.health(&owner, kind));
        // Half a point an hour at most for what is on; the rest at once for what is new.
        assert!(after[0] - before[0] <= 0.51, "{before:?} {after:?}");
        assert!(after[1] - before[1] > 50.0, "{before:?} {after:?}");
        let rise = |of: fn(&ballast_client::views::Health) -> u64| {
            of(&shaken) as f64 / of(&calm) as f64 - 1.0
        };
        let (maintenance, initial) = (
            rise(|health| health.maintenance.required),
            rise(|health| health.initial.required),
        );
        assert!(maintenance < 0.02, "maintenance rose by {maintenance}");
        assert!(initial > 0.25, "initial rose by {initial}");
        refuses(world, AccountHealthy, |world| world.flag(&owner, kind));
        refuses(world, InsufficientMargin, |world| {
            world.withdraw(&scene.writer, kind, 1)
        });
        // New risk of the same size now needs more than the limit that let this one in.
        let fresh = rich_writer(world, kind);
        world.write(&fresh, &scene.series, WRITTEN).unwrap();
        let needed = world.health(&fresh.key(), kind).initial.required;
        assert!(needed > calm.initial.required * 5 / 4);
    });
}

/// The day after a spike the slow estimate has moved, and maintenance has followed at half a point an hour.
#[test]
fn maintenance_follows_at_its_own_pace() {
    on_both_with(&disarmed(), |world| {
        let scene = short_at_limit(world, Kind::Put);
        let _ = scene;
        world.hold(600, 60, START_PRICE).unwrap();
        let mut last = vols(world)[0];
        let start = last;
        for _ in 0..6 {
            shake(world);
            let now = vols(world)[0];
            assert!((now - last).abs() <= 0.51, "{last} to {now} in an hour");
            last = now;
        }
        assert!(last > start + 1.0, "{start} to {last} in six hours");
    });
}

/// Throttle and reopening ask for a quarter more of who takes collateral out.
#[test]
fn stressed_margin_binds_withdrawals() {
    let mut setup = ballast_harness::Setup::default();
    setup.market.breaker.throttle_secs = 1_800;
    on_both_with(&setup, |world| {
        let kind = Kind::Put;
        let scene = short_at_limit(world, kind);
        let owner = scene.writer.key();
        let ordinary = world.health(&owner, kind).initial.required;
        world.tick(60, 191 * DOLLAR).unwrap();
        assert_eq!(world.market().risk.breaker.stage(), Stage::Throttle);
        world.hold(240, 60, START_PRICE).unwrap();
        let stressed = world.health(&owner, kind).initial.required;
        assert!(
            stressed > ordinary * 12 / 10,
            "{stressed} beside {ordinary}"
        );
        world
            .deposit(&scene.writer, &owner, kind, stressed - ordinary)
            .unwrap();
        refuses(world, InsufficientMargin, |world| {
            world.withdraw(&scene.writer, kind, 1_000_000)
        });
    });
}
