//! Margin with offsets: every scenario of the grid for every one of eight positions, inside one liquidation.

use anyhow::Result;
use ballast_harness::{
    setup::{SOL, USDC},
    World,
};
use option_risk::units::Kind;

use super::worst::{draw_down, ladder};

/// Contracts of a short.
const SHORT: u64 = 50 * SOL;
/// Of the option further out held against it: a spread of equal sizes has its greatest loss behind it and never falls.
const LONG: u64 = 20 * SOL;

/// An account short of four series and holding four further out is drawn down, flagged and liquidated, the option that
/// offsets it going with the short.
pub fn liquidate(world: &mut World, kind: Kind) -> Result<()> {
    let price = world.market().risk.price;
    world.hold(6 * 3_600, 600, price)?;
    let amount = match kind {
        Kind::Call => 5_000 * SOL,
        Kind::Put => 1_000_000 * USDC,
    };
    let writer = world.actor(amount, amount)?;
    let other = world.actor(amount, amount)?;
    let liquidator = world.actor(amount, amount)?;
    for actor in [&writer, &other, &liquidator] {
        world.open_margin(actor, kind, amount)?;
    }
    let ladder = ladder(world, kind, price)?;
    let (near, far) = ladder.split_at(ladder.len() / 2);
    for series in far {
        world.write(&other, series, LONG)?;
        world.transfer_options(&other, &writer, series, LONG)?;
        world.deposit_options(&writer, series, LONG)?;
    }
    for series in near {
        world.write(&writer, series, SHORT)?;
    }
    draw_down(world, &writer, kind)?;
    let owner = writer.key();
    // A percent an hour: too slow for the breaker.
    while !world.health(&owner, kind).is_liquidatable() {
        let price = world.market().risk.price;
        let moved = match kind {
            Kind::Call => price / 100 * 101,
            Kind::Put => price / 100 * 99,
        };
        world.tick(3_600, moved)?;
    }
    world.flag(&owner, kind)?;
    world.liquidate(&liquidator, &owner, &near[0], SHORT)?;
    Ok(())
}
