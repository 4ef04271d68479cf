//! What a run came to.

use anchor_lang::prelude::Pubkey;
use anyhow::Result;
use option_risk::units::{Kind, Scale};
use serde::Serialize;

use super::replay::Replay;
use crate::{
    report::Liquidations,
    tape::{
        tokens::{self, Tokens},
        Tape,
    },
};

/// A volatility at the start and at its highest, annualised.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Vol {
    /// When options were first written.
    pub start: f64,
    /// At its highest since.
    pub peak: f64,
}

impl Vol {
    fn look(&mut self, vol: f64) {
        if self.start == 0.0 {
            self.start = vol;
        }
        self.peak = self.peak.max(vol);
    }
}

/// Counters and sums; amounts by collateral, base and quote.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// Contracts written, atoms.
    pub contracts: u64,
    /// The most they could cost.
    pub coverage: [u64; 2],
    /// Collateral behind them as they were written.
    pub posted: [u64; 2],
    /// Liquidations.
    pub liquidations: Liquidations,
    /// Auctions started.
    pub flagged: u64,
    /// Accounts taken over by the insurance fund.
    pub backstopped: u64,
    /// Kept by the keeper above the mark.
    pub bonus: [u64; 2],
    /// Owed by all shorts at their settlement.
    pub payoff: [u64; 2],
    /// Of it, paid by the insurance fund.
    pub insurance_paid: [u64; 2],
    /// In the insurance fund at the start.
    pub insurance_start: [u64; 2],
    /// The worst series' unpaid share, bps.
    pub worst_haircut_bps: u32,
    /// Of the maintenance grid.
    pub maintenance_vol: Vol,
    /// Of the initial grid.
    pub initial_vol: Vol,
}

impl Flow {
    /// Nothing has happened yet.
    pub fn open(tape: &mut Tape) -> Self {
        Self {
            insurance_start: Kind::ALL.map(|kind| tape.world.insurance(kind)),
            ..Self::default()
        }
    }

    /// Takes options into account that were written.
    pub fn written(&mut self, kind: Kind, contracts: u64, coverage: u64, posted: u64) {
        self.contracts += contracts;
        self.coverage[kind as usize] += coverage;
        self.posted[kind as usize] += posted;
    }

    /// Takes the market's volatilities into account, once anybody has written.
    pub fn look(&mut self, tape: &Tape) -> Result<()> {
        if self.contracts > 0 {
            let view = tape.market.view(tape.now())?;
            self.maintenance_vol.look(view.maintenance_vol.0.to_num());
            self.initial_vol.look(view.initial_vol.0.to_num());
        }
        Ok(())
    }
}

/// A finished run.
pub struct Outcome {
    /// By writer, what it posted when it first wrote.
    pub posted: Vec<u64>,
    /// Counters and sums.
    pub flow: Flow,
    /// Writers of whom anything was liquidated.
    pub liquidated_writers: u64,
    /// Writers who were worth nothing at a print that the stable price did not agree with.
    pub spared_writers: u64,
    /// Times that somebody could not afford to write again.
    pub priced_out: u64,
    /// In the insurance fund at the end, its own account's collateral included.
    pub insurance_end: [u64; 2],
    /// What neither writers nor the insurance fund could pay.
    pub shortfall: [u64; 2],
    /// Halts.
    pub trips: u64,
    /// Seconds in halts.
    pub halted_seconds: u64,
    /// Conservation of base and quote.
    pub tokens: [Tokens; 2],
    /// Price at the end, feed units.
    pub final_price: u64,
    /// Units of the market.
    pub scale: Scale,
}

/// Collects a run that is over; fails if a single atom is missing.
pub fn collect(mut replay: Replay) -> Result<Outcome> {
    let retired = std::mem::take(&mut replay.retired);
    replay.tape.world.series.extend(retired);
    for kind in Kind::ALL {
        sweep(&mut replay, kind)?;
    }
    replay.tape.refresh();
    let writers = replay.writers.iter().map(|writer| &writer.actor);
    let owners: Vec<Pubkey> = writers
        .chain([&replay.holder, &replay.keeper])
        .map(|actor| actor.key())
        .collect();
    let tokens = tokens::balanced(&mut replay.tape, &owners)?;
    let Replay {
        mut tape,
        writers,
        posted,
        priced_out,
        flow,
        ..
    } = replay;
    Ok(Outcome {
        posted,
        spared_writers: writers.iter().filter(|writer| writer.spared).count() as u64,
        liquidated_writers: writers.iter().filter(|writer| writer.liquidated).count() as u64,
        priced_out,
        insurance_end: Kind::ALL.map(|kind| tape.world.insurance(kind)),
        shortfall: Kind::ALL.map(|kind| tape.bad_debt(kind)),
        trips: tape.market.risk.breaker.trip_count,
        halted_seconds: tape.market.risk.breaker.halted_secs(tape.now()),
        tokens,
        final_price: tape.price,
        scale: tape.market.scale(),
        flow,
    })
}

/// What the fund's own account has left is the fund's.
fn sweep(replay: &mut Replay, kind: Kind) -> Result<()> {
    let left = replay.tape.world.backstop_state(kind);
    if left.is_some_and(|account| account.collateral > 0) {
        let swept = replay.tape.world.sweep_backstop(kind);
        replay.tape.must("sweeping the fund's account", swept)?;
    }
    Ok(())
}
