//! Liquidation auctions: begun for who falls under maintenance, ended for who is well above it again.
//!
//! Both are allowed in every stage, even by a print that trips the breaker: nothing is traded.

use ballast_client::{
    ballast::{clearing::require_not_backstop, state::MarginAccount},
    instructions as ix,
    option_risk::oracle::Use,
};

use super::{Job, Key, Task};
use crate::{
    terms::Terms,
    view::{Print, View},
};

/// The auctions to begin and to end.
pub fn plan(view: &View, terms: &Terms) -> Vec<Task> {
    if !matches!(view.print, Print::Fit { .. }) || !view.is_fit(Use::Act) {
        return Vec::new();
    }
    let mut tasks = flags(view);
    tasks.extend(unflags(view, terms));
    tasks
}

fn flags(view: &View) -> Vec<Task> {
    let market = view.market;
    let is_due = |account: &MarginAccount| {
        let is_running = (account.auction()).is_running(&market.params.liquidation, view.now());
        !is_running && require_not_backstop(market, account).is_ok()
    };
    let mut tasks = Vec::new();
    for under in view.accounts.under() {
        // First of all: that costs least, and most who are under have an auction already.
        let known = view.mirror.margins().get(&under.address);
        if !known.is_some_and(is_due) {
            continue;
        }
        let Some(account) = view.margin(&under.address) else {
            continue;
        };
        let Ok(kind) = account.kind() else { continue };
        let health = under.health_bps();
        let amount = |atoms| view.words().collateral(kind, atoms);
        let reason = format!(
            "{} holds {} of {} required ({health} bps)",
            account.owner,
            amount(under.collateral),
            amount(under.requirement.required)
        );
        let flag = vec![ix::flag_account(view.keys(), &account.owner, kind)];
        let task = Task::new(Key::of(Job::Flag, "flag", under.address), flag, reason);
        tasks.push(task.urgent(i64::try_from(health).unwrap_or(i64::MAX)));
    }
    tasks
}

fn unflags(view: &View, terms: &Terms) -> Vec<Task> {
    let least = terms.config.flag.unflag_above_bps;
    let mut tasks = Vec::new();
    for address in view.accounts.recovered(least.into()) {
        let Some(account) = view.margin(&address) else {
            continue;
        };
        let Ok(kind) = account.kind() else { continue };
        let reason = format!("{} is healthy again", account.owner);
        let unflag = vec![ix::unflag_account(view.keys(), &account.owner, kind)];
        let task = Task::new(Key::of(Job::Flag, "unflag", address), unflag, reason);
        tasks.push(task.urgent(i64::MAX));
    }
    tasks
}
