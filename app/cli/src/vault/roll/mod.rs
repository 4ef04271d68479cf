//! `ballast vault roll`: the steps of a round that are due, one after another.

mod crank;
mod steps;

use anyhow::Result;
use ballast_client::{
    ballast::state::{Stage, Vault},
    views::Due,
};
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

/// The vault's next step.
#[derive(Serialize)]
pub struct Next {
    /// The instruction, or `wait`.
    pub step: &'static str,
    /// In words.
    pub what: &'static str,
    /// When it is due, if it is not yet and time is all it takes.
    pub from_ts: Option<i64>,
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
            true => println!("nothing is due: {}", next.words(now)),
            false => println!("next: {}", next.words(now)),
        }
    }
    let steps = crank.into_steps();
    args.at.target.write_json(&Report { steps, next })?;
    outcome
}

impl Next {
    /// What is due.
    pub fn of(due: Due, vault: &Vault) -> Self {
        let (step, from_ts) = match due {
            Due::Roll => ("roll_round", None),
            Due::StartSale => ("start_sale", None),
            Due::EndSale => ("end_sale", None),
            Due::SettleSeries => ("settle_series", None),
            Due::SettleVault => ("settle_vault", None),
            Due::Wait(from_ts) => ("wait", from_ts),
        };
        let what = match (due, vault.stage) {
            (Due::Roll, _) => "the queues are due to be rolled",
            (Due::StartSale, _) => "a sale may start",
            (Due::EndSale, _) => "the sale is over and due to be ended",
            (Due::SettleSeries, _) => "the options have expired and are due to be settled",
            (Due::SettleVault, _) => "the payoff is due to be paid",
            (Due::Wait(None), _) if vault.params.is_winding_down() => "the vault is wound down",
            (Due::Wait(None), _) => "the vault waits for deposits",
            (Due::Wait(_), Stage::Selling) => "the sale ends",
            (Due::Wait(_), Stage::Live) => "the options expire",
            (Due::Wait(_), _) => "the next sale opens",
        };
        Self {
            step,
            what,
            from_ts,
        }
    }

    /// In words, with the time left.
    pub fn words(&self, now: i64) -> String {
        let Some(ts) = self.from_ts else {
            return self.what.to_owned();
        };
        let left = duration((ts - now).max(0));
        format!("{} at {} UTC, in {left}", self.what, utc(ts))
    }
}
