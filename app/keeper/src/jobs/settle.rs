//! Expired series with everybody in them: the price, then shorts, vaults and deposited options, in the order in which
//! they may have to pay each other.
//!
//! Series that nobody bought of are settled too: each holds one of the market's places for expiries.

use std::collections::HashSet;

use anchor_lang::prelude::Pubkey;
use ballast_client::{
    ballast::state::{MarginAccount, Series, Vault},
    instructions as ix,
    views::{SettlementBook, SettlementStep},
    SeriesKeys, VaultKeys,
};

use super::{expiry::Price, Job, Key, Task};
use crate::view::View;

/// Most steps at one moment; those that follow are planned as these are done.
const MOST: usize = 256;

/// What is settled, borrowed from the mirror.
type Book<'a> = SettlementBook<&'a Series, &'a MarginAccount, &'a Vault>;

/// The steps that can be taken now, in the order of settlement.
pub fn plan(view: &View) -> Vec<Task> {
    let book = book(view);
    let mut tasks = Vec::new();
    let mut brought = Vec::new();
    for (keys, state) in book.due(None, view.now()) {
        if !state.settled {
            tasks.extend(price(view, keys, &mut brought));
            continue;
        }
        for step in book.steps(keys, true) {
            tasks.extend(task(view, keys, state, step));
            if tasks.len() >= MOST {
                return in_order(tasks);
            }
        }
    }
    in_order(tasks)
}

fn in_order(tasks: Vec<Task>) -> Vec<Task> {
    let placed = tasks.into_iter().zip(0..);
    placed.map(|(task, place)| task.urgent(place)).collect()
}

/// Series with anything left to settle, and who has a part in them.
fn book<'a>(view: &View<'a>) -> Book<'a> {
    let is_left = |(keys, state): &&'a (SeriesKeys, Series)| {
        let is_open = !state.settled || state.open_shorts > 0 || state.deposited > 0;
        keys.expiry_ts <= view.now() && is_open
    };
    let series: Vec<(SeriesKeys, &Series)> = (view.series().into_iter())
        .filter(is_left)
        .map(|(keys, state)| (*keys, state))
        .collect();
    let open: HashSet<Pubkey> = series.iter().map(|(keys, _)| keys.series).collect();
    let has_part = |account: &&MarginAccount| {
        let mut held = account.positions.iter().filter(|p| !p.is_free());
        held.any(|position| open.contains(&position.series))
    };
    let margins = view.mirror.margins().iter().map(|(_, account)| account);
    let margins: Vec<&MarginAccount> = match open.is_empty() {
        true => Vec::new(),
        false => margins.filter(has_part).collect(),
    };
    let vaults = view.vaults().into_iter().map(|(_, vault)| vault);
    SettlementBook::new(series, margins, vaults)
}

/// Fixes a series' price. Where that has to be brought about first, one series of the expiry does; the others follow
/// once it is on record.
fn price(view: &View, series: &SeriesKeys, brought: &mut Vec<i64>) -> Option<Task> {
    let (keys, expiry_ts) = (view.keys(), series.expiry_ts);
    let key = Key::of(Job::Settle, "price", series.series);
    if !view.is_free(&key) {
        return None;
    }
    let price = Price::of(view, expiry_ts)?;
    if price != Price::Fixed {
        if brought.contains(&expiry_ts) {
            return None;
        }
        brought.push(expiry_ts);
    }
    let mut instructions = price.instructions(view, expiry_ts);
    instructions.push(ix::settle_series(keys, series));
    let strike = view.words().price(series.strike);
    let reason = format!("the series of strike {strike} has expired");
    Some(Task::new(key, instructions, reason))
}

/// A step in a series whose price is fixed, if it can be taken now.
fn task(view: &View, series: &SeriesKeys, state: &Series, step: SettlementStep) -> Option<Task> {
    let keys = view.keys();
    let account = |owner: &Pubkey| keys.margin_account(owner, series.kind);
    let amount = |contracts| view.words().base(contracts);
    let (what, about, reason) = match &step {
        SettlementStep::Net { owner } => {
            let reason = format!("{owner} is long and short of one series");
            ("net", account(owner), reason)
        }
        SettlementStep::Short { owner, contracts } => (
            "short",
            account(owner),
            format!("{} of {owner}", amount(*contracts)),
        ),
        SettlementStep::Vault { vault } => {
            let keys = VaultKeys::derive(keys, *vault, series.kind);
            let reason = format!("the options of vault {vault} have expired");
            ("vault", keys.vault, reason)
        }
        // Only a complete pool pays.
        SettlementStep::Long { owner, contracts } if state.open_shorts == 0 => (
            "long",
            account(owner),
            format!("{} of {owner}", amount(*contracts)),
        ),
        // The others are other jobs'.
        SettlementStep::Long { .. } | SettlementStep::Price | SettlementStep::EndSale { .. } => {
            return None;
        }
    };
    let key = Key::of(Job::Settle, what, about).within(series.series);
    if !view.is_free(&key) {
        return None;
    }
    Some(Task::new(key, vec![step.instruction(keys, series)], reason))
}
