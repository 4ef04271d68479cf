//! `ballast status`: a market at a glance.

mod render;
mod source;

use anyhow::{Context, Result};
use ballast_client::reports;

use crate::rpc::Target;

/// Shows a market's price, stage, volatilities, windows, gamma, the limits in force and changes that wait.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: Target,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let Args { target } = args;
    let snapshot = source::fetch(&target.cluster.url, &target.market)?;
    let source::Snapshot {
        now,
        market,
        series,
        proposals,
    } = &snapshot;
    let status = reports::status(&target.market, market, series, proposals, *now)
        .map_err(|error| anyhow::anyhow!("the market's state cannot be read: {error}"))?;
    target.write_json(&status)?;
    print!(
        "{}",
        render::render(&status).context("cannot format the status")?
    );
    Ok(())
}
