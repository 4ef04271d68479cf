//! The life of a writer who is ruined: flagged, topped up, liquidated by burning, taken over by the insurance fund.

use anyhow::{Error, Result};
use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Actor, OraclePrint, World,
};
use option_risk::{calendar, margin::Requirement, settlement::WINDOW_SECS, units::Kind};

const KIND: Kind = Kind::Put;

/// Runs it; `keeper` has a margin account for puts with plenty in it.
pub fn run(world: &mut World, keeper: &Actor) -> Result<()> {
    let ruined = world.actor(0, 100_000 * USDC)?;
    let owner = ruined.key();
    let price = world.market().risk.price / DOLLAR * DOLLAR;
    world.hold(1_800, 60, price)?;
    let expiry_ts = calendar::next_expiry(world.now(), 7).map_err(Error::msg)?;
    let near = world.create_series(KIND, price - 10 * DOLLAR, expiry_ts)?;
    let far = world.create_series(KIND, price - 40 * DOLLAR, expiry_ts)?;
    world.open_margin(&ruined, KIND, 90_000 * USDC)?;
    world.write(&ruined, &near, 100 * SOL)?;
    world.transfer_options(&ruined, keeper, &near, 50 * SOL)?;
    world.write(keeper, &far, 10 * SOL)?;
    world.transfer_options(keeper, &ruined, &far, 10 * SOL)?;
    world.deposit_options(&ruined, &far, 10 * SOL)?;
    world.withdraw_options(&ruined, &far, 5 * SOL)?;
    world.deposit_options(&ruined, &near, SOL)?;
    world.net_position(&owner, &near)?;
    let health = world.health(&owner, KIND);
    world.withdraw(&ruined, KIND, health.collateral - health.initial.required)?;
    world.fund_insurance(keeper, KIND, 1_000 * USDC)?;
    world.open_backstop(KIND)?;

    fall_until(world, &ruined, |collateral, requirement| {
        collateral < requirement.required
    })?;
    world.flag(&owner, KIND)?;
    let health = world.health(&owner, KIND);
    let missing = health.maintenance.required - health.collateral;
    world.deposit(keeper, &owner, KIND, missing)?;
    world.unflag(&owner, KIND)?;
    fall_until(world, &ruined, |collateral, requirement| {
        collateral < requirement.required
    })?;
    world.liquidate_with_options(keeper, &owner, &near, SOL, 0)?;
    fall_until(world, &ruined, |collateral, requirement| {
        requirement.is_insolvent(collateral)
    })?;
    for series in [&far, &near] {
        world.backstop(&owner, series)?;
    }

    let price = world.market().risk.price;
    let to_window = expiry_ts - WINDOW_SECS - 100 - world.now();
    world.hold(to_window, 86_400, price)?;
    world.hold(1_960, 60, price)?;
    for series in [&far, &near] {
        world.settle_series(series)?;
    }
    let fund = world.keys.insurance_authority();
    world.settle_short(&keeper.key(), &far)?;
    world.settle_long(&fund, &far)?;
    world.settle_short(&fund, &near)?;
    world.deposit(keeper, &fund, KIND, USDC)?;
    world.sweep_backstop(KIND)?;
    unwatched(world, price)
}

/// Two dollars an hour: too slow for the breaker.
fn fall_until(
    world: &mut World,
    writer: &Actor,
    reached: impl Fn(u64, &Requirement) -> bool,
) -> Result<()> {
    loop {
        let health = world.health(&writer.key(), KIND);
        if reached(health.collateral, &health.maintenance) {
            return Ok(());
        }
        let price = world.market().risk.price - 2 * DOLLAR;
        world.tick(3_600, price)?;
    }
}

/// An expiry that nobody watches, and the first print after it.
fn unwatched(world: &mut World, price: u64) -> Result<()> {
    let expiry_ts = calendar::next_expiry(world.now(), 1).map_err(Error::msg)?;
    world.create_series(KIND, price / DOLLAR * DOLLAR, expiry_ts)?;
    let wait = expiry_ts + 60 - world.now();
    world.advance(wait);
    let first = OraclePrint {
        prev_publish_ts: expiry_ts - 1,
        ..world.feed.print(price, expiry_ts)
    };
    world.publish(&first);
    world.pin_settlement(expiry_ts)?;
    Ok(())
}
