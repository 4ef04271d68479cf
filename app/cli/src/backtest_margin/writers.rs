//! The writers: who writes what, how often, and with how much behind it.

use anyhow::{Context, Result};
use ballast::state::MarginAccount;
use ballast_harness::Actor;
use option_risk::{breaker::Action, calendar, units::Kind};

use super::replay::Replay;
use crate::tape::{
    gate,
    plan::{Cover, Plan},
};

/// One whole base token, and one contract, in atoms.
const BASE: u64 = 1_000_000_000;
/// How far out of the money strikes are, bps. With both tenors they fill the eight positions of a keeper's account.
const OUT_BPS: [u64; 4] = [0, 300, 600, 1_000];
/// Days from writing to expiry.
const TENORS: [u32; 2] = [1, 7];
/// From exactly what is asked to all it can ever cost.
const COVERS: [Cover; 7] = [
    Cover::Initial(100),
    Cover::Initial(105),
    Cover::Initial(115),
    Cover::Initial(130),
    Cover::Initial(160),
    Cover::Initial(200),
    Cover::Full,
];
/// Contracts of the smallest writer, and how many more each larger one writes.
const LEAST_CONTRACTS: u64 = 20 * BASE;
const STEP_CONTRACTS: u64 = 15 * BASE;
/// Sizes.
const SIZES: usize = 5;

/// A writer and its account.
pub struct Writer {
    /// Its wallet.
    pub actor: Actor,
    /// What it writes every time.
    pub plan: Plan,
    /// Days to expiry.
    pub tenor_days: u32,
    /// The account after the last transaction on it.
    pub account: MarginAccount,
    /// Whether any of it was ever liquidated.
    pub liquidated: bool,
    /// Whether it was worth nothing at a print that the stable price did not agree with.
    pub spared: bool,
}

/// The plan of the writer at `index`, and its tenor.
pub fn plan(index: usize) -> (Plan, u32) {
    let kind = Kind::ALL[index % 2];
    let out_bps = OUT_BPS[index / 4 % OUT_BPS.len()];
    let plan = Plan {
        kind,
        contracts: LEAST_CONTRACTS + (index % SIZES) as u64 * STEP_CONTRACTS,
        strike_bps: match kind {
            Kind::Call => 10_000 + out_bps,
            Kind::Put => 10_000 - out_bps,
        },
        cover: COVERS[index / 16 % COVERS.len()],
    };
    (plan, TENORS[index / 2 % TENORS.len()])
}

/// Lets every writer who is short of nothing write its plan. True if one did.
pub fn write(replay: &mut Replay) -> Result<bool> {
    let is_idle = |writer: &Writer| writer.account.is_flat();
    if !replay.writers.iter().any(is_idle) {
        return Ok(false);
    }
    let ahead = replay.tape.ahead()?;
    if gate::refusal(&ahead, Action::WriteOption, replay.tape.now()).is_some() {
        return Ok(false);
    }
    // What the options are written at is what the program will see.
    replay.tape.observe()?;
    let mut wrote = false;
    for index in 0..replay.writers.len() {
        if is_idle(&replay.writers[index]) {
            wrote |= write_one(replay, index)?;
        }
    }
    Ok(wrote)
}

/// False where the writer cannot afford its plan any more.
fn write_one(replay: &mut Replay, index: usize) -> Result<bool> {
    let now = replay.tape.now();
    let tape = &mut replay.tape;
    let Writer {
        actor,
        plan,
        tenor_days,
        account,
        ..
    } = &replay.writers[index];
    let expiry_ts = calendar::next_expiry(now, *tenor_days)?;
    let market = &tape.market;
    let strike = plan.strike(market.risk.price, market.params.strike_tick);
    let asked = plan.collateral(market, strike, plan.contracts, now, expiry_ts)?;
    let least = replay.least_collateral.get(index).copied().unwrap_or(0);
    let wanted = asked.max(least);
    let missing = wanted.saturating_sub(account.collateral);
    if missing > tape.world.wallet(&actor.key(), plan.kind) {
        replay.priced_out += 1;
        return Ok(false);
    }
    let series = tape.world.ensure_series(plan.kind, strike, expiry_ts);
    let series = series.context("creating a series")?;
    if missing > 0 {
        let deposited = (tape.world).deposit(actor, &actor.key(), plan.kind, missing);
        tape.must("posting collateral", deposited)?;
    }
    let written = tape.world.write(actor, &series, plan.contracts);
    tape.must("writing", written)?;
    let sold = (tape.world).transfer_options(actor, &replay.holder, &series, plan.contracts);
    tape.must("handing the options over", sold)?;
    let rounds = &mut replay.posted;
    if rounds.len() == index {
        rounds.push(wanted);
    }
    let coverage = (tape.market.scale()).coverage_up(plan.kind, plan.contracts, strike)?;
    replay
        .flow
        .written(plan.kind, plan.contracts, coverage, wanted);
    replay.reread(index)?;
    Ok(true)
}
