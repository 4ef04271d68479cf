//! Accounts that are worth nothing go to the insurance fund's own, and what that recovers goes back to the fund.

use ballast_client::{
    ballast::{
        clearing::require_not_backstop,
        state::{MarginAccount, Position},
    },
    instructions as ix,
    option_risk::{oracle::Use, units::Kind},
};

use super::{takeover::series_of, Job, Key, Task};
use crate::{
    revalue::Under,
    terms::Terms,
    view::{Print, View},
};

/// What is swept is worth this many times what it costs: anybody can put an atom into the fund's account.
const WORTH: u64 = 10;

/// The positions that the fund takes over, and the sweeps.
pub fn plan(view: &View, terms: &Terms) -> Vec<Task> {
    let mut tasks = Vec::new();
    // They all use the fund's account, so few of them go at once.
    let most = (terms.config.send.concurrency / 2).max(1);
    // Allowed in every stage, but never at a wick.
    if matches!(view.print, Print::Fit { .. }) && view.is_fit(Use::NewRisk) {
        let insolvent = view.accounts.under().into_iter();
        let insolvent = insolvent.filter(Under::is_insolvent);
        tasks.extend(
            insolvent
                .filter_map(|under| takeover(view, &under))
                .take(most),
        );
    }
    tasks.extend(
        Kind::ALL
            .iter()
            .filter_map(|kind| sweep(view, terms, *kind)),
    );
    tasks
}

/// The position of an account that goes first.
fn takeover(view: &View, under: &Under) -> Option<Task> {
    let account = view.margin(&under.address)?;
    require_not_backstop(view.market, account).ok()?;
    let kind = account.kind().ok()?;
    let position = first(account)?;
    let (keys, series) = (view.keys(), series_of(view.keys(), kind, position));
    let key = Key::of(Job::Liquidate, "backstop", under.address).within(series.series);
    if !view.is_free(&key) {
        return None;
    }
    let mut instructions = Vec::new();
    let fund = keys.backstop_account(kind);
    match view.margin(&fund) {
        None => instructions.push(ix::open_backstop(keys, &view.me(), kind)),
        // Without room the fund's shorts have to be settled first.
        Some(fund) => fund.clone().add(position).ok()?,
    }
    instructions.push(ix::backstop_account(keys, &series, &account.owner));
    let amount = |atoms| view.words().collateral(kind, atoms);
    let reason = format!(
        "{} is worth nothing: {} of collateral and {} of options against {} of shorts",
        account.owner,
        amount(under.collateral),
        amount(under.requirement.long_mark),
        amount(under.requirement.mark)
    );
    let task = Task::new(key, instructions, reason).urgent(-1);
    Some(task.claiming([fund]))
}

/// The program takes options of series without a short before any short.
fn first(account: &MarginAccount) -> Option<&Position> {
    let held = account.positions.iter().filter(|p| !p.is_free());
    held.min_by_key(|position| position.short > 0)
}

fn sweep(view: &View, terms: &Terms, kind: Kind) -> Option<Task> {
    let fund = view.keys().backstop_account(kind);
    let account = view.margin(&fund).filter(|account| account.is_flat())?;
    let market = view.market;
    let worth = match kind {
        Kind::Put => account.collateral,
        Kind::Call => {
            let worth = (market.scale()).quote_for_base_down(account.collateral, market.risk.price);
            worth.ok()?
        }
    };
    let cost = terms.most_fee(market).saturating_mul(WORTH).max(1);
    if worth < cost {
        return None;
    }
    let left = view.words().collateral(kind, account.collateral);
    let reason = format!("the fund's account has {left} left");
    let key = Key::of(Job::Liquidate, "sweep", fund);
    let sweep = vec![ix::sweep_backstop(view.keys(), kind)];
    Some(Task::new(key, sweep, reason).urgent(i64::MAX))
}
