//! What follows from a step of the keeper's: the buyer's and the depositor's part, and the record.

use anyhow::{Context, Result};
use ballast_client::views;

use super::{replay::Replay, stage::Stage};
use crate::{
    format::decimal,
    tape::{
        sale::{self, Auction},
        tokens,
    },
};

/// Share atoms of a whole share over collateral atoms at the first deposit.
const WHOLE: f64 = 1_000.0;

impl Replay<'_> {
    /// A sale has started.
    pub fn started(&mut self) -> Result<()> {
        let vault = &self.crank.vault;
        let expiry_ts = vault.sale.expiry_ts;
        let mut weeks = self.rounds.iter();
        let index = weeks.position(|week| week.expiry_ts == expiry_ts);
        let index = index.context("a sale of another week")?;
        let series = self.crank.series(&self.stage.tape);
        self.current = Some((index, series.context("a sale without a series")?));
        self.rounds[index].started(vault, &self.stage.tape)
    }

    /// Waits for the buyer, or for the end of the auction; false if the next print comes before either.
    pub fn auction(&mut self, ends_ts: i64, next_ts: i64) -> Result<bool> {
        let Stage { tape, buyer, .. } = &mut self.stage;
        let vault = &self.crank.vault;
        let week = self.current.map(|(index, _)| &mut self.rounds[index]);
        match self.reservation.look(tape, vault, next_ts)? {
            Auction::Clears(at) => {
                let bought = sale::take(tape, &mut self.crank, buyer, &at)?;
                if let (true, Some(week)) = (bought, week) {
                    week.cleared(&at, &self.crank.vault);
                }
                return Ok(bought);
            }
            Auction::Stands(least) => {
                if let Some(week) = week {
                    week.asked(least);
                }
            }
        }
        if ends_ts >= next_ts {
            return Ok(false);
        }
        let price = tape.price;
        tape.advance_to(ends_ts, price);
        tape.observe()?;
        Ok(true)
    }

    /// The buyer is paid for its options.
    pub fn redeem(&mut self) -> Result<()> {
        let Stage { tape, buyer, .. } = &mut self.stage;
        let (_, series) = self.current.context("no series was settled")?;
        let held = tape.world.options(&buyer.key(), &series);
        if held > 0 {
            let redeemed = tape.world.redeem(buyer, &series, held);
            tape.must("redeeming options", redeemed)?;
        }
        Ok(())
    }

    /// A round has been rolled: its receipts are claimed, and every token is looked for.
    pub fn rolled(&mut self, round: u64) -> Result<()> {
        let Stage {
            tape, depositor, ..
        } = &mut self.stage;
        let record = tape
            .world
            .round(round)
            .context("a round without a record")?;
        let price: f64 = views::share_price(&tape.market, self.kind, &record)?.to_num();
        let share_price = price * WHOLE;
        if tape
            .world
            .deposit_receipt(&depositor.key(), round)
            .is_some()
        {
            let claimed = tape.world.claim_shares(depositor, round);
            tape.must("claiming shares", claimed)?;
            self.first = Some((decimal(tape.price), share_price));
        }
        if let Some((index, _)) = self.current.take() {
            let before: u64 = self.rounds.iter().map(|week| week.fee).sum();
            let fee = self.crank.vault.book.fee_total - before;
            self.rounds[index].rolled(&record, share_price, fee);
        }
        self.check()?;
        self.crank.retire(&mut self.stage.tape);
        Ok(())
    }

    /// Fails if anything is missing anywhere.
    pub fn check(&mut self) -> Result<()> {
        let owners = self.stage.owners();
        self.tokens = tokens::balanced(&mut self.stage.tape, &owners)?;
        self.checks += 1;
        Ok(())
    }
}
