//! The report as a page.

use std::fmt::{self, Write};

use anyhow::{Context, Result};

use super::{
    reading,
    report::Report,
    table,
    terms::{BEAT_SECS, LEAD_SECS},
};
use crate::{
    format::{duration, grouped, utc},
    tape::hedging::FILL_MARGIN_BPS,
};

/// Prints the report.
pub fn print(report: &Report) -> Result<()> {
    let text = text(report).context("cannot format the report")?;
    crate::page::print(&text)
}

fn text(report: &Report) -> Result<String, fmt::Error> {
    let mut out = String::new();
    header(&mut out, report)?;
    choices(&mut out, report)?;
    table::draw(&mut out, report)?;
    reading::draw(&mut out, report)?;
    for (name, run) in [
        ("product", &report.runs.product),
        ("free", &report.runs.free),
    ] {
        for (mint, tokens) in [("base", &run.base), ("quote", &run.quote)] {
            writeln!(
                out,
                "conservation, {name}: {} {mint} atoms minted, {} found; the program holds {}, owes {}",
                tokens.minted, tokens.found, tokens.held, tokens.owed
            )?;
        }
    }
    Ok(out)
}

fn header(out: &mut String, report: &Report) -> fmt::Result {
    let left_out = match report.bars_left_out {
        0 => String::new(),
        bars => format!("  {bars} bars after the calls' expiry are left out\n"),
    };
    writeln!(out, "Hedge back-test: {}", report.source)?;
    writeln!(
        out,
        "  {} bars of {}, {} to {}; price {} at first, {} at the lowest ({}), {} at the end",
        report.bars,
        duration(report.bar_seconds),
        utc(report.from_ts),
        utc(report.to_ts),
        grouped(report.first_price, 2),
        grouped(report.low.price, 2),
        utc(report.low.ts),
        grouped(report.final_price, 2)
    )?;
    writeln!(
        out,
        "{left_out}  the first price is held for {} before; prices are the file's in both runs: what hedges do to them is not in it",
        duration(LEAD_SECS)
    )
}

fn choices(out: &mut String, report: &Report) -> fmt::Result {
    let hedge = &report.hedge;
    let percent = |bps: u32| f64::from(bps) / 1e2;
    writeln!(
        out,
        "  vault: {} base; {} calls at {} (picked for a delta of {:.0}) to {} on {:.0}% of it, sold at realised volatility for {} base",
        grouped(report.deposit, 0),
        grouped(report.sold, 0),
        grouped(report.strike, 2),
        report.option_delta * 1e2,
        utc(report.expiry_ts),
        report.utilisation * 1e2,
        grouped(report.premium, 1)
    )?;
    writeln!(
        out,
        "  hedge: to a delta of {:.1}% of assets ({:.1}% as the file begins), band {:.0}%; orders of {} after {} for crossing, \
         from {:.1}% inside to {:.1}% outside",
        percent(hedge.target_delta_bps),
        report.first_delta * 1e2,
        percent(hedge.band_bps),
        duration(hedge.duration_secs.into()),
        duration(hedge.crossing_secs.into()),
        percent(hedge.inside_bps),
        percent(hedge.outside_bps)
    )?;
    for (name, run) in [
        ("product", &report.runs.product),
        ("free", &report.runs.free),
    ] {
        writeln!(
            out,
            "  {name}: breaker {}; up to {:.1}% of depth ({:.1}M quote within 1% in calm, thinner as volatility rises) every {}",
            if run.breaker_armed { "armed, direction gate" } else { "disarmed" },
            run.depth_share * 1e2,
            run.depth_quote_per_pct / 1e6,
            duration(run.window_seconds.into())
        )?;
    }
    writeln!(
        out,
        "  bots try every {BEAT_SECS} s; one fills everything once the order's price leaves it {FILL_MARGIN_BPS} bps to the oracle's\n"
    )
}
