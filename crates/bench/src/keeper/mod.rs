//! What a keeper needs for a market with very many margin accounts.
//!
//! This process is the node: it answers from memory, over HTTP on the loopback interface. The keeper is a process of its
//! own, so that its memory is its own.

mod book;
mod node;
mod scan;

use std::{path::Path, process::Command};

use anyhow::{ensure, Context, Result};
use comfy_table::{presets::UTF8_FULL_CONDENSED, Table};
use serde::Serialize;

use crate::report;

pub use scan::{scan, Args as ScanArgs, Scan};

/// The most that a keeper may use for a hundred thousand accounts, bytes.
const MOST_MEMORY_PER_ACCOUNT: f64 = 4_000.0;
/// What it may use besides.
const MOST_MEMORY_AT_REST: f64 = 20e6;

#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    scan: Scan,
    accounts_per_second: f64,
    decoding_share: f64,
    revaluing_share: f64,
    /// What `peak_memory_bytes` may not pass.
    memory_budget_bytes: f64,
}

/// Measures, prints, writes; fails if the keeper uses too much memory.
pub fn run(accounts: usize, json: Option<&Path>) -> Result<()> {
    let book = book::Book::of(accounts)?;
    let market = book.market;
    eprintln!("{accounts} margin accounts of 8 positions made; a keeper reads them");
    let url = node::serve(book);
    let keeper = Command::new(std::env::current_exe()?)
        .args(["keeper-scan", "--url", &url, "--market"])
        .arg(market.to_string())
        .output()
        .context("the keeper does not start")?;
    let said = String::from_utf8_lossy(&keeper.stderr);
    ensure!(keeper.status.success(), "the keeper failed: {said}");
    let scan: Scan = serde_json::from_slice(&keeper.stdout).context("the keeper's report")?;
    ensure!(
        scan.accounts == accounts,
        "{} accounts found",
        scan.accounts
    );
    let report = report(scan);
    print(&report);
    report::write(json, &report)?;
    let (used, budget) = (
        report.scan.peak_memory_bytes as f64,
        report.memory_budget_bytes,
    );
    ensure!(used <= budget, "{used:.0} bytes of memory, of {budget:.0}");
    Ok(())
}

fn report(scan: Scan) -> Report {
    let total = scan.scan_seconds + scan.revalue_seconds;
    Report {
        accounts_per_second: scan.accounts as f64 / total,
        decoding_share: scan.decode_seconds / total,
        revaluing_share: scan.revalue_seconds / total,
        memory_budget_bytes: MOST_MEMORY_AT_REST + MOST_MEMORY_PER_ACCOUNT * scan.accounts as f64,
        scan,
    }
}

fn print(report: &Report) {
    let scan = &report.scan;
    let seconds = |value: f64| format!("{value:.2} s");
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED);
    for (name, value) in [
        ("margin accounts of 8 positions", scan.accounts.to_string()),
        ("under maintenance", scan.under.to_string()),
        ("read over JSON-RPC", seconds(scan.scan_seconds)),
        ("  of it decoding accounts", seconds(scan.decode_seconds)),
        ("revalued, once", seconds(scan.revalue_seconds)),
        (
            "accounts per second, both",
            format!("{:.0}", report.accounts_per_second),
        ),
        ("share spent decoding", percent(report.decoding_share)),
        ("share spent revaluing", percent(report.revaluing_share)),
        (
            "the keeper's peak memory",
            format!("{:.0} MB", scan.peak_memory_bytes as f64 / 1e6),
        ),
    ] {
        table.add_row([name.to_owned(), value]);
    }
    report::print(table);
}
