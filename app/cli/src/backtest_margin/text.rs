//! The report as a page.

use std::fmt::{self, Write};

use anyhow::{Context, Result};
use comfy_table::{presets, Table};

use super::report::{Books, Policies, PolicyResult, Report};
use crate::{
    format::{duration, grouped, percent, tokens, utc},
    page,
};

/// Decimals of the embedded chain's base mint.
const BASE: u8 = 9;

/// Prints the report.
pub fn print(report: &Report) -> Result<()> {
    let text = text(report).context("cannot format the report")?;
    crate::page::print(&text)
}

fn text(report: &Report) -> Result<String, fmt::Error> {
    let mut out = String::new();
    header(&mut out, report)?;
    table(&mut out, &report.policies)?;
    let Policies { dynamic, fixed } = &report.conservation;
    writeln!(out)?;
    for (name, books) in [("dynamic", dynamic), ("fixed", fixed)] {
        conservation(&mut out, name, books)?;
    }
    Ok(out)
}

fn header(out: &mut String, report: &Report) -> fmt::Result {
    writeln!(out, "Margin back-test: {}", report.source)?;
    writeln!(
        out,
        "  {} bars of {}, {} to {}",
        report.bars,
        duration(report.bar_seconds),
        utc(report.from_ts),
        utc(report.to_ts)
    )?;
    writeln!(
        out,
        "  price {} at first, {} at the lowest, {} at the end",
        grouped(report.first_price, 2),
        grouped(report.low_price, 2),
        grouped(report.final_price, 2)
    )?;
    let posted = match report.equal_collateral {
        true => ", collateral no less than under dynamic margin",
        false => "",
    };
    writeln!(
        out,
        "  {} writers of calls and puts, from initial margin to full cover; fixed: {}% of spot{posted}\n",
        report.writers, report.fixed_range_pct
    )
}

type Cell = fn(&PolicyResult) -> String;

fn base(atoms: u64) -> String {
    tokens(atoms.into(), BASE, 3)
}

const ROWS: [(&str, Cell); 21] = [
    ("contracts written", |p| base(p.written_contracts)),
    ("collateral posted, base", |p| base(p.posted_atoms)),
    ("  of the most they can cost", |p| {
        percent(p.posted_atoms as f64 / p.coverage_atoms.max(1) as f64)
    }),
    ("maintenance volatility, start to peak", |p| {
        let vol = &p.maintenance_vol;
        format!("{} to {}", percent(vol.start), percent(vol.peak))
    }),
    ("initial volatility, start to peak", |p| {
        let vol = &p.initial_vol;
        format!("{} to {}", percent(vol.start), percent(vol.peak))
    }),
    ("accounts flagged", |p| p.flagged.to_string()),
    ("liquidations", |p| p.liquidations.to_string()),
    ("  contracts", |p| base(p.liquidated_contracts)),
    ("  writers", |p| p.liquidated_writers.to_string()),
    ("  refused in halts", |p| p.refused_halted.to_string()),
    ("  refused in graces", |p| p.refused_grace.to_string()),
    ("  refused by the throughput cap", |p| {
        p.refused_flow_limit.to_string()
    }),
    ("  bonus paid, base", |p| base(p.bonus_atoms)),
    ("accounts taken over by the fund", |p| {
        p.backstopped.to_string()
    }),
    ("  worth nothing in a wick, not taken", |p| {
        p.spared_writers.to_string()
    }),
    ("payoff owed, base", |p| base(p.payoff_atoms)),
    ("bad debt, base", |p| base(p.bad_debt_atoms)),
    ("insurance before, base", |p| base(p.insurance_start)),
    ("insurance after, base", |p| base(p.insurance_end)),
    ("haircut of holders", |p| percent(p.haircut)),
    ("halts, and time in them", |p| {
        let secs = i64::try_from(p.halted_seconds).unwrap_or(i64::MAX);
        format!("{}, {}", p.trips, duration(secs))
    }),
];

fn table(out: &mut String, policies: &Policies<PolicyResult>) -> fmt::Result {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_FULL_CONDENSED);
    table.set_header(["", "dynamic", "fixed"]);
    for (name, cell) in ROWS {
        let row = [
            name.to_owned(),
            cell(&policies.dynamic),
            cell(&policies.fixed),
        ];
        table.add_row(row);
    }
    page::align_numbers(&mut table);
    writeln!(out, "{table}")?;
    writeln!(
        out,
        "Bad debt: payoff beyond the writers' collateral, which the insurance fund pays, then the holders. \
         Quote is valued at the final price."
    )
}

fn conservation(out: &mut String, policy: &str, books: &Books) -> fmt::Result {
    for (mint, tokens) in [("base", &books.base), ("quote", &books.quote)] {
        writeln!(
            out,
            "conservation, {policy}: {} {mint} atoms minted, {} found; the program holds {}, owes {}",
            tokens.minted, tokens.found, tokens.held, tokens.owed
        )?;
    }
    Ok(())
}
