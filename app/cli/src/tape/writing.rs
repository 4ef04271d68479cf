//! Option writers: collateral in, options written, sold to a buyer at the mark.

use anyhow::{Context, Result};
use ballast::state::{MarginAccount, Market};
use ballast_client::{instructions::create_token_account, SeriesKeys};
use ballast_harness::Actor;
use option_risk::{breaker::Action, units::Kind};
use solana_signer::Signer;
use spl_token_interface::instruction::transfer;

use super::{gate, plan::Plan, Tape};

/// Fewest contracts worth writing, atoms: a tenth of one.
const LEAST_CONTRACTS: u64 = 100_000_000;

/// What came of a writer's plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The market says later; in words.
    Waits(&'static str),
    /// An earlier plan still runs.
    Busy,
    /// Its means pay for next to nothing.
    TooPoor,
    /// So many contracts, atoms.
    Done(u64),
}

/// A short a writer can pay for now.
struct Short {
    strike: u64,
    contracts: u64,
    collateral: u64,
}

/// Lets a writer write its plan for `expiry_ts` and sell what the buyer can pay for.
pub fn write(
    tape: &mut Tape,
    writer: &Actor,
    plan: &Plan,
    buyer: &Actor,
    expiry_ts: i64,
) -> Result<Written> {
    let ahead = tape.ahead()?;
    if let Some(why) = gate::refusal(&ahead, Action::WriteOption, tape.now()) {
        return Ok(Written::Waits(why));
    }
    let owner = writer.key();
    let account = tape.world.margin(&owner, plan.kind);
    if account.as_ref().is_some_and(|account| !account.is_flat()) {
        return Ok(Written::Busy);
    }
    let posted = account.as_ref().map_or(0, |account| account.collateral);
    let means = posted + tape.world.wallet(&owner, plan.kind);
    let Some(short) = affordable(&ahead, plan, tape.now(), expiry_ts, means)? else {
        return Ok(Written::TooPoor);
    };
    post(tape, writer, plan.kind, account.as_ref(), short.collateral)?;
    let created = tape.world.ensure_series(plan.kind, short.strike, expiry_ts);
    let series = created.context("creating a series")?;
    tape.refresh();
    let outcome = tape.world.write(writer, &series, short.contracts);
    tape.must("writing", outcome)?;
    sell(tape, writer, buyer, &series, short.contracts)?;
    Ok(Written::Done(short.contracts))
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
    tape: &mut Tape,
    actor: &Actor,
    kind: Kind,
    account: Option<&MarginAccount>,
    wanted: u64,
) -> Result<()> {
    let missing = wanted.saturating_sub(account.map_or(0, |account| account.collateral));
    let outcome = match account {
        None => tape.world.open_margin(actor, kind, missing),
        Some(_) if missing == 0 => return Ok(()),
        Some(_) => tape.world.deposit(actor, &actor.key(), kind, missing),
    };
    tape.must("posting collateral", outcome)
}

/// Sells what the buyer can pay for off-book: options one way, collateral tokens the other, in one transaction.
fn sell(
    tape: &mut Tape,
    writer: &Actor,
    buyer: &Actor,
    series: &SeriesKeys,
    written: u64,
) -> Result<()> {
    let kind = series.kind;
    let (seller, buyer_key) = (writer.key(), buyer.key());
    let purse = tape.world.wallet(&buyer_key, kind);
    let (mut contracts, mut value) = (written, tape.mark_up(series, written)?);
    if value > purse {
        contracts = (u128::from(written) * u128::from(purse) / u128::from(value)) as u64;
        value = tape.mark_up(series, contracts)?.min(purse);
    }
    let token = anchor_spl::token::ID;
    let keys = tape.world.keys;
    let admin = tape.world.admin.pubkey();
    let instructions = [
        create_token_account(&admin, &buyer_key, &series.option_mint, &token),
        transfer(
            &token,
            &keys.collateral_account(&buyer_key, kind),
            &keys.collateral_account(&seller, kind),
            &buyer_key,
            &[],
            value,
        )?,
        transfer(
            &token,
            &series.option_account(&seller),
            &series.option_account(&buyer_key),
            &seller,
            &[],
            contracts,
        )?,
    ];
    let signers = [&buyer.wallet, &writer.wallet];
    let outcome = tape.world.send(&instructions, &signers);
    tape.must("selling options off-book", outcome)
}
