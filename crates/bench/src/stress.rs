//! How fast the stress lab is, on one thread and on all, and that its memory does not grow with the seeds.

use std::{path::Path, time::Instant};

use anyhow::{ensure, Context, Result};
use ballast_simulator::{
    results::Speed,
    study::{study, Plan},
    Mechanism, Scenario, Settings,
};
use comfy_table::{presets::UTF8_FULL_CONDENSED, Table};
use serde::Serialize;

use crate::{memory, report};

/// Growth of peak memory over ten times the seeds that is no growth, bytes.
const MOST_GROWTH: u64 = 8_000_000;

#[derive(Serialize)]
struct Report {
    account_minutes_per_second_one_thread: f64,
    account_minutes_per_second_all_threads: f64,
    threads: usize,
    /// What all threads do over what one does, by thread.
    scaling: f64,
    runs: u64,
    /// 200 seeds x 10 mechanisms x 4 scenarios at the speed of all threads.
    full_study_seconds: f64,
    peak_memory_bytes: u64,
    peak_memory_tenfold_seeds_bytes: u64,
}

/// Measures, prints, writes; fails if memory grows with the seeds.
pub fn run(seeds: u32, json: Option<&Path>) -> Result<()> {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let few = measure(seeds)?;
    let peak = memory::peak()?;
    let all = measure(10 * seeds)?;
    let peak_tenfold = memory::peak()?;
    let single = one.install(|| measure(seeds))?;
    let rate = |speed: &Speed| speed.account_minutes as f64 / speed.seconds;
    let report = Report {
        account_minutes_per_second_one_thread: rate(&single),
        account_minutes_per_second_all_threads: rate(&all),
        threads: all.threads,
        scaling: rate(&all) / rate(&single) / all.threads as f64,
        runs: few.runs + all.runs + single.runs,
        full_study_seconds: all.seconds / all.runs as f64 * 200.0 * 10.0 * 4.0,
        peak_memory_bytes: peak,
        peak_memory_tenfold_seeds_bytes: peak_tenfold,
    };
    print(&report);
    report::write(json, &report)?;
    let growth = peak_tenfold.saturating_sub(peak);
    ensure!(
        growth <= MOST_GROWTH,
        "ten times the seeds took {growth} bytes more memory"
    );
    Ok(())
}

/// The baseline and the whole in the four standard scenarios.
fn measure(seeds: u32) -> Result<Speed> {
    let scenarios = Scenario::STANDARD.into_iter().map(Scenario::parse);
    let mechanisms = [Mechanism::NONE, Mechanism::EVERYTHING].into_iter();
    let plan = Plan {
        settings: Settings::default(),
        scenarios: scenarios.collect::<Result<_, _>>()?,
        mechanisms: mechanisms.map(Mechanism::parse).collect::<Result<_, _>>()?,
        seeds,
        magnet: false,
    };
    let started = Instant::now();
    let found = study(&plan, String::new(), &|| ()).context("a study")?;
    Ok(Speed {
        seconds: started.elapsed().as_secs_f64(),
        ..found.speed
    })
}

fn print(report: &Report) {
    let millions = |value: f64| format!("{:.1} M", value / 1e6);
    let megabytes = |bytes: u64| format!("{:.0} MB", bytes as f64 / 1e6);
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED);
    for (name, value) in [
        (
            "account-minutes per second, one thread",
            millions(report.account_minutes_per_second_one_thread),
        ),
        (
            "account-minutes per second, all threads",
            millions(report.account_minutes_per_second_all_threads),
        ),
        ("threads", report.threads.to_string()),
        (
            "a thread of all over one alone",
            format!("{:.2}", report.scaling),
        ),
        (
            "200 seeds x 10 mechanisms x 4 scenarios",
            format!("{:.0} s", report.full_study_seconds),
        ),
        ("peak memory", megabytes(report.peak_memory_bytes)),
        (
            "peak memory at ten times the seeds",
            megabytes(report.peak_memory_tenfold_seeds_bytes),
        ),
    ] {
        table.add_row([name.to_owned(), value]);
    }
    report::print(table);
}
