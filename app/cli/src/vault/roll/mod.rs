//! `ballast vault roll`: the steps of a round that are due, one after another.

mod crank;
mod steps;

use anyhow::Result;
use ballast_client::reports::Next;
use serde::Serialize;

use crate::{
    format::{duration, utc},
    rpc::{VaultArgs, VaultDesk},
    steps::Step,
};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    at: VaultArgs,
    /// Takes one step and no more
    #[arg(long)]
    once: bool,
}

/// What was done, and what comes next.
#[derive(Serialize)]
struct Report {
    steps: Vec<Step>,
    next: Next,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let mut crank = crank::Crank::new(VaultDesk::open(&args.at)?);
    let outcome = crank.turn(args.once);
    // Also after a refusal: what was done before it is done.
    let next = crank.next()?;
    if outcome.is_ok() {
        let now = crank.now();
        match crank.steps().is_empty() {
            true => println!("nothing is due: {}", words(&next, now)),
            false => println!("next: {}", words(&next, now)),
        }
    }
    let steps = crank.into_steps();
    args.at.target.write_json(&Report { steps, next })?;
    outcome
}

/// A next step in words, with the time left.
pub fn words(next: &Next, now: i64) -> String {
    let Some(ts) = next.from_ts else {
        return next.what.to_owned();
    };
    let left = duration((ts - now).max(0));
    format!("{} at {} UTC, in {left}", next.what, utc(ts))
}
