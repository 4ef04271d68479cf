//! The run: hourly closes are published and observed; a keeper without any office takes every step that is due.

use anyhow::Result;
use ballast::state::Stage as Phase;
use ballast_client::{
    views::{self, Due},
    SeriesKeys,
};
use ballast_harness::Setup;
use option_risk::units::Kind;

use super::{
    outcome::{self, Outcome},
    plan::Plan,
    round::Round,
    stage::{self, Deposit, Stage},
};
use crate::{
    format::decimal,
    tape::{
        crank::{Crank, Step},
        progress,
        sale::Reservation,
        tokens::{self, Tokens},
    },
};

/// Replays the plan.
pub fn run(
    setup: &Setup,
    plan: &Plan,
    deposit: Deposit,
    buyer: Reservation,
    quiet: bool,
) -> Result<Outcome> {
    let mut replay = Replay::open(setup, plan, deposit, buyer)?;
    let progress = progress::bar(plan.bars.len(), "weeks", quiet)?;
    for (bar, next) in plan
        .bars
        .iter()
        .skip(1)
        .zip((plan.bars.iter().skip(2).map(|bar| plan.closes_ts(bar))).chain([i64::MAX]))
    {
        replay.stage.tape.advance_to(plan.closes_ts(bar), bar.close);
        replay.stage.tape.observe()?;
        replay.hour(next)?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    outcome::leave(replay)
}

/// A run.
pub struct Replay<'a> {
    /// What is replayed.
    pub plan: &'a Plan,
    /// What the vault sells.
    pub kind: Kind,
    /// What the buyer pays.
    pub reservation: Reservation,
    /// The market, and who is in it.
    pub stage: Stage,
    /// The keeper.
    pub crank: Crank,
    /// Week by week.
    pub rounds: Vec<Round>,
    /// The week of the sale that runs, or whose options do, and their series.
    pub current: Option<(usize, SeriesKeys)>,
    /// Price and share price as the deposit was rolled.
    pub first: Option<(f64, f64)>,
    /// Times that everything was checked.
    pub checks: u32,
    /// Base and quote at the last check.
    pub tokens: [Tokens; 2],
}

impl<'a> Replay<'a> {
    fn open(
        setup: &Setup,
        plan: &'a Plan,
        deposit: Deposit,
        reservation: Reservation,
    ) -> Result<Self> {
        let mut stage = stage::open(setup, plan, deposit)?;
        let owners = stage.owners();
        Ok(Self {
            plan,
            kind: deposit.kind,
            reservation,
            crank: Crank::new(&mut stage.tape),
            rounds: plan.expiries.iter().map(|ts| Round::to(*ts)).collect(),
            current: None,
            first: None,
            checks: 0,
            tokens: tokens::balanced(&mut stage.tape, &owners)?,
            stage,
        })
    }

    /// What is due at the present print, and in the sale that begins with it; the next print is at `next_ts`.
    fn hour(&mut self, next_ts: i64) -> Result<()> {
        let (now, price) = (self.stage.tape.now(), self.stage.tape.price);
        if now < self.plan.first_sale_ts {
            return Ok(());
        }
        for week in &mut self.rounds {
            if week.price == 0.0 && week.expiry_ts <= now {
                week.price = decimal(price);
            }
        }
        if self.first.is_none() && self.crank.vault.book.pending_deposits == 0 {
            let Stage {
                tape,
                depositor,
                deposit,
                ..
            } = &mut self.stage;
            let queued = tape.world.queue_deposit(depositor, *deposit);
            tape.must("queueing the deposit", queued)?;
            self.crank.refresh(tape);
        }
        self.crank.settle_leftover(&mut self.stage.tape)?;
        while self.step(next_ts)? {}
        Ok(())
    }

    /// Takes one step; false if none can be taken before `next_ts`.
    fn step(&mut self, next_ts: i64) -> Result<bool> {
        let round = self.crank.vault.book.round;
        if self.is_over()? {
            return Ok(false);
        }
        let step = self.crank.step(&mut self.stage.tape)?;
        match step {
            Step::Taken(Due::StartSale) => self.started()?,
            Step::Taken(Due::SettleVault) => self.redeem()?,
            Step::Taken(Due::Roll) => self.rolled(round)?,
            Step::Taken(_) => {}
            Step::PutOff(why) => {
                let index = self.week_of_a_sale_now()?;
                if let Some(week) = index.and_then(|index| self.rounds.get_mut(index)) {
                    week.refused(why);
                }
                return Ok(false);
            }
            Step::Wait(Some(ends_ts)) if self.crank.vault.stage == Phase::Selling => {
                return self.auction(ends_ts, next_ts);
            }
            Step::Wait(_) => return Ok(false),
        }
        Ok(true)
    }

    /// Whether what is due is a sale beyond the last week.
    fn is_over(&self) -> Result<bool> {
        let (tape, vault) = (&self.stage.tape, &self.crank.vault);
        let due = views::due(&tape.market, vault, None, tape.now())?;
        Ok(due == Due::StartSale && self.week_of_a_sale_now()?.is_none())
    }

    fn week_of_a_sale_now(&self) -> Result<Option<usize>> {
        let schedule = &self.crank.vault.params.schedule;
        let expiry_ts = schedule.expiry(self.stage.tape.now())?;
        Ok(self
            .rounds
            .iter()
            .position(|week| week.expiry_ts == expiry_ts))
    }
}
