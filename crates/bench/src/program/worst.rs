//! The dearest inputs: the larger oracle account, full margin accounts (shorts alone, and with options that offset
//! them), every expiry of the calendar live, prints that trip the breaker.

use anyhow::Result;
use ballast::{constants::MAX_POSITIONS, oracle::OracleKind};
use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Actor, Setup, World,
};
use option_risk::{calendar, units::Kind};

use super::{governance, spreads};

/// The market of this run.
pub fn setup() -> Setup {
    Setup {
        oracle: OracleKind::Receiver,
        ..Setup::default()
    }
}

/// Runs it.
pub fn run(world: &mut World) -> Result<()> {
    let start = world.now();
    for day in 0..14 {
        let expiry_ts = calendar::next_expiry(start, day).map_err(anyhow::Error::msg)?;
        if expiry_ts - start <= 14 * 86_400 {
            world.create_series(Kind::Put, 150 * DOLLAR, expiry_ts)?;
        }
    }
    world.hold(4_000, 60, 200 * DOLLAR)?;
    let mut written = Vec::new();
    for kind in Kind::ALL {
        written.extend(liquidate_full_account(world, kind)?);
        spreads::liquidate(world, kind)?;
    }
    world.refresh_book(&written)?;
    governance::run(world)
}

/// An account with every position taken is written, drawn down, liquidated and topped up; these series have shorts.
fn liquidate_full_account(world: &mut World, kind: Kind) -> Result<Vec<SeriesKeys>> {
    let price = world.market().risk.price;
    let amount = match kind {
        Kind::Call => 5_000 * SOL,
        Kind::Put => 1_000_000 * USDC,
    };
    let writer = world.actor(amount, amount)?;
    let liquidator = world.actor(100 * amount, 100 * amount)?;
    world.open_margin(&writer, kind, amount)?;
    world.open_margin(&liquidator, kind, 100 * amount)?;
    let ladder = ladder(world, kind, price)?;
    for series in &ladder {
        world.write(&writer, series, 50 * SOL)?;
        world.write(&liquidator, series, SOL)?;
    }
    draw_down(world, &writer, kind)?;
    let moved = match kind {
        Kind::Call => price / 100 * 130,
        Kind::Put => price / 100 * 70,
    };
    world.tick(60, moved)?;
    world.hold(1_800, 60, moved)?;
    world.flag(&writer.key(), kind)?;
    world.transfer_options(&writer, &liquidator, &ladder[0], 50 * SOL)?;
    world.liquidate_with_options(&liquidator, &writer.key(), &ladder[0], SOL, 0)?;
    for series in &ladder {
        if world.health(&writer.key(), kind).is_liquidatable() {
            world.liquidate(&liquidator, &writer.key(), series, 50 * SOL)?;
        }
    }
    for series in &ladder {
        world.close_short(&liquidator, series, SOL / 2)?;
    }
    Ok(ladder)
}

/// Series at distinct strikes, one per position of an account.
pub fn ladder(world: &mut World, kind: Kind, price: u64) -> Result<Vec<SeriesKeys>> {
    let expiry_ts = calendar::next_expiry(world.now(), 7).map_err(anyhow::Error::msg)?;
    let at_the_money = price / DOLLAR * DOLLAR;
    let mut ladder = Vec::new();
    for step in 1..=MAX_POSITIONS as u64 {
        let strike = match kind {
            Kind::Call => at_the_money + 2 * step * DOLLAR,
            Kind::Put => at_the_money - 2 * step * DOLLAR,
        };
        ladder.push(world.ensure_series(kind, strike, expiry_ts)?);
    }
    Ok(ladder)
}

/// Withdraws down to initial margin.
pub fn draw_down(world: &mut World, writer: &Actor, kind: Kind) -> Result<()> {
    let health = world.health(&writer.key(), kind);
    world.withdraw(writer, kind, health.collateral - health.initial.required)?;
    Ok(())
}
