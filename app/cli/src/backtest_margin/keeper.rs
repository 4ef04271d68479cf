//! The keeper: flags, liquidates, and hands the worthless to the insurance fund. While refused, it tries once a print.

use anyhow::Result;
use ballast::{errors::BallastError, state::Market};
use ballast_client::SeriesKeys;

use super::replay::Replay;
use crate::tape::{
    liquidation::{self, Alarm, Attempt},
    Verdict,
};

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
    alarm: Alarm,
}

impl Keeper {
    /// Checks every writer against the present print and does what it may.
    pub fn act(&mut self, replay: &mut Replay) -> Result<()> {
        if !self.alarm.is_due(replay.tape.price) {
            return Ok(());
        }
        let ahead = replay.tape.ahead()?;
        let mut has_room = true;
        for index in 0..replay.writers.len() {
            let Some(target) = target(replay, &ahead, index)? else {
                continue;
            };
            self.alarm.raise();
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
        self.alarm.raise();
    }
}

/// A writer under maintenance, and its short.
struct Target {
    writer: usize,
    series: SeriesKeys,
    is_insolvent: bool,
}

fn target(replay: &Replay, ahead: &Market, index: usize) -> Result<Option<Target>> {
    let account = &replay.writers[index].account;
    let found = liquidation::under_water(&replay.tape, ahead, account)?;
    Ok(found.map(|(series, health)| Target {
        writer: index,
        series,
        is_insolvent: health.is_insolvent(),
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
    let owner = replay.writers[target.writer].actor.key();
    let attempt = liquidation::attempt(
        &mut replay.tape,
        &replay.keeper,
        &owner,
        &target.series,
        &mut replay.flow.liquidations,
    )?;
    match attempt {
        Attempt::Taken { bonus, .. } => {
            replay.flow.bonus[target.series.kind as usize] += bonus;
            replay.writers[target.writer].liquidated = true;
            replay.reread(target.writer)?;
            Ok(true)
        }
        Attempt::Deferred => Ok(true),
        Attempt::Refused(reason, _) => Ok(!SPENT.contains(&reason)),
    }
}
