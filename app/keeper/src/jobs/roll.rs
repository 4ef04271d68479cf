//! Rounds: the queues of those that are over, and the next sale. A sale is planned on the state after the roll, so it
//! follows with the next look.
//!
//! A roll writes a record, and whoever rolls pays its rent. A vault that has no options running is therefore rolled once in
//! a while only, and seldom where no sale can follow: anybody can queue little, again and again.

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
    SeriesKeys, VaultKeys,
};

use super::{Job, Key, Task};
use crate::view::View;

/// A roll between two sales, and how long no other such follows: where a sale can start, and where none can.
const BETWEEN: &str = "roll_between_sales";
const REST: Duration = Duration::from_secs(60);
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
    let between = Key {
        what: BETWEEN,
        ..key
    };
    let is_between = vault.stage == Stage::Open;
    if !view.is_free(&key) || is_between && !view.is_free(&between) {
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
    Some(match (is_between, is_sale_near(view, keys, vault)) {
        (true, true) => task.resting(BETWEEN, REST),
        (true, false) => task.resting(BETWEEN, IDLE_REST),
        (false, _) => task,
    })
}

/// Whether a sale can follow a roll at once.
fn is_sale_near(view: &View, keys: &VaultKeys, vault: &Vault) -> bool {
    let now = view.now();
    let is_time = vault
        .sale_opens_ts(now)
        .is_ok_and(|opens_ts| opens_ts <= now);
    let next = next_series(view, keys, vault);
    is_time
        && !vault.params.is_winding_down()
        && next.is_some_and(|next| {
            vault.book.pending_deposits > 0 || offers(view, keys, vault, next.strike)
        })
}

/// The series that a sale would be of, if the market lets one start.
fn next_series(view: &View, keys: &VaultKeys, vault: &Vault) -> Option<SeriesKeys> {
    view.permits(Action::StartSale)?;
    let series = ix::next_series(view.keys(), keys, vault, view.market, view.now()).ok()?;
    // Without room for another expiry there is nothing to start: the settlement makes room.
    let has_room = view.mirror.series().contains(&series.series)
        || view
            .core
            .market
            .clone()
            .join_expiry(series.expiry_ts)
            .is_ok();
    has_room.then_some(series)
}

/// Whether a vault has anything to sell options on.
fn offers(view: &View, keys: &VaultKeys, vault: &Vault, strike: u64) -> bool {
    let (scale, params) = (view.market.scale(), &vault.params.sale);
    let held = vault.collateral();
    sale::lockable_down(keys.kind, held, strike, &scale, params).is_ok_and(|atoms| atoms > 0)
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
    let series = next_series(view, keys, vault)?;
    if !offers(view, keys, vault, series.strike) {
        return None;
    }
    let reason = format!(
        "a sale of vault {} may start: strike {}, expiry {}",
        keys.id,
        view.words().price(series.strike),
        series.expiry_ts
    );
    let task = Task::new(key, step(view, keys, vault, Due::StartSale)?, reason);
    // Two vaults that pick the same series create it once.
    Some(task.claiming([series.series]))
}
