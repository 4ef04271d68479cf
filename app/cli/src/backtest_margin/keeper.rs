//! The keeper: flags, liquidates, and hands the worthless to the insurance fund.
//!
//! It applies the new print to a copy of the market with the program's own code, so it acts on a price before anybody has
//! recorded it: its transaction can be the one that trips the breaker. While refused, it tries once a print.

use anyhow::{bail, ensure, Context, Result};
use ballast::{errors::BallastError, state::Market};
use ballast_client::{views, SeriesKeys};
use option_risk::{breaker::Stage, liquidation::Means};

use super::replay::Replay;
use crate::tape::Verdict;

/// Health is computed anew once the price has moved by this share since the last time.
const RECHECK_BPS: u64 = 10;

/// Refusals it lives with.
const EXPECTED: [BallastError; 5] = [
    BallastError::BreakerHalted,
    BallastError::BreakerGrace,
    BallastError::FlowLimit,
    BallastError::NothingToLiquidate,
    BallastError::LiquidatorUnhealthy,
];

/// Those after which the next account is tried in vain.
const SPENT: [BallastError; 2] = [BallastError::FlowLimit, BallastError::NothingToLiquidate];

/// Why an account that is worth nothing is not taken over yet.
const WICKS: [BallastError; 2] = [
    BallastError::OracleDivergesFromStable,
    BallastError::OracleDivergesFromEma,
];

/// Its memory.
#[derive(Default)]
pub struct Keeper {
    /// Price at the last check of every account.
    checked_price: u64,
    /// Whether some account was under water at the last check.
    alert: bool,
}

impl Keeper {
    /// Checks every writer against the present print and does what it may.
    pub fn act(&mut self, replay: &mut Replay) -> Result<()> {
        let price = replay.tape.price;
        let moved = price.abs_diff(self.checked_price) * 10_000 / price;
        if !self.alert && moved < RECHECK_BPS {
            return Ok(());
        }
        self.checked_price = price;
        self.alert = false;
        let ahead = replay.tape.ahead()?;
        let mut has_room = true;
        for index in 0..replay.writers.len() {
            let Some(target) = target(replay, &ahead, index)? else {
                continue;
            };
            self.alert = true;
            if target.is_insolvent {
                backstop(replay, &target)?;
                continue;
            }
            flag(replay, &target)?;
            if has_room {
                has_room = liquidate(replay, &target)?;
            }
        }
        Ok(())
    }

    /// Makes the next print check every account: positions have changed.
    pub fn recheck(&mut self) {
        self.alert = true;
    }
}

/// A writer under maintenance, and its short.
struct Target {
    writer: usize,
    series: SeriesKeys,
    is_insolvent: bool,
}

/// The writer as a target, if the program would call it unhealthy. An expired short is the settlement's.
fn target(replay: &Replay, ahead: &Market, index: usize) -> Result<Option<Target>> {
    let account = &replay.writers[index].account;
    let now = replay.tape.now();
    let short = account.positions.iter().find(|p| p.short > 0);
    let Some(short) = short.filter(|p| p.expiry_ts > now) else {
        return Ok(None);
    };
    let health = views::health(ahead, account, now)?;
    if !health.is_liquidatable() {
        return Ok(None);
    }
    let mut series = replay.tape.world.series.iter();
    let series = series.find(|series| series.series == short.series);
    Ok(Some(Target {
        writer: index,
        series: *series.context("a short of a series nobody created")?,
        is_insolvent: health.maintenance.is_insolvent(health.collateral),
    }))
}

fn backstop(replay: &mut Replay, target: &Target) -> Result<()> {
    let owner = replay.writers[target.writer].actor.key();
    let taken = replay.tape.world.backstop(&owner, &target.series);
    let verdict = (replay.tape).judge("handing to the insurance fund", taken, &WICKS)?;
    if let Verdict::Refused(_) = verdict {
        replay.writers[target.writer].spared = true;
        return Ok(());
    }
    replay.flow.backstopped += 1;
    replay.reread(target.writer)
}

fn flag(replay: &mut Replay, target: &Target) -> Result<()> {
    let writer = &replay.writers[target.writer];
    let params = &replay.tape.market.params.liquidation;
    if (writer.account.auction()).is_running(params, replay.tape.now()) {
        return Ok(());
    }
    let flagged = (replay.tape.world).flag(&writer.actor.key(), target.series.kind);
    replay.tape.must("flagging", flagged)?;
    replay.flow.flagged += 1;
    replay.reread(target.writer)
}

/// Takes over what the program lets; false once the window's throughput is used up.
fn liquidate(replay: &mut Replay, target: &Target) -> Result<bool> {
    // Those before it have used up some of the throughput.
    let ahead = replay.tape.ahead()?;
    let (kind, series) = (target.series.kind, target.series);
    let owner = replay.writers[target.writer].actor.key();
    let short = replay.writers[target.writer]
        .account
        .short_of(&series.series);
    let account = &replay.writers[target.writer].account;
    let planned = views::liquidation(
        &ahead,
        account,
        &series.series,
        Means::Takeover,
        short,
        replay.tape.now(),
    );
    let stage = replay.tape.stage();
    let sent = (replay.tape.world).liquidate(&replay.keeper, &owner, &series, short);
    replay.flow.liquidations.attempted += 1;
    match replay.tape.judge("liquidation", sent, &EXPECTED)? {
        Verdict::Done if stage == Stage::Halted => bail!("a liquidation was executed in a halt"),
        Verdict::Done => {
            replay.reread(target.writer)?;
            let writer = &mut replay.writers[target.writer];
            let contracts = short - writer.account.short_of(&series.series);
            writer.liquidated = true;
            let plan = planned
                .ok()
                .context("the client refuses what the program did")?
                .plan;
            ensure!(
                plan.contracts == contracts,
                "the client planned another liquidation"
            );
            let flow = &mut replay.flow;
            flow.liquidations.executed += 1;
            flow.liquidations.contracts += contracts;
            flow.bonus[kind as usize] += plan.bonus();
            Ok(true)
        }
        Verdict::Deferred => {
            replay.flow.liquidations.deferred += 1;
            Ok(true)
        }
        Verdict::Refused(reason) => {
            replay.flow.liquidations.refuse(reason);
            Ok(!SPENT.contains(&reason))
        }
    }
}
