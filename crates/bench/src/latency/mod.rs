//! From a price's print to the liquidations that it makes due.
//!
//! Node, keeper and stopwatch are threads of this process; the keeper asks the node over the loopback interface, as it
//! would any other. What is measured ends with the node's having run the transaction, so sending it is within.

mod keeper;
mod scene;

use std::{
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{ensure, Result};
use comfy_table::{presets::UTF8_FULL_CONDENSED, Table};
use indicatif::ProgressBar;
use serde::Serialize;

use crate::report;

use keeper::Keeper;
use scene::Scene;

/// Between two blocks, as on a cluster: the next one confirms what was sent in the one before.
const SLOT: Duration = Duration::from_millis(400);
/// Blocks of a print: it comes with the first.
const SLOTS: u32 = 2;
/// Between two looks at what the keeper holds.
const LOOK: Duration = Duration::from_micros(200);
/// Fewest liquidations, of a hundred prints, that the figures say something with.
const LEAST_PER_HUNDRED: usize = 50;

#[derive(Serialize)]
struct Report {
    prints: u32,
    liquidations: usize,
    /// From the moment before the print is on the node to the node's having run the first liquidation after it.
    print_to_first_run_ms: Quantiles,
    /// The same to every liquidation.
    print_to_run_ms: Quantiles,
    /// The keeper's own figure: from its first sight of the print to its sending a liquidation.
    seen_to_sent_ms: Quantiles,
}

#[derive(Serialize)]
struct Quantiles {
    median: f64,
    p99: f64,
    max: f64,
}

/// Measures, prints, writes.
pub fn run(prints: u32, json: Option<&Path>) -> Result<()> {
    let mut scene = Scene::open()?;
    scene.fall_to_the_brink()?;
    let keeper = Keeper::start(&scene)?;
    let taken = watch(&mut scene, prints)?;
    let seen_to_sent_ms = keeper.stop()?;
    let least = (prints as usize * LEAST_PER_HUNDRED).div_ceil(100);
    ensure!(
        taken.all.len() >= least,
        "{} liquidations, not the {least} that this is about",
        taken.all.len()
    );
    let report = Report {
        prints,
        liquidations: taken.all.len(),
        print_to_first_run_ms: quantiles(taken.first),
        print_to_run_ms: quantiles(taken.all),
        seen_to_sent_ms,
    };
    print(&report);
    report::write(json, &report)?;
    Ok(())
}

/// How long after their print liquidations were, milliseconds.
#[derive(Default)]
struct Taken {
    /// Of each print that made any due.
    first: Vec<f64>,
    all: Vec<f64>,
}

fn watch(scene: &mut Scene, prints: u32) -> Result<Taken> {
    let progress = ProgressBar::new(prints.into());
    let mut taken = Taken::default();
    let mut held = scene.keepers_account()?;
    for _ in 0..prints {
        let (since, before) = (Instant::now(), taken.all.len());
        scene.print()?;
        let mut blocks = 1;
        while since.elapsed() < SLOTS * SLOT {
            if since.elapsed() > blocks * SLOT {
                scene.node.tick(SLOT.as_millis() as u64, Vec::new())?;
                blocks += 1;
            }
            let now = scene.keepers_account()?;
            if now != held {
                taken.all.push(since.elapsed().as_secs_f64() * 1e3);
                held = now;
            }
            sleep(LOOK);
        }
        taken.first.extend(taken.all.get(before));
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(taken)
}

/// Of at least one value; the 99th percentile by nearest rank.
fn quantiles(mut values: Vec<f64>) -> Quantiles {
    values.sort_by(f64::total_cmp);
    let at = |percent: usize| values[(values.len() * percent).div_ceil(100).max(1) - 1];
    Quantiles {
        median: at(50),
        p99: at(99),
        max: at(100),
    }
}

fn print(report: &Report) {
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED);
    table.set_header(["milliseconds", "median", "p99", "max"]);
    for (name, row) in [
        (
            "print on the node to first liquidation run by it",
            &report.print_to_first_run_ms,
        ),
        (
            "print on the node to any liquidation run by it",
            &report.print_to_run_ms,
        ),
        (
            "  print seen by the keeper to liquidation sent",
            &report.seen_to_sent_ms,
        ),
    ] {
        let figure = |value: f64| format!("{value:.0}");
        let cells = [row.median, row.p99, row.max].map(figure);
        table.add_row([&[name.to_owned()], &cells[..]].concat());
    }
    report::print(table);
    println!(
        "{} liquidations after {} prints",
        report.liquidations, report.prints
    );
}
