//! Rounds: the queues of those that are over, and the next sale. A sale is planned on the state after the roll, so it
//! follows with the next look.
//!
//! A roll writes a record, and whoever rolls pays its rent. A vault that waits for its next sale is therefore rolled once in
//! a while only: anybody can queue little, again and again.

use std::time::Duration;

use anchor_lang::solana_program::instruction::Instruction;
use ballast_client::{
    ballast::state::{Stage, Vault},
    instructions as ix,
    option_risk::{
        breaker::Action,
        oracle::{is_out, Use},
        sale,
    },
    views,
    views::Due,
    VaultKeys,
};

use super::{Job, Key, Task};
use crate::view::View;

/// A roll that nothing waits for, and how long no other such follows.
const IDLE: &str = "idle_roll";
const IDLE_REST: Duration = Duration::from_secs(600);

/// Every round to roll and every sale to start.
pub fn plan(view: &View) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (keys, vault) in view.vaults() {
        let series = view.round_series(vault).map(|(_, state)| state);
        tasks.extend(match views::due(view.market, vault, series, view.now()) {
            Ok(Due::Roll) => roll(view, keys, vault),
            Ok(Due::StartSale) => start_sale(view, keys, vault),
            _ => None,
        });
    }
    tasks
}

/// What takes a step of a round. The print is left out where the market has it already, or would refuse it.
pub fn step(view: &View, keys: &VaultKeys, vault: &Vault, due: Due) -> Option<Vec<Instruction>> {
    let exists = |series: &_| view.mirror.series().contains(series);
    let (market, me, now) = (view.market, view.me(), view.now());
    let step = ix::round_step(view.keys(), keys, vault, market, due, exists, &me, now);
    let mut step = step.ok()?;
    if !view.has_news() {
        let observe = ix::observe(view.keys());
        step.retain(|instruction| *instruction != observe);
    }
    Some(step)
}

fn roll(view: &View, keys: &VaultKeys, vault: &Vault) -> Option<Task> {
    let key = Key::of(Job::Roll, "roll_round", keys.vault);
    let idle = Key { what: IDLE, ..key };
    let is_idle = is_idle(vault, view.now());
    if !view.is_free(&key) || is_idle && !view.is_free(&idle) {
        return None;
    }
    if needs_price(vault)? {
        let is_priced = view.permits_for(Action::StartSale, Use::Fill).is_some();
        if !is_priced && !is_out(view.market.risk.publish_ts, view.now()) {
            return None;
        }
    }
    let (round, id) = (vault.book.round, keys.id);
    let reason = format!("round {round} of vault {id} is due to be rolled");
    let task = Task::new(key, step(view, keys, vault, Due::Roll)?, reason);
    Some(match is_idle {
        true => task.resting(IDLE, IDLE_REST),
        false => task,
    })
}

/// Whether a roll settles a queue and nothing waits for it.
fn is_idle(vault: &Vault, now: i64) -> bool {
    let is_sale_ahead = vault
        .sale_opens_ts(now)
        .is_ok_and(|opens_ts| opens_ts > now);
    vault.stage == Stage::Open && (is_sale_ahead || vault.params.is_winding_down())
}

/// Whether a roll has to value proceeds of hedges: for a deposit, or for fees.
fn needs_price(vault: &Vault) -> Option<bool> {
    let (book, params) = (&vault.book, &vault.params);
    let takes_deposits = book.pending_deposits > 0 && !params.is_winding_down();
    let is_charged = vault.stage == Stage::Settled && params.fees.enabled();
    Some(book.assets.is_mixed(vault.kind().ok()?) && (takes_deposits || is_charged))
}

fn start_sale(view: &View, keys: &VaultKeys, vault: &Vault) -> Option<Task> {
    let key = Key::of(Job::Roll, "start_sale", keys.vault);
    if !view.is_free(&key) {
        return None;
    }
    view.permits(Action::StartSale)?;
    let (market, now) = (view.market, view.now());
    let series = ix::next_series(view.keys(), keys, vault, market, now).ok()?;
    let (strike, scale) = (series.strike, market.scale());
    let held = vault.collateral();
    let offered = sale::lockable_down(keys.kind, held, strike, &scale, &vault.params.sale).ok()?;
    // Without room for another expiry there is nothing to start: the settlement makes room.
    let has_room = view.mirror.series().contains(&series.series)
        || view
            .core
            .market
            .clone()
            .join_expiry(series.expiry_ts)
            .is_ok();
    if offered == 0 || !has_room {
        return None;
    }
    let reason = format!(
        "a sale of vault {} may start: strike {strike}, expiry {}",
        keys.id, series.expiry_ts
    );
    let task = Task::new(key, step(view, keys, vault, Due::StartSale)?, reason);
    // Two vaults that pick the same series create it once.
    Some(task.claiming([series.series]))
}
