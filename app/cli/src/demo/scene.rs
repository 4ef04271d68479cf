//! What every actor sees: the chain, who is in it, the market and the record.

use std::{cell::RefCell, rc::Rc};

use anyhow::{anyhow, bail, Result};
use ballast::{
    errors::BallastError,
    state::{Market, Vault},
};
use ballast_client::{errors, SeriesKeys};
use ballast_harness::{OraclePrint, Receipt, TxError, World};
use option_risk::oracle::Print;

use super::{cast::Cast, record::Record, watch::Watch, wire::Tally};
use crate::report::{Journal, Moment, Rank};

/// What a transaction came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It did what it says.
    Done,
    /// It did nothing but record that its own print tripped the breaker.
    Deferred,
    /// It failed for a reason the sender knows how to live with.
    Refused(BallastError),
}

/// Memory of the feed's moving average, seconds: about that of Pyth's.
const EMA_SECS: i128 = 3_600;

/// The moving average `secs` later.
fn averaged(ema: u64, price: u64, secs: i64) -> u64 {
    let gap = i128::from(price) - i128::from(ema);
    let step = gap * i128::from(secs).clamp(0, EMA_SECS) / EMA_SECS;
    // Between the two by construction.
    (i128::from(ema) + step) as u64
}

/// One run.
pub struct Scene {
    /// The chain with the market on it.
    pub world: World,
    /// Everybody.
    pub cast: Cast,
    /// The market after the last transaction that may have changed it.
    pub market: Box<Market>,
    /// The vault after the last transaction that may have changed it.
    pub vault: Vault,
    /// Price of the present print, feed units.
    pub price: u64,
    /// Its moving average, feed units.
    pub ema: u64,
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
        self.world.now()
    }

    /// Moves the clock and the oracle.
    pub fn advance_to(&mut self, ts: i64, price: u64) {
        let secs = ts - self.now();
        self.world.advance(secs);
        self.ema = averaged(self.ema, price, secs);
        let print = self.world.feed.print(price, ts);
        self.world.publish(&OraclePrint {
            ema_price: self.ema as i64,
            ..print
        });
        self.price = price;
        self.note_breaker();
    }

    /// Reads the market again and notes what its breaker did.
    pub fn refresh(&mut self) {
        self.market = self.world.market();
        self.note_breaker();
    }

    fn note_breaker(&mut self) {
        let now = self.now();
        let changes = self.watch.look(&self.market, now);
        for (rank, text) in changes {
            self.note(rank, text);
        }
    }

    /// Reads market and vault again.
    pub fn refresh_vault(&mut self) {
        self.vault = self.world.vault_state();
        self.refresh();
    }

    /// The market as the program will see it in the next transaction.
    pub fn ahead(&self) -> Result<Box<Market>> {
        let mut market = self.market.clone();
        let print = Print {
            price: self.price,
            publish_ts: self.now(),
            ema_price: self.ema,
        };
        market.observe(&print, self.now())?;
        Ok(market)
    }

    /// Judges a transaction: success, or one of the refusals `expected`; anything else ends the run.
    pub fn judge(
        &mut self,
        what: &str,
        outcome: Result<Receipt, TxError>,
        expected: &[BallastError],
    ) -> Result<Verdict> {
        match outcome {
            Ok(_) => {
                let trips = self.market.risk.breaker.trip_count;
                self.refresh();
                Ok(if self.market.risk.breaker.trip_count > trips {
                    Verdict::Deferred
                } else {
                    Verdict::Done
                })
            }
            Err(error) => {
                let TxError::Program(code) = error else {
                    return Err(self.unexpected(what, &error));
                };
                match errors::from_code(code) {
                    Some(known) if expected.contains(&known) => Ok(Verdict::Refused(known)),
                    _ => Err(self.unexpected(what, &error)),
                }
            }
        }
    }

    /// As [`Self::judge`], for what nothing may refuse.
    pub fn must(&mut self, what: &str, outcome: Result<Receipt, TxError>) -> Result<()> {
        self.judge(what, outcome, &[])?;
        Ok(())
    }

    fn unexpected(&self, what: &str, error: &TxError) -> anyhow::Error {
        let at = crate::format::utc(self.now());
        anyhow!("{what} at {at} failed unexpectedly: {error}")
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
        let market = &self.market;
        Moment {
            ts: self.now(),
            price: self.price,
            stage: self.stage(),
            // The estimate is an account's own state, within its bounds by construction.
            vol: market
                .risk
                .vol
                .slow(&market.params.vol)
                .map_or(0.0, |vol| vol.0.to_num()),
        }
    }

    /// Stage of the breaker now, whether or not anybody has cranked it.
    pub fn stage(&self) -> option_risk::breaker::Stage {
        let market = &self.market;
        market
            .risk
            .breaker
            .stage_at(&market.params.breaker, self.now())
    }

    /// Every invariant that can be seen from outside.
    pub fn audit(&mut self) -> Result<()> {
        let at = crate::format::utc(self.now());
        match self.world.audit() {
            Ok(()) => Ok(()),
            Err(broken) => bail!("the books do not balance at {at}: {broken}"),
        }
    }
}
