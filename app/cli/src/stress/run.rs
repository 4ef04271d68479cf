//! `ballast stress run`: mechanisms in scenarios.

use std::path::PathBuf;

use anyhow::Result;
use ballast_simulator::{
    exposure,
    study::{study, Plan},
    Mechanism, Scenario, Settings,
};

use super::{
    gamma::{chart, report},
    html::{self, Figure},
    options::{Output, Parameters},
    table, text,
};
use crate::page;

/// Runs mechanisms, alone and together, in scenarios over many seeds, and says what each prevents and what it costs.
#[derive(clap::Args)]
pub struct Args {
    /// Scenarios: `fall-N` (N per cent in 30 minutes), second-leg, flash, grind, correlated, calm
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = Scenario::parse,
        default_values = Scenario::STANDARD)]
    scenario: Vec<Scenario>,
    /// Mechanisms: none (the baseline), all, hedging, parts by their names, several joined by `+`, or `all-but-` a part
    /// [default: none, every part alone, hedging, all without each of its parts, all]
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = Mechanism::parse)]
    mechanisms: Vec<Mechanism>,
    /// Seeds of each
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    seeds: u32,
    /// Looks for the magnet, too: halts with and without sellers who see them coming
    #[arg(long)]
    magnet: bool,
    /// In the document, beside the vaults' gamma, that of an exchange's open interest (as `ballast stress gamma` reads it)
    #[arg(long, value_name = "FILE.csv")]
    options: Option<PathBuf>,
    #[command(flatten)]
    parameters: Parameters,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let plan = Plan {
        settings: args.parameters.settings()?,
        scenarios: args.scenario.clone(),
        mechanisms: mechanisms(args)?,
        seeds: args.seeds,
        magnet: args.magnet,
    };
    args.output.prepare()?;
    let gamma = figures(args, &plan.settings)?;
    let progress = args.output.progress(plan.runs(), "runs")?;
    let found = study(&plan, command(args, &plan), &|| progress.inc(1))?;
    progress.finish_and_clear();
    if let Some(path) = &args.output.csv {
        table::write(&found.results, path)?;
    }
    args.output.write(&found, || html::study(&found, &gamma))?;
    page::print(&text::study(&found)?)
}

/// Those named, or all there are.
fn mechanisms(args: &Args) -> Result<Vec<Mechanism>> {
    if !args.mechanisms.is_empty() {
        return Ok(args.mechanisms.clone());
    }
    let all = Mechanism::standard();
    Ok(all
        .iter()
        .map(|name| Mechanism::parse(name))
        .collect::<Result<_, _>>()?)
}

/// Gamma of the model's vaults, and of a file's open interest.
fn figures(args: &Args, settings: &Settings) -> Result<Vec<Figure>> {
    let own = exposure::at_start(settings)?;
    let at = (own.spot, own.ts);
    let own = report::of_positions("the model's vaults", at, &own.positions, &own.scale)?;
    let mut figures = vec![Figure {
        caption: "Gamma of the vaults' short options by price, at the start of every run: what they hedge per 1%.".to_owned(),
        svg: chart::svg(std::slice::from_ref(&own))?,
    }];
    if let Some(path) = &args.options {
        let measured = report::measure(path, &[], None)?;
        for currency in &measured.currencies {
            figures.push(Figure {
                caption: format!(
                    "Gamma of the open interest in {}, on the assumption that {}.",
                    currency.currency, measured.assumption
                ),
                svg: chart::svg(std::slice::from_ref(currency))?,
            });
        }
    }
    Ok(figures)
}

fn command(args: &Args, plan: &Plan) -> String {
    let scenarios: Vec<&str> = args.scenario.iter().map(|s| s.name.as_str()).collect();
    let mechanisms: Vec<&str> = plan.mechanisms.iter().map(|m| m.name.as_str()).collect();
    let magnet = if args.magnet { " --magnet" } else { "" };
    format!(
        "ballast stress run --scenario {} --mechanisms {} --seeds {}{magnet}{}",
        scenarios.join(","),
        mechanisms.join(","),
        args.seeds,
        args.parameters.command()
    )
}
