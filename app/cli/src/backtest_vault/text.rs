//! The report as a page.

use std::fmt::{self, Write};

use anyhow::{Context, Result};

use super::{graph, plan::LEAD_SECS, report::Report, table};
use crate::format::{duration, grouped, tokens, utc};

/// Decimals of the embedded chain's base mint.
pub const BASE: u8 = 9;
/// Decimals of its quote mint.
const QUOTE: u8 = 6;

/// Prints the report.
pub fn print(report: &Report) -> Result<()> {
    let text = text(report).context("cannot format the report")?;
    crate::page::print(&text)
}

impl Report {
    /// Decimals of the vault's collateral.
    pub fn decimals(&self) -> u8 {
        match self.sells_calls() {
            true => BASE,
            false => QUOTE,
        }
    }

    fn collateral(&self, atoms: u64, places: usize) -> String {
        let unit = match self.sells_calls() {
            true => "base",
            false => "quote",
        };
        format!("{} {unit}", tokens(atoms.into(), self.decimals(), places))
    }
}

fn text(report: &Report) -> Result<String, fmt::Error> {
    let mut out = String::new();
    header(&mut out, report)?;
    assumption(&mut out, report)?;
    table::draw(&mut out, report)?;
    totals(&mut out, report)?;
    graph::draw(&mut out, &report.worths())?;
    returns(&mut out, report)?;
    conservation(&mut out, report)?;
    Ok(out)
}

fn header(out: &mut String, report: &Report) -> fmt::Result {
    let gaps = report.gaps.iter().map(|gap| gap.to_ts - gap.from_ts);
    let gaps = match (report.gaps.len(), gaps.max()) {
        (_, None) => "no gap".to_owned(),
        (1, Some(length)) => format!("1 gap, of {}", duration(length)),
        (count, Some(most)) => format!("{count} gaps, the longest of {}", duration(most)),
    };
    writeln!(out, "Vault back-test: {}", report.source)?;
    writeln!(
        out,
        "  {} bars of {}, {} to {}; {gaps}",
        report.bars,
        duration(report.bar_seconds),
        utc(report.from_ts),
        utc(report.to_ts)
    )?;
    writeln!(
        out,
        "  {} of lead-in, then {} rounds of {} from {}",
        duration(LEAD_SECS),
        report.rounds.len(),
        duration(i64::from(report.schedule.tenor_days) * 86_400),
        utc(report.first_sale_ts)
    )?;
    let (sale, fees) = (&report.sale, &report.fees);
    let percent = |bps: u32| f64::from(bps) / 1e2;
    writeln!(
        out,
        "  {} deposited; {}s at {:.0} delta on {:.0}% of it, auctions of {} from {:.1} to {:.1} times the mark",
        report.collateral(report.deposited, 2),
        report.kind,
        percent(sale.target_delta_bps),
        percent(sale.utilisation_bps),
        duration(sale.duration_secs.into()),
        f64::from(sale.start_vol_bps) / 1e4,
        f64::from(sale.end_vol_bps) / 1e4
    )?;
    writeln!(
        out,
        "  fees {:.0}% a year and {:.0}% of the gain, on gains only; {:.0}% of premiums to the insurance fund; no hedge, no buy-back",
        percent(fees.management_bps),
        percent(fees.performance_bps),
        report.insurance_share * 1e2
    )
}

fn assumption(out: &mut String, report: &Report) -> fmt::Result {
    writeln!(
        out,
        "  ASSUMED: a buyer who pays for volatility what the market has realised (the program's slow estimate, at least {:.0}%) \
         and {:+.0}% of that.\n  \
         The file does not say what options traded at: premium, and with it every return below, stands and falls with this.\n",
        report.vol_floor * 1e2,
        report.vol_premium * 1e2
    )
}

fn totals(out: &mut String, report: &Report) -> fmt::Result {
    let totals = &report.totals;
    writeln!(
        out,
        "{} of {} rounds sold, {} exercised; {} auctions without a buyer, {} hours in which a sale was put off{}; {} halts",
        totals.sold_rounds,
        report.rounds.len(),
        totals.exercised_rounds,
        totals.unsold_sales,
        totals.put_off,
        put_off(report),
        report.halts
    )?;
    writeln!(
        out,
        "premium {} ({} more to insurance), payoff {}, fees {}",
        report.collateral(totals.premium, 3),
        report.collateral(totals.insurance_share, 3),
        report.collateral(totals.payoff, 3),
        report.collateral(totals.fees, 3)
    )?;
    if let Some(over) = totals.least_ask_over_realised {
        writeln!(
            out,
            "in the {} weeks without a buyer the auction's end still asked {:.0}% over what was realised, on average",
            report.rounds.len() - totals.sold_rounds,
            over * 1e2
        )?;
    }
    if totals.at_floor_rounds > 0 {
        writeln!(
            out,
            "{} rounds cleared at the least volatility the program estimates: less was realised than was paid for",
            totals.at_floor_rounds
        )?;
    }
    writeln!(out)
}

fn put_off(report: &Report) -> String {
    let mut why: Vec<&str> = (report.rounds.iter())
        .filter_map(|week| week.put_off_why)
        .collect();
    why.sort_unstable();
    why.dedup();
    match why.is_empty() {
        true => String::new(),
        false => format!(" ({})", why.join(", ")),
    }
}

fn returns(out: &mut String, report: &Report) -> fmt::Result {
    writeln!(
        out,
        "\nshare price {:.6} to {:.6}; price {} to {}",
        report.first_share_price,
        report.final_share_price,
        grouped(report.first_price, 2),
        grouped(report.final_price, 2)
    )?;
    writeln!(
        out,
        "vault {:+.2}% in quote, {:+.2}% in base; holding base {:+.2}% in quote",
        report.vault_return * 1e2,
        report.vault_return_base * 1e2,
        report.hold_return * 1e2
    )?;
    writeln!(
        out,
        "the depositor took out {}",
        report.collateral(report.withdrawn, 6)
    )
}

fn conservation(out: &mut String, report: &Report) -> fmt::Result {
    let books = &report.conservation;
    for (mint, tokens) in [("base", &books.base), ("quote", &books.quote)] {
        writeln!(
            out,
            "conservation: {} {mint} atoms minted, {} found; the program holds {}, owes {}",
            tokens.minted, tokens.found, tokens.held, tokens.owed
        )?;
    }
    writeln!(
        out,
        "every token was found, and every invariant held, at each of {} checks: after every roll and at the end",
        books.checks
    )
}
