//! The vault's hedge in the demo: what the bots of the tape do, on the timeline.

use anyhow::Result;
use ballast::errors::BallastError;
use option_risk::hedge::Side;

use super::scene::Scene;
use crate::{
    report::{Event, Rank},
    tape::{hedging, Verdict},
};

/// Acts on the present print.
pub fn act(scene: &mut Scene) -> Result<()> {
    if !hedging::is_running(&scene.tape, &scene.vault) {
        return Ok(());
    }
    if is_open(scene) {
        return fill(scene);
    }
    if hedging::is_due(&scene.tape, &scene.vault)? {
        return open(scene);
    }
    Ok(())
}

/// Whether an order waits to be filled.
pub fn is_open(scene: &Scene) -> bool {
    hedging::is_open(&scene.tape, &scene.vault)
}

fn open(scene: &mut Scene) -> Result<()> {
    let verdict = hedging::open(&mut scene.tape)?;
    scene.note_breaker();
    match verdict {
        Verdict::Done => {
            scene.record.hedges.opened += 1;
            scene.refresh_vault();
        }
        Verdict::Deferred => {
            scene.record.hedges.deferred += 1;
            scene.note(Rank::Risk, "hedge deferred: it tripped the breaker");
        }
        Verdict::Refused(reason) => refused(scene, reason),
    }
    Ok(())
}

fn refused(scene: &mut Scene, reason: BallastError) {
    if let Some(why) = hedging::refused(&mut scene.record.hedges, reason) {
        scene.note(Rank::Risk, why);
    }
}

fn fill(scene: &mut Scene) -> Result<()> {
    let attempt = hedging::fill(&mut scene.tape, &scene.vault, &scene.cast.filler.actor)?;
    let Some((side, verdict)) = attempt else {
        return Ok(());
    };
    scene.note_breaker();
    match verdict {
        Verdict::Done | Verdict::Deferred => filled(scene, side),
        Verdict::Refused(reason) => refused(scene, reason),
    }
    Ok(())
}

fn filled(scene: &mut Scene, side: Side) {
    let before = scene.vault.book.assets.base;
    scene.refresh_vault();
    let base = before.abs_diff(scene.vault.book.assets.base);
    scene.record.hedges.filled += 1;
    scene.record.hedges.base_atoms += base;
    let now = scene.now();
    scene
        .record
        .events
        .push((now, scene.tape.price, Event::Hedge));
    let text = match side {
        Side::SellBase => "vault hedges: base sold",
        Side::BuyBase => "vault hedges: base bought",
    };
    scene.note_amount(Rank::Routine, text, base);
}
