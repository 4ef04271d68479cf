//! A whole life with every instruction in it, at ordinary sizes.

use anyhow::Result;
use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Actor, World,
};
use option_risk::units::Kind;

use super::{clearing, governance, vaults};

/// Runs it.
pub fn run(world: &mut World) -> Result<()> {
    let depositor = world.actor(2_000 * SOL, 0)?;
    let writer = world.actor(0, 100_000 * USDC)?;
    let keeper = world.actor(2_000 * SOL, 2_000_000 * USDC)?;
    fill_vault(world, &depositor)?;
    let calls = world.start_sale()?;
    for _ in 0..3 {
        world.buy(&keeper, &calls, 200 * SOL, 100 * SOL)?;
    }
    world.hold(660, 60, 200 * DOLLAR)?;
    world.end_sale(&calls)?;

    let puts = world.create_series(Kind::Put, 190 * DOLLAR, calls.expiry_ts)?;
    world.open_margin(&keeper, Kind::Put, 1_000_000 * USDC)?;
    world.open_margin(&writer, Kind::Put, 0)?;
    world.deposit(&writer, &writer.key(), Kind::Put, 60_000 * USDC)?;
    world.write(&writer, &puts, 100 * SOL)?;
    world.write(&keeper, &puts, 10 * SOL)?;
    world.close_short(&keeper, &puts, 5 * SOL)?;
    world.refresh_book(&[puts])?;
    let spare = 60_000 * USDC - world.health(&writer.key(), Kind::Put).initial.required;
    world.withdraw(&writer, Kind::Put, spare)?;

    for step in 1..=4 {
        world.tick(60, (200 - 10 * step) * DOLLAR)?;
    }
    world.hold(1_800, 30, 160 * DOLLAR)?;
    world.liquidate(&keeper, &writer.key(), &puts, 100 * SOL)?;
    world.open_hedge()?;
    world.fill_hedge(&keeper, u64::MAX, u64::MAX)?;

    let to_window = calls.expiry_ts - 1_900 - world.now();
    world.hold(to_window, 86_400, 240 * DOLLAR)?;
    world.hold(1_960, 60, 240 * DOLLAR)?;
    for series in [&puts, &calls] {
        world.settle_series(series)?;
    }
    for owner in [writer.key(), keeper.key()] {
        if world
            .margin(&owner, Kind::Put)
            .is_some_and(|a| !a.is_flat())
        {
            world.settle_short(&owner, &puts)?;
        }
    }
    world.settle_vault(&calls)?;
    world.redeem(&keeper, &calls, 600 * SOL)?;
    leave(world, &depositor, &writer)?;
    clearing::run(world, &keeper)?;
    vaults::run(world)?;
    governance::run(world)
}

fn fill_vault(world: &mut World, depositor: &Actor) -> Result<()> {
    world.queue_deposit(depositor, 500 * SOL)?;
    world.cancel_deposit(depositor)?;
    world.queue_deposit(depositor, 1_000 * SOL)?;
    world.roll_round()?;
    world.claim_shares(depositor, 0)?;
    Ok(())
}

fn leave(world: &mut World, depositor: &Actor, writer: &Actor) -> Result<()> {
    let left = world
        .margin(&writer.key(), Kind::Put)
        .map_or(0, |account| account.collateral);
    if left > 0 {
        world.withdraw(writer, Kind::Put, left)?;
    }
    world.close_margin(writer, Kind::Put)?;
    let shares = world.shares(&depositor.key());
    world.queue_withdrawal(depositor, shares)?;
    world.cancel_withdrawal(depositor, u64::MAX)?;
    world.queue_withdrawal(depositor, shares)?;
    let round = world.vault_state().book.round;
    world.roll_round()?;
    world.claim_withdrawal(depositor, round)?;
    Ok(())
}
