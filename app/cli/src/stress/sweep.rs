//! `ballast stress sweep`: a parameter over a range.

use anyhow::{bail, ensure, Context, Result};
use ballast_simulator::{
    sweep::{combinations, one_at_a_time, sweep, Axis, SweepPlan},
    Mechanism, Scenario,
};

use super::{
    html,
    options::{assignment, Output, Parameters},
    table, text,
};
use crate::page;

/// Points of a sweep at most.
const MOST_POINTS: usize = 1_000;
/// Values a range of `A..B` is cut into unless it says into how many.
const STEPS: i64 = 9;

/// Runs one mechanism at every value of a parameter, or every combination of several, and marks the values that no other
/// beats in both overshoot and bad debt (the Pareto front).
#[derive(clap::Args)]
pub struct Args {
    /// Parameter and values: `PATH=A,B,C`, or `PATH=A..B` (nine values), or `PATH=A..B/N` (N values); may be given again
    #[arg(long, value_name = "PATH=VALUES", required_unless_present = "each", value_parser = axis)]
    param: Vec<Axis>,
    /// Every parameter of the program at half and at double, one at a time, beside the settings as they are
    #[arg(long, conflicts_with = "param")]
    each: bool,
    /// Scenarios, as of `ballast stress run`
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = Scenario::parse,
        default_value = "fall-25")]
    scenario: Vec<Scenario>,
    /// Mechanism, as of `ballast stress run`
    #[arg(long, value_name = "NAME", value_parser = Mechanism::parse, default_value = Mechanism::EVERYTHING)]
    mechanism: Mechanism,
    /// Seeds of each value
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    seeds: u32,
    #[command(flatten)]
    parameters: Parameters,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let mut lengths = args.param.iter().map(|axis| axis.values.len());
    let count = lengths.try_fold(1usize, |count, length| count.checked_mul(length));
    ensure!(
        count.is_some_and(|count| count <= MOST_POINTS),
        "more than {MOST_POINTS} points"
    );
    let settings = args.parameters.settings()?;
    let plan = SweepPlan {
        points: match args.each {
            true => one_at_a_time(&settings),
            false => combinations(&settings, &args.param)?,
        },
        settings,
        scenarios: args.scenario.clone(),
        mechanism: args.mechanism.clone(),
        seeds: args.seeds,
    };
    args.output.prepare()?;
    let progress = args.output.progress(plan.runs(), "runs")?;
    let found = sweep(&plan, command(args), &|| progress.inc(1))?;
    progress.finish_and_clear();
    if let Some(path) = &args.output.csv {
        table::write_sweep(&found.points, path)?;
    }
    args.output.write(&found, || html::sweep(&found))?;
    page::print(&text::sweep(&found)?)
}

fn command(args: &Args) -> String {
    let axes = args.param.iter();
    let axes = axes.map(|axis| format!("--param {}={}", axis.name, axis.values.join(",")));
    let each = args.each.then(|| "--each".to_owned());
    let axes: Vec<String> = axes.chain(each).collect();
    let scenarios: Vec<&str> = args.scenario.iter().map(|s| s.name.as_str()).collect();
    format!(
        "ballast stress sweep {} --scenario {} --mechanism {} --seeds {}{}",
        axes.join(" "),
        scenarios.join(","),
        args.mechanism.name,
        args.seeds,
        args.parameters.command()
    )
}

/// A list, or a range of whole numbers cut evenly.
fn axis(text: &str) -> Result<Axis> {
    let (name, values) = assignment(text)?;
    let values = match values.split_once("..") {
        Some((from, to)) => range(from, to)?,
        None => values.split(',').map(|v| v.trim().to_owned()).collect(),
    };
    Ok(Axis { name, values })
}

fn range(from: &str, to: &str) -> Result<Vec<String>> {
    let whole = |text: &str| -> Result<i64> {
        let plain = text.trim().replace('_', "");
        (plain.parse()).with_context(|| format!("`{text}` is not a whole number"))
    };
    let (to, steps) = match to.split_once('/') {
        Some((to, steps)) => (to, whole(steps)?),
        None => (to, STEPS),
    };
    let (from, to) = (whole(from)?, whole(to)?);
    if from >= to || !(2..=MOST_POINTS as i64).contains(&steps) {
        bail!("a range needs two ends, the lower first, and 2 to {MOST_POINTS} values");
    }
    let at = |step: i64| {
        let way = (i128::from(to) - i128::from(from)) * i128::from(step) / i128::from(steps - 1);
        (i128::from(from) + way).to_string()
    };
    let mut values: Vec<String> = (0..steps).map(at).collect();
    values.dedup();
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_an_axis() {
        let values = |text: &str| axis(text).map(|axis| axis.values.join(" "));
        assert_eq!(values("a.b=1, 2,5").expect("a list"), "1 2 5");
        assert_eq!(values("a=0..8").expect("a range"), "0 1 2 3 4 5 6 7 8");
        assert_eq!(
            values("a=1_000..2_000/3").expect("a range"),
            "1000 1500 2000"
        );
        assert_eq!(values("a=0..2/5").expect("a range"), "0 1 2");
        for bad in ["a", "a=5..1", "a=1..2/1", "a=x..2"] {
            assert!(axis(bad).is_err(), "{bad}");
        }
    }
}
