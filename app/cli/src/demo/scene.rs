//! What every actor sees: the chain, who is in it, the market and the record.

use std::{cell::RefCell, rc::Rc};

use anyhow::Result;
use ballast::{errors::BallastError, state::Vault};
use ballast_client::SeriesKeys;
use ballast_harness::{Receipt, TxError};

use super::{cast::Cast, record::Record, watch::Watch, wire::Tally};
use crate::{
    report::{Journal, Moment, Rank},
    tape::{Tape, Verdict},
};

/// One run.
pub struct Scene {
    /// The chain with the market on it, and the present print.
    pub tape: Tape,
    /// Everybody.
    pub cast: Cast,
    /// The vault after the last transaction that may have changed it.
    pub vault: Vault,
    /// Series that are settled, redeemed and only kept for the last audit.
    pub retired: Vec<SeriesKeys>,
    /// Timeline.
    pub journal: Journal,
    /// Counters and results.
    pub record: Record,
    /// Halts and reopenings.
    pub watch: Watch,
    /// Transactions sent.
    pub tally: Rc<RefCell<Tally>>,
}

impl Scene {
    /// Unix time of the chain.
    pub fn now(&self) -> i64 {
        self.tape.now()
    }

    /// Moves the clock and the oracle.
    pub fn advance_to(&mut self, ts: i64, price: u64) {
        self.tape.advance_to(ts, price);
        self.note_breaker();
    }

    /// Reads the market again and notes what its breaker did.
    pub fn refresh(&mut self) {
        self.tape.refresh();
        self.note_breaker();
    }

    /// Notes what the breaker did since the last look.
    pub fn note_breaker(&mut self) {
        let now = self.now();
        let changes = self.watch.look(&self.tape.market, now);
        for (rank, text) in changes {
            self.note(rank, text);
        }
    }

    /// Records the print unless a transaction before has.
    pub fn observe(&mut self) -> Result<()> {
        self.tape.observe()?;
        self.note_breaker();
        Ok(())
    }

    /// Notes the loop gain, and what the breaker did when the book was refreshed.
    pub fn note_gain(&mut self, gain_milli: u32) {
        let now = self.now();
        self.record.loop_gain.note(now, gain_milli);
        self.note_breaker();
    }

    /// Reads market and vault again.
    pub fn refresh_vault(&mut self) {
        self.vault = self.tape.world.vault_state();
        self.refresh();
    }

    /// As [`Tape::judge`], and notes what the breaker did.
    pub fn judge(
        &mut self,
        what: &str,
        outcome: Result<Receipt, TxError>,
        expected: &[BallastError],
    ) -> Result<Verdict> {
        let verdict = self.tape.judge(what, outcome, expected)?;
        self.note_breaker();
        Ok(verdict)
    }

    /// As [`Self::judge`], for what nothing may refuse.
    pub fn must(&mut self, what: &str, outcome: Result<Receipt, TxError>) -> Result<()> {
        self.judge(what, outcome, &[])?;
        Ok(())
    }

    /// Puts an event on the timeline.
    pub fn note(&mut self, rank: Rank, text: impl Into<String>) {
        let moment = self.moment();
        self.journal.record(moment, rank, text.into(), None);
    }

    /// Puts an amount (base decimals) on the timeline; like events add up.
    pub fn note_amount(&mut self, rank: Rank, text: impl Into<String>, amount: u64) {
        let moment = self.moment();
        self.journal.record(moment, rank, text.into(), Some(amount));
    }

    fn moment(&self) -> Moment {
        let market = &self.tape.market;
        Moment {
            ts: self.now(),
            price: self.tape.price,
            stage: self.tape.stage(),
            // The estimate is an account's own state, within its bounds by construction.
            vol: market
                .risk
                .vol
                .slow(&market.params.vol)
                .map_or(0.0, |vol| vol.0.to_num()),
        }
    }
}
