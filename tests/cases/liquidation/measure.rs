//! What a liquidation is measured by.

use ballast_client::views;
use ballast_harness::World;
use option_risk::{
    liquidation::{Means, Plan},
    margin::health_bps,
    units::Kind,
};

use crate::scenes::{bad_price, short_at_limit, Short};

/// The takeover the client plans now, given the market's last print.
pub fn planned(world: &mut World, scene: &Short, max_contracts: u64) -> Plan {
    let (market, now) = (world.market(), world.now());
    let series = &scene.series;
    let account = world.margin(&scene.writer.key(), series.kind).unwrap();
    let means = Means::Takeover;
    views::liquidation(&market, &account, &series.series, means, max_contracts, now)
        .expect("a plan")
        .plan
}

/// The bonus of the writer's auction now.
pub fn bonus_bps(world: &mut World, scene: &Short) -> u32 {
    let (market, now) = (world.market(), world.now());
    let account = world.margin(&scene.writer.key(), scene.series.kind);
    views::auction_bonus_bps(&market, &account.expect("an account"), now)
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
