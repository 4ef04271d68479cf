//! `ballast stress replay`: recorded prices through accounts and protocol.

use std::path::PathBuf;

use anyhow::{Context, Result};
use ballast_simulator::{
    replay::{count_days, replay, Print, ReplayPlan},
    Mechanism,
};

use super::{
    html,
    options::{Output, Parameters},
    table, text,
};
use crate::{page, prices, tape::beats};

/// Replays recorded prices through leveraged accounts, opened anew every day, under each mechanism.
///
/// Nothing they do moves the price: what was sold in those days is in it already. The fundamental is the median price of the
/// hour before and the hour after.
#[derive(clap::Args)]
pub struct Args {
    /// CSV of `ts,open,high,low,close,volume` (unix seconds UTC of the bar's opening, equal spacing)
    #[arg(long, value_name = "FILE.csv")]
    prices: PathBuf,
    /// Mechanisms, as of `ballast stress run`
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = Mechanism::parse,
        default_values = [Mechanism::NONE, Mechanism::EVERYTHING])]
    mechanisms: Vec<Mechanism>,
    /// Opens accounts with the margin of the day, which a storm has raised, and not with that of calm
    #[arg(long)]
    margin_of_the_day: bool,
    #[command(flatten)]
    parameters: Parameters,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let settings = args.parameters.settings()?;
    let bars = prices::load(&args.prices)?;
    args.output.prepare()?;
    let of_bar = |bar| beats::prints(&bars, bar);
    let prints: Vec<Print> = (bars.bars.iter().flat_map(of_bar))
        .map(|beat| Print {
            ts: beat.ts,
            price: beat.price,
        })
        .collect();
    let days = count_days(&prints, settings.model.warm_up_mins);
    let name = args.prices.file_name().context("no file")?;
    let plan = ReplayPlan {
        settings,
        prints,
        mechanisms: args.mechanisms.clone(),
        bar_secs: u32::try_from(bars.secs).unwrap_or(u32::MAX),
        margin_of_the_day: args.margin_of_the_day,
        name: name.to_string_lossy().into_owned(),
    };
    let steps = (days * plan.mechanisms.len()) as u64;
    let progress = args.output.progress(steps, "days")?;
    let found = replay(&plan, command(args), &|| progress.inc(1))?;
    progress.finish_and_clear();
    if let Some(path) = &args.output.csv {
        table::write(&found.results, path)?;
    }
    args.output.write(&found, || html::replay(&found))?;
    page::print(&text::replay(&found)?)
}

fn command(args: &Args) -> String {
    let mechanisms: Vec<&str> = args.mechanisms.iter().map(|m| m.name.as_str()).collect();
    let file = args.prices.file_name().unwrap_or_default();
    format!(
        "ballast stress replay --prices {} --mechanisms {}{}{}",
        file.to_string_lossy(),
        mechanisms.join(","),
        match args.margin_of_the_day {
            true => " --margin-of-the-day",
            false => "",
        },
        args.parameters.command()
    )
}
