//! `ballast status`: a market at a glance.

mod render;
mod source;
mod view;

use std::{fs, path::PathBuf};

use anchor_lang::prelude::Pubkey;
use anyhow::{Context, Result};

/// Shows a market's price, stage, volatilities, windows, gamma, the limits in force and changes that wait.
#[derive(clap::Args)]
pub struct Args {
    /// RPC of a node
    #[arg(long, default_value = "http://127.0.0.1:8899")]
    url: String,
    /// The market's address
    #[arg(long, value_name = "ADDRESS")]
    market: Pubkey,
    /// Writes the same as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let snapshot = source::fetch(&args.url, &args.market)?;
    let status = view::status(&snapshot, &args.market)
        .map_err(|error| anyhow::anyhow!("the market's state cannot be read: {error}"))?;
    if let Some(path) = &args.json {
        let text = serde_json::to_string_pretty(&status)? + "\n";
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    print!(
        "{}",
        render::render(&status).context("cannot format the status")?
    );
    Ok(())
}
