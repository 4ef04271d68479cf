//! Option writers, on the timeline.

use anyhow::Result;
use option_risk::units::Kind;

use super::scene::Scene;
use crate::{
    report::Rank,
    tape::writing::{self, Written},
};

/// Lets a writer write its plan for `expiry_ts`. False if it must try again later.
pub fn write(scene: &mut Scene, index: usize, expiry_ts: i64) -> Result<bool> {
    let (writer, buyer) = (&scene.cast.writers[index], &scene.cast.buyer.actor);
    let (actor, plan) = (&writer.player.actor, writer.plan);
    let name = writer.player.name.clone();
    let written = writing::write(&mut scene.tape, actor, &plan, buyer, expiry_ts)?;
    scene.note_breaker();
    match written {
        Written::Waits(why) => {
            scene.note(Rank::Routine, format!("writers wait: {why}"));
            return Ok(false);
        }
        Written::Busy => return Ok(false),
        Written::TooPoor => scene.note(Rank::Routine, format!("{name} cannot afford to write")),
        Written::Done(contracts) => {
            let text = match plan.kind {
                Kind::Call => "writers sell calls off-book",
                Kind::Put => "writers sell puts off-book",
            };
            scene.note_amount(Rank::Routine, text, contracts);
        }
    }
    Ok(true)
}
