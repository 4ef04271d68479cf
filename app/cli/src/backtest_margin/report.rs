//! Both runs as data. Amounts are base atoms, quote valued at the final price.

use anyhow::{Context, Result};
use serde::Serialize;

use super::{
    outcome::{Outcome, Vol},
    Args,
};
use crate::{format::decimal, prices::Bars, tape::tokens::Tokens};

/// Both runs.
#[derive(Serialize)]
pub struct Report {
    /// The file.
    pub source: String,
    /// Bars in it.
    pub bars: usize,
    /// Length of one.
    pub bar_seconds: i64,
    /// Opening of the first bar.
    pub from_ts: i64,
    /// Close of the last bar.
    pub to_ts: i64,
    /// Opening price of the first bar.
    pub first_price: f64,
    /// Lowest price of the file.
    pub low_price: f64,
    /// Closing price of the last bar, held until everything is settled.
    pub final_price: f64,
    /// Option writers.
    pub writers: u16,
    /// Spot range of the fixed policy, percent.
    pub fixed_range_pct: u32,
    /// Whether writers under the fixed policy posted no less than under the dynamic one.
    pub equal_collateral: bool,
    /// By policy.
    pub policies: Policies<PolicyResult>,
    /// By policy: every token ever minted, and where it is.
    pub conservation: Policies<Books>,
}

/// Something of either policy.
#[derive(Serialize)]
pub struct Policies<T> {
    /// Of the dynamic margin.
    pub dynamic: T,
    /// Of the fixed percentage.
    pub fixed: T,
}

/// Both mints.
#[derive(Serialize)]
pub struct Books {
    /// Base.
    pub base: Tokens,
    /// Quote.
    pub quote: Tokens,
}

/// What a policy came to.
#[derive(Serialize)]
pub struct PolicyResult {
    /// Contracts written, atoms.
    pub written_contracts: u64,
    /// The most they could cost.
    pub coverage_atoms: u64,
    /// Collateral behind them as they were written.
    pub posted_atoms: u64,
    /// Times that a writer could not afford to write again.
    pub priced_out: u64,
    /// Accounts flagged for liquidation.
    pub flagged: u64,
    /// Liquidations.
    pub liquidations: u64,
    /// Contracts taken over by them, atoms.
    pub liquidated_contracts: u64,
    /// Writers of whom anything was liquidated.
    pub liquidated_writers: u64,
    /// Transactions that tried: the sum of `liquidations`, the refused and the deferred.
    pub attempted: u64,
    /// Refused by a halt.
    pub refused_halted: u64,
    /// Refused by the grace after one.
    pub refused_grace: u64,
    /// Refused since the window's throughput was used up.
    pub refused_flow_limit: u64,
    /// Refused since the keeper had no margin left.
    pub refused_other: u64,
    /// Recorded the trip their own print caused, and did nothing else.
    pub deferred: u64,
    /// Accounts taken over by the insurance fund.
    pub backstopped: u64,
    /// Writers worth nothing at a print that the stable price did not agree with: not taken over then.
    pub spared_writers: u64,
    /// Kept by the keeper above the mark.
    pub bonus_atoms: u64,
    /// Owed by all shorts at their settlement.
    pub payoff_atoms: u64,
    /// Of it, what writers could not pay: paid by the insurance fund, or by nobody.
    pub bad_debt_atoms: u64,
    /// The part that the insurance fund paid.
    pub insurance_paid_atoms: u64,
    /// In the insurance fund before.
    pub insurance_start: u64,
    /// In the insurance fund at the end.
    pub insurance_end: u64,
    /// What the holders went without, as a share of all that was owed.
    pub haircut: f64,
    /// Of the worst series, bps of its payoff.
    pub worst_haircut_bps: u32,
    /// Volatility of the maintenance grid, annualised.
    pub maintenance_vol: Vol,
    /// Volatility of the initial grid, annualised.
    pub initial_vol: Vol,
    /// Halts.
    pub trips: u64,
    /// Time spent in them.
    pub halted_seconds: u64,
}

/// Puts both runs together.
pub fn report(args: &Args, bars: &Bars, dynamic: Outcome, fixed: Outcome) -> Result<Report> {
    let low = bars.bars.iter().map(|bar| bar.low).min().unwrap_or(0);
    Ok(Report {
        source: args.prices.display().to_string(),
        bars: bars.bars.len(),
        bar_seconds: bars.secs,
        from_ts: bars.starts(),
        to_ts: bars.ends(),
        first_price: decimal(bars.bars[0].open),
        low_price: decimal(low),
        final_price: decimal(dynamic.final_price),
        writers: args.writers,
        fixed_range_pct: args.fixed_range,
        equal_collateral: args.equal_collateral,
        conservation: Policies {
            dynamic: books(&dynamic),
            fixed: books(&fixed),
        },
        policies: Policies {
            dynamic: result(&dynamic)?,
            fixed: result(&fixed)?,
        },
    })
}

fn books(outcome: &Outcome) -> Books {
    let [base, quote] = outcome.tokens;
    Books { base, quote }
}

fn result(outcome: &Outcome) -> Result<PolicyResult> {
    let in_base = |[base, quote]: [u64; 2]| -> Result<u64> {
        let worth = (outcome.scale).base_for_quote_down(quote, outcome.final_price)?;
        base.checked_add(worth).context("too much to add up")
    };
    let (flow, taken) = (&outcome.flow, &outcome.flow.liquidations);
    let payoff_atoms = in_base(flow.payoff)?;
    let insurance_paid_atoms = in_base(flow.insurance_paid)?;
    let shortfall = in_base(outcome.shortfall)?;
    Ok(PolicyResult {
        written_contracts: flow.contracts,
        coverage_atoms: in_base(flow.coverage)?,
        posted_atoms: in_base(flow.posted)?,
        priced_out: outcome.priced_out,
        flagged: flow.flagged,
        liquidations: taken.executed,
        liquidated_contracts: taken.contracts,
        liquidated_writers: outcome.liquidated_writers,
        attempted: taken.attempted,
        refused_halted: taken.refused_halted,
        refused_grace: taken.refused_grace,
        refused_flow_limit: taken.refused_flow_limit,
        refused_other: taken.refused_other,
        deferred: taken.deferred,
        backstopped: flow.backstopped,
        spared_writers: outcome.spared_writers,
        bonus_atoms: in_base(flow.bonus)?,
        payoff_atoms,
        bad_debt_atoms: insurance_paid_atoms + shortfall,
        insurance_paid_atoms,
        insurance_start: in_base(flow.insurance_start)?,
        insurance_end: in_base(outcome.insurance_end)?,
        haircut: match payoff_atoms {
            0 => 0.0,
            owed => shortfall as f64 / owed as f64,
        },
        worst_haircut_bps: flow.worst_haircut_bps,
        maintenance_vol: flow.maintenance_vol,
        initial_vol: flow.initial_vol,
        trips: outcome.trips,
        halted_seconds: outcome.halted_seconds,
    })
}
