//! What a run came to, and its four forms: timeline, balance sheet, JSON, chart.

mod balance;
mod breaker;
pub mod chart;
mod journal;
pub mod json;
mod timeline;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use ballast::errors::BallastError;
use serde::Serialize;

pub use breaker::{LoopGain, Throttle, Trip};
pub use journal::{Entry, Event, Halt, Journal, Moment, Rank};
pub use timeline::stage_name;

/// Everything a run came to. Amounts are atoms, prices quote per base.
#[derive(Serialize)]
pub struct Report {
    /// Where the prices came from.
    pub source: String,
    /// Whether the breaker could trip.
    pub breaker_armed: bool,
    /// Bars in the file.
    pub bars: usize,
    /// Length of one.
    pub bar_seconds: i64,
    /// Opening of the first bar.
    pub from_ts: i64,
    /// Close of the last bar.
    pub to_ts: i64,
    /// When everybody was out.
    pub ended_ts: i64,
    /// Opening price of the first bar.
    pub first_price: f64,
    /// Closing price of the last bar, held until the end.
    pub final_price: f64,
    /// Strikes are multiples of this.
    pub strike_tick: f64,
    /// Length of the vault's rounds.
    pub tenor_days: u32,
    /// What the vault may hedge a minute, bps of what trades within 1%.
    pub hedge_depth_share_bps: u32,
    /// Halts that began.
    pub trips: Vec<Trip>,
    /// Stays in Throttle.
    pub throttles: Vec<Throttle>,
    /// Time spent in halts.
    pub halted_seconds: u64,
    /// The loop gain at its highest.
    pub loop_gain: LoopGain,
    /// Liquidations.
    pub liquidations: Liquidations,
    /// The vault's hedges.
    pub hedges: Hedges,
    /// The vault.
    pub vault: VaultResult,
    /// Its rounds.
    pub rounds: Vec<RoundResult>,
    /// Insurance fund in base atoms, its quote at the final price.
    pub insurance: Fund,
    /// Its base at the end.
    pub insurance_base_atoms: u64,
    /// Its quote at the end.
    pub insurance_quote_atoms: u64,
    /// Payoff nobody could pay, in base atoms, its quote at the final price.
    pub bad_debt_atoms: u64,
    /// Its base part.
    pub bad_debt_base_atoms: u64,
    /// Its quote part.
    pub bad_debt_quote_atoms: u64,
    /// By mint: held by the program's accounts, and owed by it.
    pub conservation: BTreeMap<String, Books>,
    /// Refused transactions by the name of their error.
    pub refusals: BTreeMap<String, u64>,
    /// Everybody's wallet.
    pub actors: Vec<ActorResult>,
    /// Transactions sent.
    pub steps: u64,
    /// Time the run took.
    pub wall_seconds: f64,
    /// What happened.
    #[serde(rename = "events", serialize_with = "json::timeline")]
    pub timeline: Vec<Entry>,
    /// Halts and reopenings, for the chart.
    #[serde(skip)]
    pub halts: Vec<Halt>,
    /// Every print, for the chart.
    #[serde(skip)]
    pub path: Vec<(i64, u64)>,
    /// Liquidations and hedges, for the chart.
    #[serde(skip)]
    pub events: Vec<(i64, u64, Event)>,
}

/// Transactions that tried to liquidate, and what they came to.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Liquidations {
    /// All of them.
    pub attempted: u64,
    /// Refused by a halt.
    pub refused_halted: u64,
    /// Refused by the grace after one.
    pub refused_grace: u64,
    /// Refused since the minute's throughput was used up.
    pub refused_flow_limit: u64,
    /// Refused since the liquidator had no margin left.
    pub refused_other: u64,
    /// Did nothing but record the trip their own print caused.
    pub deferred: u64,
    /// Took over a short.
    pub executed: u64,
    /// Contracts taken over, atoms.
    pub contracts: u64,
    /// Kept by the liquidator above the mark, base atoms; quote at the price of the moment.
    pub bonus_atoms: u64,
}

impl Liquidations {
    /// Counts a refusal and says it in words.
    pub fn refuse(&mut self, reason: BallastError) -> &'static str {
        let (count, why) = match reason {
            BallastError::BreakerHalted => (&mut self.refused_halted, "breaker halted"),
            BallastError::BreakerGrace => (&mut self.refused_grace, "grace after the halt"),
            BallastError::FlowLimit | BallastError::NothingToLiquidate => (
                &mut self.refused_flow_limit,
                "throughput of the minute used up",
            ),
            _ => (&mut self.refused_other, "liquidator out of margin"),
        };
        *count += 1;
        why
    }
}

/// The vault's hedges.
#[derive(Default, Serialize)]
pub struct Hedges {
    /// Orders opened.
    pub opened: u64,
    /// Fills.
    pub filled: u64,
    /// Orders or fills refused by a halt.
    pub refused_halted: u64,
    /// Refused by the grace after one.
    pub refused_grace: u64,
    /// Fills refused since their print trips the breaker.
    pub refused_tripped: u64,
    /// Orders refused since the minute's budget was used up.
    pub refused_flow_limit: u64,
    /// Orders that did nothing but record the trip their own print caused.
    pub deferred: u64,
    /// Base traded.
    pub base_atoms: u64,
}

/// The vault as its depositors saw it.
#[derive(Serialize)]
pub struct VaultResult {
    /// Base atoms put in.
    pub deposited: u64,
    /// Base atoms taken out.
    pub withdrawn: u64,
    /// Quote atoms (hedge proceeds) taken out besides.
    pub withdrawn_quote_atoms: u64,
    /// Earned in sales, base atoms.
    pub premium: u64,
    /// Paid to holders, base atoms.
    pub payoff: u64,
    /// Base per share after the first roll.
    pub share_price_start: f64,
    /// Base per share paid to those who left, quote at the price of that moment.
    pub share_price_end: f64,
}

/// One round of the vault.
#[derive(Default, Serialize)]
pub struct RoundResult {
    /// Number of the round, from 1: 0 only gathers deposits.
    pub round: u64,
    /// Start of the sale.
    pub started_ts: i64,
    /// Expiry.
    pub expiry_ts: i64,
    /// Strike.
    pub strike: f64,
    /// Settlement price; 0 if nothing was sold.
    pub settlement: f64,
    /// Calls offered, atoms.
    pub offered: u64,
    /// Calls sold, atoms.
    pub sold: u64,
    /// Premium earned, base atoms.
    pub premium: u64,
    /// Payoff paid, base atoms.
    pub payoff: u64,
    /// The vault's premium before this round.
    #[serde(skip)]
    pub premium_before: u64,
    /// The vault's payoff before this round.
    #[serde(skip)]
    pub payoff_before: u64,
}

/// Start and end of a fund.
#[derive(Serialize)]
pub struct Fund {
    /// Before anything happened.
    pub start: u64,
    /// When everybody was out.
    pub end: u64,
}

/// One mint's tokens.
#[derive(Serialize)]
pub struct Books {
    /// In the program's accounts.
    pub held: u64,
    /// Owed to others.
    pub owed: u64,
}

/// One wallet at the start and at the end.
#[derive(Serialize)]
pub struct ActorResult {
    /// Who.
    pub name: String,
    /// Base atoms before.
    pub base_start: u64,
    /// Base atoms after.
    pub base_end: u64,
    /// Quote atoms before.
    pub quote_start: u64,
    /// Quote atoms after.
    pub quote_end: u64,
    /// Change in base atoms, quote at the final price.
    pub result_base_atoms: i128,
}

/// Prints the report for a person; `quiet` leaves the timeline out.
pub fn print(report: &Report, quiet: bool) -> Result<()> {
    let text = text(report, quiet).context("cannot format the report")?;
    crate::page::print(&text)
}

fn text(report: &Report, quiet: bool) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    balance::header(&mut out, report)?;
    if !quiet {
        timeline::table(&mut out, report)?;
    }
    balance::body(&mut out, report)?;
    Ok(out)
}
