//! Both runs beside each other.

use std::fmt::{self, Write};

use comfy_table::{presets, Table};

use super::{
    measures::Measures,
    report::{Report, Run},
};
use crate::{
    format::{duration, grouped, percent, utc},
    page,
};

type Cell = fn(&Measures) -> String;

fn base(amount: f64) -> String {
    grouped(amount, 0)
}

fn price(price: Option<f64>, worse_by: Option<f64>) -> String {
    match price.zip(worse_by) {
        None => "-".to_owned(),
        Some((price, worse)) => format!("{}, {}", grouped(price, 2), percent(worse)),
    }
}

const ROWS: [(&str, Cell); 19] = [
    ("base traded with the move", |m| base(m.base_with_move)),
    ("  of it sold", |m| base(m.base_sold_with_move)),
    ("base traded against the move", |m| {
        base(m.base_against_move)
    }),
    ("  of it sold", |m| base(m.base_sold_against_move)),
    ("push by trades with the move, of price", |m| {
        format!("{:.2}%", m.push_pct)
    }),
    ("largest fill, and its push", |m| {
        format!("{}, {:.2}%", base(m.largest_fill), m.largest_push_pct)
    }),
    ("orders opened", |m| m.opened.to_string()),
    ("fills", |m| m.fills.to_string()),
    ("tries refused by halts", |m| m.refused_halted.to_string()),
    ("tries refused by graces", |m| m.refused_grace.to_string()),
    ("tries refused by the budget", |m| {
        m.refused_budget.to_string()
    }),
    ("fills refused: their print trips", |m| {
        m.refused_tripped.to_string()
    }),
    ("orders deferred: their print trips", |m| {
        m.deferred.to_string()
    }),
    ("lowest sale, worst against the oracle", |m| {
        price(m.lowest_sale, m.worst_sale)
    }),
    ("highest purchase, worst against it", |m| {
        price(m.highest_purchase, m.worst_purchase)
    }),
    ("tracking error, mean and most", |m| {
        format!("{}, {}", percent(m.tracking_mean), percent(m.tracking_max))
    }),
    ("gained by trading as of the low, quote", |m| {
        base(m.gain_at_low)
    }),
    ("gained by trading as of the end, quote", |m| {
        base(m.gain_at_end)
    }),
    ("  of it paid to fillers, quote", |m| {
        base(m.paid_to_fillers)
    }),
];

/// Prints them, around the low and over the file.
pub fn draw(out: &mut String, report: &Report) -> fmt::Result {
    let (product, free) = (&report.runs.product, &report.runs.free);
    let columns: [&Measures; 4] = [
        &product.around_low,
        &free.around_low,
        &product.whole_file,
        &free.whole_file,
    ];
    let mut table = Table::new();
    table.load_preset(presets::UTF8_FULL_CONDENSED);
    table.set_header([
        "",
        "low: product",
        "low: free",
        "file: product",
        "file: free",
    ]);
    for (name, cell) in ROWS {
        let mut row = vec![name.to_owned()];
        row.extend(columns.iter().map(|measures| cell(measures)));
        table.add_row(row);
    }
    let whole = |of: fn(&Run) -> String| vec![String::new(), String::new(), of(product), of(free)];
    let mut halts = vec!["halts, and time in them".to_owned()];
    halts.extend(whole(|run| {
        let secs = i64::try_from(run.halted_seconds).unwrap_or(i64::MAX);
        format!("{}, {}", run.halts, duration(secs))
    }));
    table.add_row(halts);
    page::align_numbers(&mut table);
    writeln!(out, "{table}")?;
    let (from, to) = report.low.around;
    writeln!(
        out,
        "low: {} to {}. A trade goes with the move if it sells after a fall, or buys after a rise, of the 15 minutes before.\n\
         Push: a trade over what trades within 1% at the volatility of then, summed; a model, not a measurement. Tracking \
         error: distance of the delta from its target over assets, a sample a minute.\n\
         Gained by trading: over not trading at all, with base at the price of the low, and of the stretch's end.",
        utc(from),
        utc(to)
    )
}
