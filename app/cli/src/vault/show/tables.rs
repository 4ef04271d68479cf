//! History and payoff for a terminal.

use std::fmt::{Result, Write};

use comfy_table::{presets, CellAlignment, Table};
use option_risk::units::Kind;

use super::view::View;
use crate::{
    chart::terminal,
    format::{date, grouped, tokens},
    rpc::Desk,
};
use ballast_client::{
    amounts,
    reports::{Payoff, RoundOptions, RoundRecord},
};

/// Rounds shown; the JSON has all.
const MOST_ROUNDS: usize = 12;
/// Digits of amounts in a table.
const PLACES: usize = 4;

/// The rounds as a table, and their share price as a line.
pub fn history(out: &mut String, desk: &Desk, view: &View) -> Result {
    let token = token(view.side);
    writeln!(out, "\nrounds       ({token})")?;
    if view.history.is_empty() {
        return writeln!(out, "  none rolled yet");
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header([
        "round",
        "rolled",
        "strike",
        "expiry",
        "sold",
        "premium",
        "payoff",
        "settled at",
        "share",
    ]);
    let from = view.history.len().saturating_sub(MOST_ROUNDS);
    for record in &view.history[from..] {
        table.add_row(row(desk, view, record));
    }
    for column in table.column_iter_mut() {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for line in table.lines() {
        writeln!(out, " {}", line.trim_end())?;
    }
    let priced = view.history.iter().filter_map(|record| {
        let price = record.share_price?;
        Some((record.round as f32, price as f32))
    });
    let points: Vec<(f32, f32)> = priced.collect();
    if points.len() > 1 {
        writeln!(out, "\nshare price  ({token}, by round)")?;
        out.push_str(&terminal::line(&points, None, (whole, six_places)));
    }
    Ok(())
}

fn row(desk: &Desk, view: &View, record: &RoundRecord) -> Vec<String> {
    let none = || "-".to_owned();
    let money = |atoms: u64| tokens(atoms.into(), desk.decimals(view.side), PLACES);
    let price = |units: u64| amounts::price(units, desk.market.price_exponent);
    let options = record.options.as_ref();
    let of = |show: &dyn Fn(&RoundOptions) -> String| options.map_or_else(none, show);
    vec![
        record.round.to_string(),
        date(record.rolled_ts),
        of(&|options| price(options.strike)),
        of(&|options| date(options.expiry_ts)),
        of(&|options| desk.contracts(options.contracts)),
        of(&|options| money(options.premium)),
        of(&|options| money(options.payoff)),
        of(&|options| price(options.settlement_price)),
        (record.share_price).map_or_else(none, |price| grouped(price, 6)),
    ]
}

/// What the vault would have by the price its options settle at.
pub fn payoff(out: &mut String, desk: &Desk, view: &View, payoff: &Payoff) -> Result {
    let decimals = desk.decimals(view.side);
    writeln!(
        out,
        "\npayoff       (what the vault has after the expiry, {}, by price; {} sold)",
        token(view.side),
        desk.contracts(payoff.contracts)
    )?;
    let price = |units: u64| units as f32 * 10f32.powi(desk.market.price_exponent);
    let whole = 10f32.powi(decimals.into());
    let points = payoff.points.iter();
    let points: Vec<(f32, f32)> = points
        .map(|point| (price(point.price), point.worth as f32 / whole))
        .collect();
    let now = price(view.report.price);
    out.push_str(&terminal::line(
        &points,
        Some(now),
        (two_places, two_places),
    ));
    let strike = view
        .report
        .round
        .as_ref()
        .map_or(0.0, |round| price(round.strike));
    writeln!(
        out,
        "  price now {} (upright), strike {}",
        two_places(now),
        two_places(strike)
    )
}

/// `base` or `quote`.
pub fn token(kind: Kind) -> &'static str {
    match kind {
        Kind::Call => "base",
        Kind::Put => "quote",
    }
}

fn whole(value: f32) -> String {
    grouped(value.into(), 0)
}

fn two_places(value: f32) -> String {
    grouped(value.into(), 2)
}

fn six_places(value: f32) -> String {
    grouped(value.into(), 6)
}
