//! `ballast backtest-breaker`: a price history through the market's own sensing and breaker.

mod chart;
mod falls;
mod feed;
mod frequency;
pub mod history;
pub mod params;
mod replay;
mod report;
mod rules;
mod spans;
mod text;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::NaiveDateTime;

use chart::Chart;
use feed::Tick;
use replay::Replay;
use report::Report;

use crate::{format::date, page};

/// Replays prices through the circuit breaker and tells every halt and throttle.
#[derive(clap::Args)]
pub struct Args {
    /// CSV with the columns ts, open, high, low, close; gaps are allowed
    #[arg(long, value_name = "FILE.csv")]
    prices: PathBuf,
    /// Parameters of the market, of which any may be left out [default: the risk library's]
    #[arg(long, value_name = "FILE.toml")]
    params: Option<PathBuf>,
    /// Hours at the start of the file that count for nothing
    #[arg(long, value_name = "HOURS", default_value_t = 0)]
    warm_up: u32,
    /// Runs plain rules on the same prints beside it
    #[arg(long)]
    compare: bool,
    /// Writes the report as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Draws the price with the stages shaded
    #[arg(long, value_name = "FILE.svg")]
    chart: Option<PathBuf>,
    /// Where the chart begins, UTC [default: with the file]
    #[arg(long, value_name = "YYYY-MM-DDTHH:MM", value_parser = time, requires = "chart")]
    chart_from: Option<i64>,
    /// Where the chart ends, UTC [default: with the file]
    #[arg(long, value_name = "YYYY-MM-DDTHH:MM", value_parser = time, requires = "chart")]
    chart_to: Option<i64>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let params = params::load(args.params.as_deref())?;
    let history = history::load(&args.prices)?;
    let replay = replay::run(&history, &params)?;
    let warm_up_secs = i64::from(args.warm_up) * 3_600;
    let mut report = report::measure(&args.prices, &history, &params, &replay, warm_up_secs);
    if args.compare {
        report.comparison = rules::compare(&history, &params)?;
    }
    if let Some(path) = &args.json {
        page::write_json(&report, path)?;
    }
    if let Some(path) = &args.chart {
        draw(args, &report, &replay, path)?;
    }
    page::print(&text::render(&report).context("cannot format the report")?)
}

fn draw(args: &Args, report: &Report, replay: &Replay, path: &Path) -> Result<()> {
    let from = args.chart_from.unwrap_or(i64::MIN);
    let to = args.chart_to.unwrap_or(i64::MAX);
    let inside = |tick: &&Tick| (from..to).contains(&tick.ts);
    let ticks: Vec<Tick> = replay.ticks.iter().filter(inside).copied().collect();
    let chart = Chart {
        title: title(&args.prices, &ticks),
        ticks: &ticks,
        spans: &report.stages,
    };
    chart.draw(path)
}

/// The file's name and, for a chart within a day, the day.
fn title(path: &Path, ticks: &[Tick]) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let day = |tick: Option<&Tick>| tick.map(|tick| tick.ts.div_euclid(86_400));
    match (ticks.first(), day(ticks.first()) == day(ticks.last())) {
        (Some(first), true) => {
            format!("Breaker on {name}, {}", date(first.ts))
        }
        _ => format!("Breaker on {name}"),
    }
}

/// A minute in UTC as unix seconds.
fn time(text: &str) -> Result<i64, chrono::ParseError> {
    let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")?;
    Ok(time.and_utc().timestamp())
}
