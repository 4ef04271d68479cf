//! What the keeper says of itself in numbers, for Prometheus.

mod table;

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use ballast_client::MarketKeys;
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder};
use option_risk::units::Kind;

pub use table::{describe, Sort, ALL};

use crate::{
    backoff::Class,
    jobs::{Job, Plan},
    mirror::{Core, Mirror},
    revalue::Revaluation,
};

/// Bounds of the histograms, seconds.
const BUCKETS: [f64; 15] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0,
];

/// Serves the metrics at an address.
pub fn serve(listen: SocketAddr) -> Result<(), BuildError> {
    PrometheusBuilder::new()
        .with_http_listener(listen)
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)?
        .install()?;
    describe();
    Ok(())
}

/// Whether the node answers and everything is known.
pub fn up(is_up: bool) {
    gauge!("ballast_keeper_up").set(number(is_up));
}

/// A task's end.
pub fn ended(job: Job, outcome: &'static str) {
    let labels = [("job", job.name()), ("outcome", outcome)];
    counter!("ballast_keeper_tasks_total", &labels).increment(1);
}

/// A task's end by a refusal.
pub fn refused(job: Job, class: Class, reason: &str) {
    ended(job, class.name());
    let labels = [
        ("job", job.name().to_owned()),
        ("reason", reason.to_owned()),
    ];
    counter!("ballast_keeper_refused_total", &labels).increment(1);
}

/// What a transaction cost, and what it was reckoned to bring.
pub fn paid(fee_lamports: u64, edge_quote: Option<i128>) {
    counter!("ballast_keeper_fees_lamports_total").increment(fee_lamports);
    let edge = u64::try_from(edge_quote.unwrap_or(0)).unwrap_or(0);
    counter!("ballast_keeper_edge_quote_atoms_total").increment(edge);
}

/// An answer that was missing or of no use.
pub fn rpc_error() {
    counter!("ballast_keeper_rpc_errors_total").increment(1);
}

/// The websocket has been connected, or lost.
pub fn websocket(is_up: bool) {
    gauge!("ballast_keeper_ws_up").set(number(is_up));
    if is_up {
        counter!("ballast_keeper_ws_connects_total").increment(1);
    }
}

/// Everything has been read.
pub fn synced(took: Duration) {
    histogram!("ballast_keeper_sync_seconds").record(took.as_secs_f64());
}

/// Every margin account has been judged.
pub fn revalued(took: Duration) {
    histogram!("ballast_keeper_revalue_seconds").record(took.as_secs_f64());
}

/// A liquidation has been confirmed just now; `seen` is when the print that it was planned on first was.
pub fn liquidated(seen: Instant, sent_at: Option<Instant>) {
    if let Some(sent_at) = sent_at {
        let after = sent_at.saturating_duration_since(seen);
        histogram!("ballast_keeper_print_to_send_seconds").record(after.as_secs_f64());
    }
    histogram!("ballast_keeper_print_to_confirm_seconds").record(seen.elapsed().as_secs_f64());
}

/// So long ago everything was read.
pub fn sync_age(since: Duration) {
    gauge!("ballast_keeper_sync_age_seconds").set(since.as_secs_f64());
}

/// What is known at a look, `now` by the cluster's clock.
pub fn known(mirror: &Mirror, now: i64, since_sync: Duration) {
    for (kind, accounts) in [
        ("margin", mirror.margins().len()),
        ("series", mirror.series().len()),
        ("vault", mirror.vaults().len()),
    ] {
        gauge!("ballast_keeper_accounts", "kind" => kind).set(accounts as f64);
    }
    let series = mirror.series().iter().map(|(_, it)| it);
    let unsettled = series.filter(|(keys, state)| keys.expiry_ts <= now && !state.settled);
    gauge!("ballast_keeper_unsettled_series").set(unsettled.count() as f64);
    gauge!("ballast_keeper_garbage_accounts").set(mirror.garbage() as f64);
    sync_age(since_sync);
    gauge!("ballast_keeper_balance_lamports").set(mirror.own().lamports() as f64);
}

/// What the market is at a look: stage, price in quote per base, and age of the print.
pub fn market(stage: u8, price: f64, print_age: i64) {
    gauge!("ballast_keeper_stage").set(f64::from(stage));
    gauge!("ballast_keeper_price").set(price);
    gauge!("ballast_keeper_print_age_seconds").set(print_age as f64);
}

/// What the insurance fund has and what it could not pay, at a look.
pub fn insurance(core: &Core) {
    let market = &core.market;
    let bad_debts = [market.base_bad_debt, market.quote_bad_debt];
    for ((kind, holds), bad_debt) in Kind::ALL.into_iter().zip(core.insurance).zip(bad_debts) {
        let kind = kind.name();
        gauge!("ballast_keeper_insurance_atoms", "kind" => kind).set(holds as f64);
        gauge!("ballast_keeper_bad_debt_atoms", "kind" => kind).set(bad_debt as f64);
    }
}

/// What was found at a look. The insurance fund's own accounts are nobody's to liquidate, so they do not count.
pub fn planned(keys: &MarketKeys, accounts: &Revaluation, plan: &Plan) {
    let funds = Kind::ALL.map(|kind| keys.backstop_account(kind));
    let mut under = accounts.under();
    under.retain(|under| !funds.contains(&under.address));
    let insolvent = under.iter().filter(|under| under.is_insolvent()).count();
    gauge!("ballast_keeper_unhealthy_accounts").set(under.len() as f64);
    gauge!("ballast_keeper_insolvent_accounts").set(insolvent as f64);
    gauge!("ballast_keeper_unjudged_accounts").set(accounts.unjudged() as f64);
    for left in &plan.unprofitable {
        let reason = match left.edge {
            Some(_) => "loss",
            None => "no_means",
        };
        counter!("ballast_keeper_left_total", "reason" => reason).increment(1);
    }
}

/// What is going on at a look.
pub fn busy(under_way: usize, waiting: usize) {
    gauge!("ballast_keeper_under_way").set(under_way as f64);
    gauge!("ballast_keeper_waiting").set(waiting as f64);
}

/// A look at what the node showed in a slot is over; `is_quiet` if nothing is left to do on it.
pub fn looked(slot: u64, is_quiet: bool) {
    gauge!("ballast_keeper_slot").set(slot as f64);
    if is_quiet {
        gauge!("ballast_keeper_quiet_slot").set(slot as f64);
    }
}

fn number(is: bool) -> f64 {
    f64::from(u8::from(is))
}
