//! A margin account for a terminal.

use std::fmt::{Error, Result, Write};

use comfy_table::{presets, Table};

use super::view::View;
use crate::{
    amount,
    format::{duration, utc},
    page,
    rpc::Desk,
};
use ballast_client::{
    amounts,
    reports::{MarginState, Required},
};

/// The whole page.
pub fn render(desk: &Desk, view: &View) -> std::result::Result<String, Error> {
    let mut out = String::new();
    writeln!(out, "account      {} ({}s)", view.account, view.kind)?;
    writeln!(out, "owner        {}", view.owner)?;
    writeln!(out, "time         {} UTC", utc(view.now_ts))?;
    writeln!(
        out,
        "price        {}, {} old, stage {}",
        amounts::price(view.price, desk.market.price_exponent),
        duration(view.price_age_seconds.max(0)),
        view.stage.to_uppercase()
    )?;
    margin(&mut out, desk, view)?;
    auction(&mut out, view)?;
    positions(&mut out, desk, view)?;
    if let Some(what_if) = &view.what_if {
        writeln!(out, "\nif           {}", what_if.words)?;
        requirements(&mut out, desk, view, &what_if.margin)?;
    }
    Ok(out)
}

fn margin(out: &mut String, desk: &Desk, view: &View) -> Result {
    match &view.margin {
        Some(margin) => requirements(out, desk, view, margin),
        None => {
            let collateral = desk.collateral(view.collateral, view.side);
            writeln!(out, "collateral   {collateral}")?;
            writeln!(
                out,
                "maintenance  a short has expired: see `ballast settle`"
            )
        }
    }
}

fn requirements(out: &mut String, desk: &Desk, view: &View, margin: &MarginState) -> Result {
    let collateral = desk.collateral(margin.collateral, view.side);
    writeln!(out, "collateral   {collateral}")?;
    let required = |required: &Required| {
        let worst = required.worst.as_ref();
        let worst = worst.map_or_else(String::new, |worst| format!("  (worst: {worst})"));
        format!("{}{worst}", desk.collateral(required.atoms, view.side))
    };
    writeln!(out, "maintenance  {}", required(&margin.maintenance))?;
    writeln!(out, "initial      {}", required(&margin.initial))?;
    let health = margin
        .health_bps
        .map_or_else(|| "nothing is required".to_owned(), amount::percent);
    let verdict = match margin {
        MarginState {
            is_insolvent: true, ..
        } => ", worth nothing: the insurance fund may take it over",
        MarginState {
            is_liquidatable: true,
            ..
        } => ", may be liquidated",
        MarginState {
            collateral,
            initial,
            ..
        } if *collateral < initial.atoms => ", under initial: nothing may be written or withdrawn",
        _ => "",
    };
    writeln!(out, "health       {health}{verdict}")
}

fn auction(out: &mut String, view: &View) -> Result {
    let bonus = amount::percent(view.auction.bonus_bps.into());
    match view.auction.flagged_ts {
        Some(since) => writeln!(
            out,
            "flagged      since {} UTC, bonus {bonus} now",
            utc(since)
        ),
        None => writeln!(
            out,
            "flagged      no (a liquidation's bonus would be {bonus})"
        ),
    }
}

fn positions(out: &mut String, desk: &Desk, view: &View) -> Result {
    writeln!(out, "\npositions")?;
    if view.positions.is_empty() {
        return writeln!(out, "  none");
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(["series", "short", "long", "short at mark", "long at mark"]);
    for named in &view.positions {
        let position = &named.position;
        let value = |atoms: Option<u64>| {
            atoms.map_or_else(
                || "expired".to_owned(),
                |atoms| desk.collateral(atoms, view.side),
            )
        };
        table.add_row([
            named.series.clone(),
            desk.contracts(position.short),
            desk.contracts(position.long),
            value(position.short_mark),
            value(position.long_mark),
        ]);
    }
    page::align_numbers(&mut table);
    for line in table.lines() {
        writeln!(out, " {}", line.trim_end())?;
    }
    Ok(())
}
