//! Header, balance sheet and summary.

use std::fmt::{Result, Write};

use comfy_table::{presets, Table};

use super::{timeline::trimmed, Report};
use crate::{
    format::{duration, grouped, tokens, utc},
    page,
};

/// Decimals of the demo's base mint.
const BASE: u8 = 9;
/// Decimals of the demo's quote mint.
const QUOTE: u8 = 6;
/// Rounds printed at most; the rest is in the JSON.
const MOST_ROUNDS: usize = 8;

/// What runs, and who takes part.
pub fn header(out: &mut String, report: &Report) -> Result {
    let breaker = if report.breaker_armed {
        "breaker armed"
    } else {
        "breaker DISARMED"
    };
    writeln!(out, "Ballast demo: {}", report.source)?;
    writeln!(
        out,
        "  {} bars of {}, {} to {}; {breaker}",
        report.bars,
        duration(report.bar_seconds),
        utc(report.from_ts),
        utc(report.to_ts)
    )?;
    writeln!(
        out,
        "  vault: 3 depositors, {}-day calls, hedges at most {}% of depth a minute; strikes every {}",
        report.tenor_days,
        f64::from(report.hedge_depth_share_bps) / 100.0,
        report.strike_tick
    )?;
    writeln!(
        out,
        "  writers: 4 of calls, 4 of puts, fully covered (A) to initial margin exactly (D)"
    )?;
    writeln!(
        out,
        "  bots: buyer, liquidator, hedge filler, observer, lifecycle crank, keeper of the gamma book\n"
    )?;
    Ok(())
}

/// Everything after the timeline.
pub fn body(out: &mut String, report: &Report) -> Result {
    wallets(out, report)?;
    rounds(out, report)?;
    funds(out, report)?;
    summary(out, report)
}

fn wallets(out: &mut String, report: &Report) -> Result {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    let header = [
        "wallet",
        "base in",
        "base out",
        "quote in",
        "quote out",
        "result (base)",
    ];
    table.set_header(header);
    for actor in &report.actors {
        table.add_row([
            actor.name.clone(),
            tokens(actor.base_start.into(), BASE, 2),
            tokens(actor.base_end.into(), BASE, 2),
            tokens(actor.quote_start.into(), QUOTE, 2),
            tokens(actor.quote_end.into(), QUOTE, 2),
            tokens(actor.result_base_atoms, BASE, 3),
        ]);
    }
    page::align_numbers(&mut table);
    writeln!(out, "{}", trimmed(&table))?;
    writeln!(
        out,
        " result: change of the wallet, quote at the final price {}\n",
        report.final_price
    )?;
    Ok(())
}

fn rounds(out: &mut String, report: &Report) -> Result {
    for round in report.rounds.iter().take(MOST_ROUNDS) {
        writeln!(
            out,
            "round {}: sold {} of {} calls at {} for {} base; settled at {}, paid {}",
            round.round,
            tokens(round.sold.into(), BASE, 1),
            tokens(round.offered.into(), BASE, 1),
            round.strike,
            tokens(round.premium.into(), BASE, 4),
            grouped(round.settlement, 2),
            tokens(round.payoff.into(), BASE, 4)
        )?;
    }
    if report.rounds.len() > MOST_ROUNDS {
        writeln!(
            out,
            "... and {} more rounds, in --json",
            report.rounds.len() - MOST_ROUNDS
        )?;
    }
    let vault = &report.vault;
    writeln!(
        out,
        "vault: {} base in, {} base and {} quote out; share {:.6} -> {:.6} base",
        tokens(vault.deposited.into(), BASE, 2),
        tokens(vault.withdrawn.into(), BASE, 2),
        tokens(vault.withdrawn_quote_atoms.into(), QUOTE, 2),
        vault.share_price_start,
        vault.share_price_end
    )?;
    Ok(())
}

fn funds(out: &mut String, report: &Report) -> Result {
    writeln!(
        out,
        "insurance: {} base + {} quote; bad debt: {} base + {} quote",
        tokens(report.insurance_base_atoms.into(), BASE, 4),
        tokens(report.insurance_quote_atoms.into(), QUOTE, 2),
        tokens(report.bad_debt_base_atoms.into(), BASE, 4),
        tokens(report.bad_debt_quote_atoms.into(), QUOTE, 2)
    )?;
    for (mint, books) in &report.conservation {
        writeln!(
            out,
            "conservation of {mint}: {} atoms held, {} owed",
            books.held, books.owed
        )?;
    }
    Ok(())
}

fn gain(out: &mut String, report: &Report) -> Result {
    let gain = f64::from(report.loop_gain.max_milli) / 1_000.0;
    match report.loop_gain.ts {
        0 => writeln!(out, "Loop gain: none."),
        ts => writeln!(out, "Loop gain: at most {gain:.3}, at {}.", utc(ts)),
    }
}

fn summary(out: &mut String, report: &Report) -> Result {
    let (taken, hedges) = (&report.liquidations, &report.hedges);
    let halted = i64::try_from(report.halted_seconds).unwrap_or(i64::MAX);
    let trips = report.trips.len();
    let throttled: i64 = report.throttles.iter().map(|t| t.to_ts - t.from_ts).sum();
    writeln!(
        out,
        "\n{trips} trip(s), {} halted; throttled {} time(s), {}.",
        duration(halted),
        report.throttles.len(),
        duration(throttled)
    )?;
    gain(out, report)?;
    write!(
        out,
        "Liquidations: {} tried, {} refused in halts, {} in grace, {} deferred, ",
        taken.attempted, taken.refused_halted, taken.refused_grace, taken.deferred
    )?;
    let contracts = tokens(taken.contracts.into(), BASE, 1);
    writeln!(out, "{} executed ({contracts} contracts).", taken.executed)?;
    writeln!(
        out,
        "Hedges: {} opened, {} filled ({} base), {} refused in halts.",
        hedges.opened,
        hedges.filled,
        tokens(hedges.base_atoms.into(), BASE, 1),
        hedges.refused_halted
    )?;
    writeln!(
        out,
        "Everybody is out after {} transactions in {:.1} s.",
        report.steps, report.wall_seconds
    )
}
