//! What a liquidation bot does at a print: whom it looks at, when again, and what an attempt comes to.
//!
//! It applies the new print to a copy of the market with the program's own code, so it acts on a price before anybody has
//! recorded it: its transaction can be the one that trips the breaker.

use anchor_lang::prelude::Pubkey;
use anyhow::{bail, ensure, Context, Result};
use ballast::{
    errors::BallastError,
    state::{MarginAccount, Market},
};
use ballast_client::{
    views::{self, Health},
    SeriesKeys,
};
use ballast_harness::Actor;
use option_risk::{breaker::Stage, liquidation::Means};

use super::{Tape, Verdict};
use crate::report::Liquidations;

/// Health is computed anew once the price has moved by this share since the last time.
const RECHECK_BPS: u64 = 10;

/// Reasons a bot lives with.
const EXPECTED: [BallastError; 5] = [
    BallastError::BreakerHalted,
    BallastError::BreakerGrace,
    BallastError::FlowLimit,
    // What is left of the minute's throughput may be too little to improve anything.
    BallastError::NothingToLiquidate,
    BallastError::LiquidatorUnhealthy,
];

/// When accounts are looked at.
#[derive(Default)]
pub struct Alarm {
    /// Price at the last look at every account.
    checked_price: u64,
    /// Whether some account was under water at the last look, or positions have changed since.
    is_on: bool,
}

impl Alarm {
    /// Whether this print asks for a look; the alarm is off from then on.
    pub fn is_due(&mut self, price: u64) -> bool {
        let moved = price.abs_diff(self.checked_price) * 10_000 / price;
        if !self.is_on && moved < RECHECK_BPS {
            return false;
        }
        (self.checked_price, self.is_on) = (price, false);
        true
    }

    /// Makes the next print look at every account.
    pub fn raise(&mut self) {
        self.is_on = true;
    }
}

/// The short of an account that the program would call unhealthy, and its health. An expired short is the settlement's.
pub fn under_water(
    tape: &Tape,
    ahead: &Market,
    account: &MarginAccount,
) -> Result<Option<(SeriesKeys, Health)>> {
    let now = tape.now();
    let short = account.positions.iter().find(|p| p.short > 0);
    let Some(short) = short.filter(|p| p.expiry_ts > now) else {
        return Ok(None);
    };
    let health = views::health(ahead, account, now)?;
    if !health.is_liquidatable() {
        return Ok(None);
    }
    let mut series = tape.world.series.iter();
    let series = series.find(|series| series.series == short.series);
    let series = *series.context("a short of a series nobody created")?;
    Ok(Some((series, health)))
}

/// What an attempt came to.
pub enum Attempt {
    /// So many contracts were taken over; the bonus is what the bot keeps above the mark, in collateral atoms.
    Taken { contracts: u64, bonus: u64 },
    /// It did nothing but record that its own print tripped the breaker.
    Deferred,
    /// The program refused; in words.
    Refused(BallastError, &'static str),
}

/// Tries to take over all of a short, and counts it. Fails if that worked in a halt, or otherwise than the client planned.
pub fn attempt(
    tape: &mut Tape,
    bot: &Actor,
    owner: &Pubkey,
    series: &SeriesKeys,
    counts: &mut Liquidations,
) -> Result<Attempt> {
    let short = short_of(tape, owner, series)?;
    let planned = planned(tape, owner, series, short)?;
    let stage = tape.stage();
    let sent = tape.world.liquidate(bot, owner, series, short);
    counts.attempted += 1;
    match tape.judge("liquidation", sent, &EXPECTED)? {
        Verdict::Done if stage == Stage::Halted => bail!("a liquidation was executed in a halt"),
        Verdict::Done => {
            let plan = planned.context("the client refuses what the program did")?;
            let contracts = short - short_of(tape, owner, series)?;
            ensure!(
                plan.contracts == contracts,
                "the client planned another liquidation"
            );
            counts.executed += 1;
            counts.contracts += contracts;
            let bonus = plan.bonus();
            Ok(Attempt::Taken { contracts, bonus })
        }
        Verdict::Deferred => {
            counts.deferred += 1;
            Ok(Attempt::Deferred)
        }
        Verdict::Refused(reason) => Ok(Attempt::Refused(reason, counts.refuse(reason))),
    }
}

fn short_of(tape: &mut Tape, owner: &Pubkey, series: &SeriesKeys) -> Result<u64> {
    let account = tape.world.margin(owner, series.kind);
    Ok(account
        .context("no margin account")?
        .short_of(&series.series))
}

/// The client's plan; none where it refuses.
fn planned(
    tape: &mut Tape,
    owner: &Pubkey,
    series: &SeriesKeys,
    short: u64,
) -> Result<Option<option_risk::liquidation::Plan>> {
    let account = tape.world.margin(owner, series.kind);
    let account = account.context("no margin account")?;
    // Liquidations before it have used up some of the throughput.
    let (ahead, now) = (tape.ahead()?, tape.now());
    let means = Means::Takeover;
    let plan = views::liquidation(&ahead, &account, &series.series, means, short, now);
    Ok(plan.ok().map(|liquidation| liquidation.plan))
}
