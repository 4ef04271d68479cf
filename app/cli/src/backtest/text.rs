//! What a backtest came to, for a person.

use std::fmt::{Result, Write};

use comfy_table::{presets, CellAlignment, Table};
use option_risk::breaker::{Direction, Stage};

use super::{
    falls::{Acted, Fall},
    replay::HELD_SECS,
    report::Report,
    rules::Verdict,
    spans::Span,
};
use crate::format::{duration, grouped, utc};

/// Most rows of a table that a person reads; the rest is in the JSON.
const MOST_ROWS: usize = 30;

/// The whole report.
pub fn render(report: &Report) -> std::result::Result<String, std::fmt::Error> {
    let mut out = String::new();
    header(&mut out, report)?;
    stays(&mut out, report, Stage::Halted, "Halts")?;
    stays(&mut out, report, Stage::Throttle, "Throttles")?;
    counts(&mut out, report)?;
    falls(&mut out, &report.falls)?;
    comparison(&mut out, &report.comparison)?;
    Ok(out)
}

fn header(out: &mut String, report: &Report) -> Result {
    let series = &report.series;
    writeln!(
        out,
        "{}: {} bars of {}, {} to {} UTC, {} prints",
        report.source,
        grouped(series.bars as f64, 0),
        duration(series.bar_seconds),
        utc(series.first_ts),
        utc(series.last_ts),
        grouped(series.prints as f64, 0),
    )?;
    gaps(out, report)?;
    if report.too_coarse {
        writeln!(
            out,
            "too coarse: bars of {} leave the 15-minute window with fewer than {} minutes that have a print; the ring \
             counts as thin and what follows says little",
            duration(series.bar_seconds),
            report.breaker.min_buckets15,
        )?;
    }
    writeln!(
        out,
        "volatility starts at {:.0}%, one sample every {}; the first price is held for {} before the file",
        report.initial_vol * 1e2,
        duration(i64::from(report.sample_seconds)),
        duration(HELD_SECS),
    )?;
    if report.counted_from_ts > series.first_ts {
        let warm = duration(report.counted_from_ts - series.first_ts);
        writeln!(
            out,
            "the first {warm} warm the volatility up: listed, not counted"
        )?;
    }
    Ok(())
}

fn gaps(out: &mut String, report: &Report) -> Result {
    let lengths = report.gaps.iter().map(|gap| gap.to_ts - gap.from_ts);
    let Some(longest) = lengths.max() else {
        return Ok(());
    };
    let count = report.gaps.len();
    let plural = if count == 1 { "" } else { "s" };
    writeln!(
        out,
        "{count} gap{plural}, the longest of {}; a gap widens the window to the time elapsed ({} prints found a thin ring)",
        duration(longest),
        grouped(report.thin_prints as f64, 0),
    )
}

fn stays(out: &mut String, report: &Report, stage: Stage, title: &str) -> Result {
    let stays: Vec<&Span> = report
        .stages
        .iter()
        .filter(|span| span.stage == stage)
        .collect();
    writeln!(out, "\n{title}: {}", stays.len())?;
    if stays.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header([
        "time (UTC)",
        "price",
        "reason",
        "z",
        "move",
        "lasted",
        "further in 4 h",
        "came back",
    ]);
    for span in stays.iter().take(MOST_ROWS) {
        table.add_row(stay(span));
    }
    write_table(out, table, &[1, 3, 4, 5, 6, 7])?;
    match stays.len().saturating_sub(MOST_ROWS) {
        0 => Ok(()),
        more => writeln!(out, " ... and {more} more, all of them in --json"),
    }
}

fn stay(span: &Span) -> [String; 8] {
    let against = |value: Option<f64>, least: Option<f64>, unit: &str| match (value, least) {
        (Some(value), Some(least)) => format!("{value:.1}{unit} of {least}{unit}"),
        _ => String::new(),
    };
    let percent =
        |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.1}%"));
    [
        utc(span.from_ts),
        grouped(span.price, 2),
        reason(span),
        against(span.z, span.least_z, ""),
        against(span.move_pct, span.least_move_pct, "%"),
        duration(span.to_ts - span.from_ts),
        percent(span.after.map(|after| after.further_pct)),
        percent(span.after.map(|after| after.back_pct)),
    ]
}

fn reason(span: &Span) -> String {
    match span.direction {
        Direction::None => span.reason.to_string(),
        direction => format!("{}, {direction}", span.reason),
    }
}

fn counts(out: &mut String, report: &Report) -> Result {
    let (episodes, yearly, halts) = (&report.episodes, &report.per_year, &report.halts);
    let over = duration(report.series.last_ts - report.counted_from_ts);
    writeln!(
        out,
        "\nEpisodes at least 6 h apart, over {over}: {} halts ({:.1} a year), {} throttles ({:.1} a year)",
        episodes.halt, yearly.halt, episodes.throttle, yearly.throttle,
    )?;
    writeln!(
        out,
        "Longest halt {} of {} allowed; at most {} in 24 h; {} halted in all",
        duration(halts.longest_seconds),
        duration(halts.budget_seconds),
        halts.most_in_24h,
        duration(halts.seconds),
    )
}

fn falls(out: &mut String, falls: &[Fall]) -> Result {
    writeln!(
        out,
        "\nWorst days, and how much of the fall was over when the breaker first acted"
    )?;
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(["day (UTC)", "high", "low", "fall", "throttle", "halt"]);
    for fall in falls {
        table.add_row([
            fall.day.clone(),
            grouped(fall.high, 2),
            grouped(fall.low, 2),
            format!("{:.1}%", fall.fall_pct),
            acted(fall.throttle),
            acted(fall.halt),
        ]);
    }
    write_table(out, table, &[1, 2, 3, 4, 5])?;
    let acts = falls.iter().flat_map(|fall| [fall.throttle, fall.halt]);
    if acts.flatten().any(|acted| acted.before_high) {
        writeln!(out, "* in an earlier fall of that day, before its high")?;
    }
    Ok(())
}

fn acted(acted: Option<Acted>) -> String {
    acted.map_or_else(
        || "none".to_owned(),
        |acted| {
            let time: String = utc(acted.ts).chars().skip(11).collect();
            let mark = if acted.before_high { "*" } else { "" };
            format!("{time} at {:.0}%{mark}", acted.over_pct)
        },
    )
}

/// Plain rules as a markdown table.
fn comparison(out: &mut String, verdicts: &[Verdict]) -> Result {
    if verdicts.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header([
        "rule",
        "halts",
        "false",
        "median lead, min",
        "over on the worst day",
    ]);
    for verdict in verdicts {
        table.add_row([
            verdict.rule.to_owned(),
            verdict.halts.to_string(),
            verdict.false_halts.to_string(),
            or_dash(verdict.lead_minutes, ""),
            or_dash(verdict.over_pct, "%"),
        ]);
    }
    writeln!(out, "\nPlain rules on the same prints\n")?;
    write_table(out, table, &[1, 2, 3, 4])
}

fn or_dash(value: Option<f64>, unit: &str) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.0}{unit}"))
}

fn write_table(out: &mut String, mut table: Table, right: &[usize]) -> Result {
    for index in right {
        if let Some(column) = table.column_mut(*index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
