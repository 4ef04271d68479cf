//! What a liquidation is measured by.

use ballast_harness::World;
use option_risk::{
    liquidation::{self, Plan},
    margin::health_bps,
    units::Kind,
};

use crate::scenes::{bad_price, short_at_limit, Short};

/// The takeover the risk library plans now, given the market's last print.
pub fn planned(world: &mut World, scene: &Short, max_contracts: u64) -> Plan {
    let (market, now) = (world.market(), world.now());
    let kind = scene.series.kind;
    let account = world.margin(&scene.writer.key(), kind).unwrap();
    let (legs, index) = account.legs(Some(&scene.series.series));
    liquidation::plan(
        &liquidation::Account {
            kind,
            collateral: account.collateral,
            legs: &legs,
        },
        index.expect("a leg"),
        &market.view(now).unwrap(),
        &market.params.margin,
        &market.params.liquidation,
        max_contracts,
    )
    .expect("a plan")
}

/// Collateral of the writer over its maintenance requirement; exact, where basis points hide an atom.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    pub collateral: u64,
    pub required: u64,
}

impl Ratio {
    pub fn bps(self) -> u64 {
        health_bps(self.collateral, self.required)
    }

    pub fn is_above(self, other: Self) -> bool {
        u128::from(self.collateral) * u128::from(other.required)
            > u128::from(other.collateral) * u128::from(self.required)
    }
}

/// The writer's health now.
pub fn health(world: &mut World, scene: &Short) -> Ratio {
    let health = world.health(&scene.writer.key(), scene.series.kind);
    Ratio {
        collateral: health.collateral,
        required: health.maintenance.required,
    }
}

/// A short under water, observed.
pub fn under_water(world: &mut World, kind: Kind) -> Short {
    let scene = short_at_limit(world, kind);
    world.tick(60, bad_price(kind)).unwrap();
    assert!(world.health(&scene.writer.key(), kind).is_liquidatable());
    scene
}

pub fn liquidate(world: &mut World, scene: &Short, max_contracts: u64) {
    let (liquidator, owner) = (&scene.liquidator, scene.writer.key());
    world
        .liquidate(liquidator, &owner, &scene.series, max_contracts)
        .expect("a liquidation");
}
