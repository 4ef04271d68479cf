//! The keeper of a vault's round: takes the step that is due, as anyone may.

use anyhow::{Context, Result};
use ballast::{errors::BallastError, state::Vault};
use ballast_client::{
    views::{self, Due},
    SeriesKeys,
};
use option_risk::breaker::Action;

use super::{gate, Tape, Verdict};

/// What became of the step that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It was taken.
    Taken(Due),
    /// The program would refuse it now; in words.
    PutOff(&'static str),
    /// None is, before this time if there is one.
    Wait(Option<i64>),
}

/// A vault and its keeper.
pub struct Crank {
    /// The vault after the last step.
    pub vault: Vault,
    /// Series of sales that ended without a buyer. No vault waits for their settlement, but until then they hold one of the
    /// market's places for expiries.
    leftover: Vec<SeriesKeys>,
    /// Series with nothing in them any more, only kept for the last audit.
    retired: Vec<SeriesKeys>,
}

impl Crank {
    /// Looks after the tape's vault.
    pub fn new(tape: &mut Tape) -> Self {
        Self {
            vault: tape.world.vault_state(),
            leftover: Vec::new(),
            retired: Vec::new(),
        }
    }

    /// Reads vault and market again: somebody else has traded.
    pub fn refresh(&mut self, tape: &mut Tape) {
        self.vault = tape.world.vault_state();
        tape.refresh();
    }

    /// The round's series, if it has one.
    pub fn series(&self, tape: &Tape) -> Option<SeriesKeys> {
        let mut all = tape.world.series.iter();
        all.find(|keys| keys.series == self.vault.sale.series)
            .copied()
    }

    /// Takes the step that is due at the present print, which must be on record.
    pub fn step(&mut self, tape: &mut Tape) -> Result<Step> {
        let keys = self.series(tape);
        let state = keys.map(|keys| tape.world.series_state(&keys));
        let due = views::due(&tape.market, &self.vault, state.as_ref(), tape.now())?;
        let series = || keys.context("the vault's round has no series");
        let step = match due {
            Due::Wait(until_ts) => return Ok(Step::Wait(until_ts)),
            Due::StartSale => {
                // Asked beforehand: a try creates the series it would sell.
                let why = gate::refusal(&tape.market, Action::StartSale, tape.now());
                if let Some(why) = why {
                    return Ok(Step::PutOff(why));
                }
                let started = tape.world.start_sale().map(|_| Default::default());
                tape.must("starting a sale", started)?;
                Step::Taken(due)
            }
            Due::SettleSeries => {
                let settled = tape.world.settle_series(&series()?);
                let expected = [BallastError::NoSettlementPrice];
                match tape.judge("settling a series", settled, &expected)? {
                    Verdict::Refused(_) => Step::PutOff("no settlement price yet"),
                    _ => Step::Taken(due),
                }
            }
            Due::Roll => {
                let rolled = tape.world.roll_round();
                tape.must("rolling the round", rolled)?;
                Step::Taken(due)
            }
            Due::EndSale => {
                let series = series()?;
                let ended = tape.world.end_sale(&series);
                tape.must("ending the sale", ended)?;
                if self.vault.sale.sold == 0 && !self.leftover.contains(&series) {
                    self.leftover.push(series);
                }
                Step::Taken(due)
            }
            Due::SettleVault => {
                let settled = tape.world.settle_vault(&series()?);
                tape.must("settling the vault", settled)?;
                Step::Taken(due)
            }
        };
        self.refresh(tape);
        Ok(step)
    }

    /// Settles series that nobody bought of, once they have expired.
    pub fn settle_leftover(&mut self, tape: &mut Tape) -> Result<()> {
        let sold = self.vault.sale.series;
        for series in std::mem::take(&mut self.leftover) {
            // Offered again, and sold: the vault's own.
            if series.series == sold || series.expiry_ts > tape.now() {
                self.leftover.push(series);
                continue;
            }
            if tape.world.series_state(&series).settled {
                continue;
            }
            let settled = tape.world.settle_series(&series);
            let expected = [BallastError::NoSettlementPrice];
            let verdict = tape.judge("settling a series nobody bought", settled, &expected)?;
            if verdict != Verdict::Done {
                self.leftover.push(series);
            }
        }
        Ok(())
    }

    /// Takes series out of the world that are settled and empty: every audit walks through all there are.
    pub fn retire(&mut self, tape: &mut Tape) {
        for series in std::mem::take(&mut tape.world.series) {
            let world = &mut tape.world;
            let is_over = world.series_state(&series).settled
                && world.tokens(&series.pool) == 0
                && world.supply(&series.option_mint) == 0;
            match is_over {
                true => self.retired.push(series),
                false => tape.world.series.push(series),
            }
        }
    }

    /// Puts them back.
    pub fn recall(&mut self, tape: &mut Tape) {
        tape.world.series.append(&mut self.retired);
    }
}
