//! The table of compute units and rent.

mod budgets;
mod clearing;
mod governance;
mod spreads;
mod typical;
mod vaults;
mod worst;

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{anyhow, bail, Context, Result};
use ballast_client::instructions::INSTRUCTIONS;
use ballast_harness::{Meter, Metered, SbfChain, Setup, World};
use comfy_table::{presets::UTF8_FULL_CONDENSED, Table};
use serde::Serialize;

use crate::report;

use budgets::{budget, rent_budget, typical_budget};

/// One instruction's line.
#[derive(Serialize)]
struct Line {
    /// Median of the typical run.
    cu: u64,
    /// Dearest call of both runs.
    worst_cu: u64,
    /// Most accounts passed.
    accounts: usize,
    /// Most lamports locked in accounts created, token accounts that come with it included.
    rent: u64,
    /// What `rent` may not pass.
    rent_budget: u64,
    /// Most lamports of accounts closed.
    returned: u64,
    /// What `worst_cu` may not pass.
    budget: u64,
}

#[derive(Serialize)]
struct Report {
    /// What built and ran the program.
    measured_on: &'static str,
    /// Bytes of the `.so`.
    program_bytes: u64,
    instructions: BTreeMap<&'static str, Line>,
}

/// Measures, prints, writes; fails if a budget is passed.
pub fn run(json: Option<&Path>) -> Result<()> {
    let typical = measure(&Setup::default(), typical::run).context("the typical run")?;
    let worst = measure(&worst::setup(), worst::run).context("the worst-case run")?;
    let vaults = measure(&vaults::setup(), vaults::worst).context("the vaults' worst case")?;
    let report = report(&typical, [&worst, &vaults])?;
    print(&report);
    report::write(json, &report)?;
    let mut over = Vec::new();
    for (name, line) in &report.instructions {
        let typical = typical_budget(name).unwrap_or(u64::MAX);
        for (cost, budget) in [
            (line.worst_cu, line.budget),
            (line.cu, typical),
            (line.rent, line.rent_budget),
        ] {
            if cost > budget {
                over.push(format!("{name}: {cost} of {budget}"));
            }
        }
    }
    if !over.is_empty() {
        bail!("over budget: {}", over.join(", "));
    }
    Ok(())
}

fn measure(setup: &Setup, scenario: fn(&mut World) -> Result<()>) -> Result<Meter> {
    let chain = SbfChain::start().map_err(|reason| anyhow!(reason))?;
    let meter = Meter::default();
    let metered = Metered {
        chain,
        meter: meter.clone(),
    };
    let mut world = World::create(Box::new(metered), setup)?;
    scenario(&mut world)?;
    world.audit().map_err(|reason| anyhow!(reason))?;
    Ok(meter)
}

fn report(typical: &Meter, worst: [&Meter; 2]) -> Result<Report> {
    let (typical, worst) = (typical.calls(), worst.map(Meter::calls));
    let mut instructions = BTreeMap::new();
    for (name, _) in INSTRUCTIONS {
        let usual = typical
            .get(name)
            .with_context(|| format!("{name} was not run"))?;
        let mut sorted: Vec<u64> = usual.iter().map(|call| call.compute_units).collect();
        sorted.sort_unstable();
        let dear = || worst.iter().filter_map(|calls| calls.get(name)).flatten();
        let all = || usual.iter().chain(dear());
        let line = Line {
            cu: sorted[sorted.len() / 2],
            worst_cu: all().map(|call| call.compute_units).max().unwrap_or(0),
            accounts: all().map(|call| call.accounts).max().unwrap_or(0),
            budget: budget(name),
            rent: all().map(|call| call.rent).max().unwrap_or(0),
            rent_budget: rent_budget(name),
            returned: all().map(|call| call.returned).max().unwrap_or(0),
        };
        instructions.insert(name, line);
    }
    Ok(Report {
        measured_on: "the .so in target/deploy, LiteSVM 0.16",
        program_bytes: fs::metadata(SbfChain::artifact())?.len(),
        instructions,
    })
}

/// Lamports as SOL; nothing for none.
fn sol(lamports: u64) -> String {
    match lamports {
        0 => String::new(),
        _ => format!("{:.6}", lamports as f64 / 1e9),
    }
}

fn print(report: &Report) {
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED).set_header([
        "instruction",
        "typical CU",
        "worst CU",
        "budget",
        "of budget",
        "accounts",
        "rent, SOL",
        "returned",
    ]);
    for (name, line) in &report.instructions {
        table.add_row([
            (*name).to_string(),
            line.cu.to_string(),
            line.worst_cu.to_string(),
            line.budget.to_string(),
            format!("{}%", line.worst_cu * 100 / line.budget.max(1)),
            line.accounts.to_string(),
            sol(line.rent),
            sol(line.returned),
        ]);
    }
    report::print(table);
    println!(
        "{}, {} bytes. Typical: the median call of a whole life on a legacy Pyth account. Worst: the dearest\n\
         call of that run and of two with PriceUpdateV2 and fourteen live expiries: eight positions an account (shorts alone,\n\
         and shorts with options that offset them, which takes the whole grid), and vaults that hold both tokens under a skew.\n\
         Rent: the most that the accounts a call creates lock up, token accounts that come with it included; returned when\n\
         they are closed.",
        report.measured_on, report.program_bytes
    );
}
