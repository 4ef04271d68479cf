//! The liquidation bot.
//!
//! It applies the new print to a copy of the market with the program's own
//! code, so it acts on a price before anybody has recorded it: its transaction
//! can be the one that trips the breaker. While refused, it tries once a print.

use anyhow::{bail, Context, Result};
use ballast::{errors::BallastError, state::Market};
use ballast_client::{views, SeriesKeys};
use option_risk::{breaker::Stage, units::Kind};

use super::scene::Scene;
use crate::{
    report::{Event, Rank},
    tape::{self, Verdict},
};

/// Health is computed anew once the price has moved by this share since the last time.
const RECHECK_BPS: u64 = 10;

/// Reasons the bot lives with.
const EXPECTED: [BallastError; 5] = [
    BallastError::BreakerHalted,
    BallastError::BreakerGrace,
    BallastError::FlowLimit,
    // What is left of the minute's throughput may be too little to improve anything.
    BallastError::NothingToLiquidate,
    BallastError::LiquidatorUnhealthy,
];

/// The bot's memory.
#[derive(Default)]
pub struct Keeper {
    /// Price at the last check of every account.
    checked_price: u64,
    /// Whether some account was liquidatable at the last check.
    alert: bool,
}

/// One short to take over.
struct Target {
    writer: usize,
    series: SeriesKeys,
    contracts: u64,
}

/// What a liquidator's transaction can change.
struct Books {
    contracts: u64,
    /// Collateral of the liquidator's account.
    collateral: u64,
}

impl Keeper {
    /// Checks every writer against the present print and takes over what it may.
    pub fn act(&mut self, scene: &mut Scene) -> Result<()> {
        let moved = scene.tape.price.abs_diff(self.checked_price) * 10_000 / scene.tape.price;
        if !self.alert && moved < RECHECK_BPS {
            return Ok(());
        }
        self.checked_price = scene.tape.price;
        let ahead = scene.tape.ahead()?;
        let targets = targets(scene, &ahead)?;
        self.alert = !targets.is_empty();
        for target in targets {
            liquidate(scene, &ahead, &target)?;
        }
        Ok(())
    }

    /// Makes the next print check every account: positions have changed.
    pub fn recheck(&mut self) {
        self.alert = true;
    }
}

/// Every unexpired short of an account that the program would call unhealthy.
fn targets(scene: &mut Scene, ahead: &Market) -> Result<Vec<Target>> {
    let now = scene.now();
    let mut targets = Vec::new();
    for (index, writer) in scene.cast.writers.iter().enumerate() {
        let owner = writer.player.actor.key();
        let Some(account) = scene.tape.world.margin(&owner, writer.plan.kind) else {
            continue;
        };
        let position = account.positions.iter().find(|p| p.short > 0);
        let Some(position) = position.filter(|p| p.expiry_ts > now).copied() else {
            continue;
        };
        if !views::health(ahead, &account, now)?.is_liquidatable() {
            continue;
        }
        let mut series = scene.tape.world.series.iter();
        targets.push(Target {
            writer: index,
            series: *series
                .find(|series| series.series == position.series)
                .context("a short of a series nobody created")?,
            contracts: position.short,
        });
    }
    Ok(targets)
}

fn liquidate(scene: &mut Scene, ahead: &Market, target: &Target) -> Result<()> {
    let writer = &scene.cast.writers[target.writer];
    let (name, owner) = (writer.player.name.clone(), writer.player.actor.key());
    let before = books(scene, target)?;
    let stage = scene.tape.stage();
    let outcome = scene.tape.world.liquidate(
        &scene.cast.liquidator.actor,
        &owner,
        &target.series,
        target.contracts,
    );
    scene.record.liquidations.attempted += 1;
    match scene.judge("liquidation", outcome, &EXPECTED)? {
        Verdict::Done if stage == Stage::Halted => bail!("a liquidation was executed in a halt"),
        Verdict::Done => taken(scene, ahead, target, &name, &before),
        Verdict::Deferred => {
            scene.record.liquidations.deferred += 1;
            scene.note(
                Rank::Risk,
                format!("liquidation of {name} deferred: it tripped the breaker"),
            );
            Ok(())
        }
        Verdict::Refused(reason) => {
            refused(scene, reason);
            Ok(())
        }
    }
}

fn refused(scene: &mut Scene, reason: BallastError) {
    let why = scene.record.liquidations.refuse(reason);
    scene.note(Rank::Risk, format!("liquidation refused: {why}"));
}

fn books(scene: &mut Scene, target: &Target) -> Result<Books> {
    let kind = target.series.kind;
    let owner = scene.cast.writers[target.writer].player.actor.key();
    let liquidator = scene.cast.liquidator.actor.key();
    let short = scene.tape.world.margin(&owner, kind);
    let taker = scene.tape.world.margin(&liquidator, kind);
    Ok(Books {
        contracts: short
            .context("no margin account")?
            .short_of(&target.series.series),
        collateral: taker.context("no liquidator account")?.collateral,
    })
}

/// Records what an executed liquidation moved.
fn taken(
    scene: &mut Scene,
    ahead: &Market,
    target: &Target,
    name: &str,
    before: &Books,
) -> Result<()> {
    let after = books(scene, target)?;
    let contracts = before.contracts - after.contracts;
    let received = after.collateral - before.collateral;
    let now = scene.now();
    let series = &target.series;
    let bonus = received.saturating_sub(tape::mark_up(ahead, series, contracts, now)?);
    let bonus = match series.kind {
        Kind::Call => bonus,
        Kind::Put => ahead.scale().base_for_quote_down(bonus, ahead.risk.price)?,
    };
    let counts = &mut scene.record.liquidations;
    counts.executed += 1;
    counts.contracts += contracts;
    counts.bonus_atoms += bonus;
    scene
        .record
        .events
        .push((now, scene.tape.price, Event::Liquidation));
    scene.note_amount(Rank::Risk, format!("{name} liquidated"), contracts);
    Ok(())
}
