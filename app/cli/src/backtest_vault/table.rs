//! The weeks, one a row.

use std::fmt::{self, Write};

use comfy_table::{presets, Table};

use super::{report::Report, round::Round};
use crate::{
    format::{date, grouped, tokens},
    page,
};

const HEADER: [&str; 11] = [
    "expiry",
    "spot at sale",
    "strike",
    "out",
    "realised",
    "cleared at",
    "sold",
    "premium",
    "settled at",
    "payoff",
    "share price",
];

/// Prints all of them.
pub fn draw(out: &mut String, report: &Report) -> fmt::Result {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_FULL_CONDENSED);
    table.set_header(HEADER);
    for week in &report.rounds {
        table.add_row(row(week, report));
    }
    page::align_numbers(&mut table);
    writeln!(out, "{table}")
}

fn row(week: &Round, report: &Report) -> [String; 11] {
    let decimals = report.decimals();
    let collateral = |atoms: u64| match (week.sold, atoms) {
        (0, _) => String::new(),
        (_, 0) => "-".to_owned(),
        _ => tokens(atoms.into(), decimals, 3),
    };
    let price = |price: Option<f64>| price.map_or_else(String::new, |price| grouped(price, 2));
    let percent =
        |share: Option<f64>| share.map_or_else(String::new, |share| format!("{:.1}%", share * 1e2));
    let out = (week.strike.zip(week.spot)).map(|(strike, spot)| strike / spot - 1.0);
    let cleared = match (week.ask_vol, week.least_ask_vol) {
        (None, None) => "no sale".to_owned(),
        (None, least) => format!("not at {}", percent(least)),
        (vol, _) => percent(vol),
    };
    [
        date(week.expiry_ts),
        price(week.spot),
        price(week.strike),
        percent(out),
        percent(week.realised_vol),
        cleared,
        tokens(week.sold.into(), super::text::BASE, 1),
        collateral(week.premium),
        price(week.settlement),
        collateral(week.payoff),
        format!("{:.6}", week.share_price),
    ]
}
