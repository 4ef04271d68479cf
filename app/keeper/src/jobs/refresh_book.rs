//! The gamma book, which the loop gain and with it the breaker rests on: series whose contribution is out of date.
//!
//! Another keeper's refresh shows in the series themselves, so that nothing is done twice.

use anchor_lang::prelude::Pubkey;
use ballast_client::{
    ballast::state::{Market, Series},
    instructions as ix,
    option_risk::book::BookView,
};

use super::{Job, Key, Task};
use crate::{terms::Terms, view::View};

/// Chain time between two refreshes, however far the price has moved.
const LEAST_SECS: i64 = 10;
/// One whole in basis points.
const BPS: u128 = 10_000;

/// The refreshes that are due, a transaction's worth of series each.
pub fn plan(view: &View, terms: &Terms) -> Vec<Task> {
    // The print may be taken in by the same transaction.
    let market = match view.is_steady() {
        true => view.market,
        false => &view.core.market,
    };
    let Ok(book_view) = market.book_view(view.now()) else {
        return Vec::new();
    };
    let config = &terms.config.refresh_book;
    let age = view.now().saturating_sub(market.book.refreshed_ts);
    let is_old = age >= i64::from(config.every_secs);
    if !is_old && age < LEAST_SECS {
        return Vec::new();
    }
    let gross = u128::from(market.book.gross_gamma_per_pct);
    let share_bps = if is_old { 0 } else { config.drift_bps };
    let least = (gross * u128::from(share_bps) / BPS).max(1);
    let mut stale: Vec<(u128, Pubkey)> = Vec::new();
    for (keys, series) in view.series() {
        let drift = drift(series, market, &book_view);
        if drift.is_some_and(|drift| drift >= least) {
            stale.push((drift.unwrap_or(0), keys.series));
        }
    }
    // Those that are off by most first.
    stale.sort_unstable_by(|a, b| b.cmp(a));
    let stale: Vec<Pubkey> = stale.into_iter().map(|(_, series)| series).collect();
    let reason = match is_old {
        true => format!("the gamma book is {age} s old"),
        false => "the gamma book is off".to_owned(),
    };
    let tasks = stale.chunks(ix::SERIES_A_REFRESH).map(|some| {
        let mut instructions = Vec::new();
        if view.is_steady() && view.has_news() {
            instructions.push(ix::observe(view.keys()));
        }
        instructions.push(ix::refresh_book(view.keys(), some));
        let reason = format!("{reason}: {} series", some.len());
        let key = Key::of(Job::RefreshBook, "refresh", some[0]);
        let task = Task::new(key, instructions, reason).repeatable();
        task.claiming(some.iter().copied())
    });
    tasks.collect()
}

/// How far a series' contribution is from what a refresh would make it, quote atoms of gamma; none where the program
/// would not say.
fn drift(series: &Series, market: &Market, view: &BookView) -> Option<u128> {
    let (mut refreshed, mut book) = (series.clone(), market.book);
    refreshed.refresh_book(&mut book, view).ok()?;
    let gamma = i128::from(refreshed.book_gamma) - i128::from(series.book_gamma);
    Some(gamma.unsigned_abs())
}
