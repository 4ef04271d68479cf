//! Option writers: collateral in, options written, sold to the buyer at the mark.

use anyhow::{Context, Result};
use ballast::state::{MarginAccount, Market};
use ballast_client::{instructions::create_token_account, SeriesKeys};
use option_risk::{breaker::Action, units::Kind};
use solana_signer::Signer;
use spl_token_interface::instruction::transfer;

use super::{cast::BASE, scene::Scene};
use crate::{
    report::Rank,
    tape::{gate, plan::Plan},
};

/// Fewest contracts worth writing.
const LEAST_CONTRACTS: u64 = BASE / 10;

/// A short a writer can pay for now.
struct Short {
    strike: u64,
    contracts: u64,
    collateral: u64,
}

/// Lets a writer write its plan for `expiry_ts`. False if it must try again later.
pub fn write(scene: &mut Scene, index: usize, expiry_ts: i64) -> Result<bool> {
    let ahead = scene.tape.ahead()?;
    if let Some(why) = gate::refusal(&ahead, Action::WriteOption, scene.now()) {
        scene.note(Rank::Routine, format!("writers wait: {why}"));
        return Ok(false);
    }
    let writer = &scene.cast.writers[index];
    let (plan, owner, name) = (
        writer.plan,
        writer.player.actor.key(),
        writer.player.name.clone(),
    );
    let account = scene.tape.world.margin(&owner, plan.kind);
    if account.as_ref().is_some_and(|account| !account.is_flat()) {
        return Ok(false);
    }
    let posted = account.as_ref().map_or(0, |account| account.collateral);
    let means = posted + scene.tape.world.wallet(&owner, plan.kind);
    let Some(short) = affordable(&ahead, &plan, scene.now(), expiry_ts, means)? else {
        scene.note(Rank::Routine, format!("{name} cannot afford to write"));
        return Ok(true);
    };
    post(scene, index, account.as_ref(), short.collateral)?;
    let created = scene
        .tape
        .world
        .ensure_series(plan.kind, short.strike, expiry_ts);
    let series = created.context("creating a series")?;
    scene.refresh();
    let writer = &scene.cast.writers[index].player.actor;
    let outcome = scene.tape.world.write(writer, &series, short.contracts);
    scene.must("writing", outcome)?;
    sell(scene, index, &series, short.contracts)?;
    Ok(true)
}

/// As much of the plan as `means` collateralise; `None` if that is next to nothing.
fn affordable(
    market: &Market,
    plan: &Plan,
    now: i64,
    expiry_ts: i64,
    means: u64,
) -> Result<Option<Short>> {
    let strike = plan.strike(market.risk.price, market.params.strike_tick);
    let mut contracts = plan.contracts;
    let mut collateral = plan.collateral(market, strike, contracts, now, expiry_ts)?;
    if collateral > means {
        // Requirements are all but proportional; a percent is left for their rounding.
        let share = u128::from(contracts) * u128::from(means) * 99 / 100;
        contracts = (share / u128::from(collateral)) as u64;
        collateral = plan.collateral(market, strike, contracts, now, expiry_ts)?;
    }
    let short = Short {
        strike,
        contracts,
        collateral,
    };
    Ok((contracts >= LEAST_CONTRACTS && collateral <= means).then_some(short))
}

/// Brings the account's collateral up to `wanted`, opening it if need be.
fn post(
    scene: &mut Scene,
    index: usize,
    account: Option<&MarginAccount>,
    wanted: u64,
) -> Result<()> {
    let writer = &scene.cast.writers[index];
    let (actor, kind) = (&writer.player.actor, writer.plan.kind);
    let missing = wanted.saturating_sub(account.map_or(0, |account| account.collateral));
    let outcome = match account {
        None => scene.tape.world.open_margin(actor, kind, missing),
        Some(_) if missing == 0 => return Ok(()),
        Some(_) => scene.tape.world.deposit(actor, &actor.key(), kind, missing),
    };
    scene.must("posting collateral", outcome)
}

/// Sells what the buyer can pay for off-book: options one way, collateral tokens the other, in one transaction.
fn sell(scene: &mut Scene, index: usize, series: &SeriesKeys, written: u64) -> Result<()> {
    let kind = series.kind;
    let buyer = scene.cast.buyer.actor.key();
    let purse = scene.tape.world.wallet(&buyer, kind);
    let (mut contracts, mut value) = (written, scene.tape.mark_up(series, written)?);
    if value > purse {
        contracts = (u128::from(written) * u128::from(purse) / u128::from(value)) as u64;
        value = scene.tape.mark_up(series, contracts)?.min(purse);
    }
    let writer = &scene.cast.writers[index].player;
    let seller = writer.actor.key();
    let token = anchor_spl::token::ID;
    let keys = scene.tape.world.keys;
    let admin = scene.tape.world.admin.pubkey();
    let instructions = [
        create_token_account(&admin, &buyer, &series.option_mint, &token),
        transfer(
            &token,
            &keys.collateral_account(&buyer, kind),
            &keys.collateral_account(&seller, kind),
            &buyer,
            &[],
            value,
        )?,
        transfer(
            &token,
            &series.option_account(&seller),
            &series.option_account(&buyer),
            &seller,
            &[],
            contracts,
        )?,
    ];
    let signers = [&scene.cast.buyer.actor.wallet, &writer.actor.wallet];
    let outcome = scene.tape.world.send(&instructions, &signers);
    scene.must("selling options off-book", outcome)?;
    let text = match kind {
        Kind::Call => "writers sell calls off-book",
        Kind::Put => "writers sell puts off-book",
    };
    scene.note_amount(Rank::Routine, text, written);
    Ok(())
}
