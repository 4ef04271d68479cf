//! The report as a page.

use std::fmt::{self, Write};

use anyhow::{Context, Result};
use comfy_table::{presets, Table};

use super::report::{CurrencyReport, Report};
use crate::{
    chart::terminal,
    format::{grouped, price, utc},
    page,
    prices::FEED_UNIT,
};

/// Prints the report.
pub fn print(report: &Report) -> Result<()> {
    let text = text(report).context("cannot format the report")?;
    page::print(&text)
}

fn text(report: &Report) -> Result<String, fmt::Error> {
    let mut out = String::new();
    writeln!(out, "Gamma of open interest: {}", report.source)?;
    writeln!(
        out,
        "  net gamma assumes that {}: open interest does not say who holds it, so gross is beside it\n  \
         gamma: Black-76 on each expiry's forward, at most the notional per 1%; as the spot moves every option keeps its \
         mark volatility (sticky strike), and the forward its ratio to the index",
        report.assumption
    )?;
    for currency in &report.currencies {
        draw(&mut out, currency)?;
    }
    Ok(out)
}

fn draw(out: &mut String, currency: &CurrencyReport) -> fmt::Result {
    writeln!(
        out,
        "\n{}: spot {} at {} UTC; {} options counted, {} expired or without open interest, {} rows superseded by later ones",
        currency.currency,
        price_of(currency.spot),
        utc(currency.snap_ts),
        currency.options,
        currency.left_out,
        currency.superseded
    )?;
    writeln!(out, "{}", table(currency))?;
    flips(out, currency)?;
    let profile = currency.profile.iter();
    let points: Vec<(f32, f32)> = profile
        .map(|point| (point.spot as f32, point.net as f32))
        .collect();
    writeln!(out, "net gamma by spot (upright: the spot now)")?;
    let spot = Some(currency.spot as f32);
    out.push_str(&terminal::line(&points, spot, (spot_label, gamma_label)));
    Ok(())
}

/// All options, then the walls.
fn table(currency: &CurrencyReport) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_FULL_CONDENSED);
    table.set_header(["quote per 1% move", "net", "gross", "of all gross"]);
    let mut row = |name: String, net: f64, gross: f64| {
        let share = match currency.gross > 0.0 {
            true => format!("{:.1}%", gross / currency.gross * 1e2),
            false => "-".to_owned(),
        };
        table.add_row([name, grouped(net, 0), grouped(gross, 0), share]);
    };
    row("all at the spot".to_owned(), currency.net, currency.gross);
    for wall in &currency.walls {
        let name = format!("wall at {}", price_of(wall.strike));
        row(name, wall.net, wall.gross);
    }
    page::align_numbers(&mut table);
    table
}

fn flips(out: &mut String, currency: &CurrencyReport) -> fmt::Result {
    if currency.flips.is_empty() {
        return writeln!(out, "flips: none from 0.6 to 1.4 times the spot");
    }
    for flip in &currency.flips {
        let nearest = match currency.nearest_flip == Some(*flip) {
            true => ", the nearest to it",
            false => "",
        };
        let away = (flip / currency.spot - 1.0) * 1e2;
        writeln!(
            out,
            "flip: {} ({away:+.1}% from the spot{nearest})",
            price_of(*flip)
        )?;
    }
    Ok(())
}

/// As [`price`], of a decimal.
pub(super) fn price_of(value: f64) -> String {
    price((value * FEED_UNIT).round() as u64)
}

fn spot_label(spot: f32) -> String {
    price_of(spot.into())
}

fn gamma_label(gamma: f32) -> String {
    grouped(gamma.into(), 0)
}
