//! The liquidation bot. While refused, it tries once a print.

use anyhow::Result;
use ballast::state::Market;
use ballast_client::SeriesKeys;
use option_risk::units::Kind;

use super::scene::Scene;
use crate::{
    report::{Event, Rank},
    tape::liquidation::{self, Alarm, Attempt},
};

/// The bot's memory.
#[derive(Default)]
pub struct Keeper {
    alarm: Alarm,
}

/// One short to take over.
struct Target {
    writer: usize,
    series: SeriesKeys,
}

impl Keeper {
    /// Checks every writer against the present print and takes over what it may.
    pub fn act(&mut self, scene: &mut Scene) -> Result<()> {
        if !self.alarm.is_due(scene.tape.price) {
            return Ok(());
        }
        let ahead = scene.tape.ahead()?;
        for target in targets(scene, &ahead)? {
            self.alarm.raise();
            liquidate(scene, &target)?;
        }
        Ok(())
    }

    /// Makes the next print check every account: positions have changed.
    pub fn recheck(&mut self) {
        self.alarm.raise();
    }
}

/// Every unexpired short of an account that the program would call unhealthy.
fn targets(scene: &mut Scene, ahead: &Market) -> Result<Vec<Target>> {
    let mut targets = Vec::new();
    for (index, writer) in scene.cast.writers.iter().enumerate() {
        let owner = writer.player.actor.key();
        let Some(account) = scene.tape.world.margin(&owner, writer.plan.kind) else {
            continue;
        };
        if let Some((series, _)) = liquidation::under_water(&scene.tape, ahead, &account)? {
            targets.push(Target {
                writer: index,
                series,
            });
        }
    }
    Ok(targets)
}

fn liquidate(scene: &mut Scene, target: &Target) -> Result<()> {
    let writer = &scene.cast.writers[target.writer].player;
    let (name, owner) = (writer.name.clone(), writer.actor.key());
    let attempt = liquidation::attempt(
        &mut scene.tape,
        &scene.cast.liquidator.actor,
        &owner,
        &target.series,
        &mut scene.record.liquidations,
    )?;
    scene.note_breaker();
    match attempt {
        Attempt::Taken { contracts, bonus } => taken(scene, target, &name, contracts, bonus),
        Attempt::Deferred => {
            scene.note(
                Rank::Risk,
                format!("liquidation of {name} deferred: it tripped the breaker"),
            );
            Ok(())
        }
        Attempt::Refused(_, why) => {
            scene.note(Rank::Risk, format!("liquidation refused: {why}"));
            Ok(())
        }
    }
}

/// Records what an executed liquidation moved.
fn taken(scene: &mut Scene, target: &Target, name: &str, contracts: u64, bonus: u64) -> Result<()> {
    let (now, price) = (scene.now(), scene.tape.price);
    let bonus = match target.series.kind {
        Kind::Call => bonus,
        Kind::Put => (scene.tape.market.scale()).base_for_quote_down(bonus, price)?,
    };
    scene.record.liquidations.bonus_atoms += bonus;
    (scene.record.events).push((now, price, Event::Liquidation));
    scene.note_amount(Rank::Risk, format!("{name} liquidated"), contracts);
    Ok(())
}
