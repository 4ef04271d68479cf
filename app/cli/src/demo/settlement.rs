//! Expiries, and the way out.

use anyhow::{ensure, Context, Result};
use ballast::{errors::BallastError, state::Stage as Round};
use ballast_client::SeriesKeys;

use super::{cast::Cast, scene::Scene};
use crate::{format, report::Rank, tape::Verdict};

/// Keys of the series the vault is short of.
pub fn vault_series(scene: &Scene) -> Option<SeriesKeys> {
    let sold = scene.vault.sale.series;
    let mut series = scene.tape.world.series.iter();
    series.find(|series| series.series == sold).copied()
}

/// The next expiry of a series that is not settled.
pub fn next_expiry(scene: &Scene) -> Option<i64> {
    scene
        .tape
        .world
        .series
        .iter()
        .map(|series| series.expiry_ts)
        .min()
}

/// Settles every series whose expiry is behind. True if something was settled.
pub fn settle_expired(scene: &mut Scene) -> Result<bool> {
    let now = scene.now();
    let expired = |series: &&SeriesKeys| series.expiry_ts <= now;
    let due: Vec<SeriesKeys> = scene
        .tape
        .world
        .series
        .iter()
        .filter(expired)
        .copied()
        .collect();
    for series in &due {
        let outcome = scene.tape.world.settle_series(series);
        let expected = [BallastError::NoSettlementPrice];
        if scene.judge("settling a series", outcome, &expected)? != Verdict::Done {
            return Ok(false);
        }
        settle_shorts(scene, series)?;
        if scene.vault.stage == Round::Live && scene.vault.sale.series == series.series {
            settle_vault(scene, series)?;
        }
        redeem(scene, series)?;
        retire(scene, series);
    }
    if let Some(first) = due.first() {
        let price = scene.tape.world.series_state(first).settlement_price;
        let text = format!("{} series settled at {}", due.len(), format::price(price));
        scene.note(Rank::Round, text);
        release_collateral(scene)?;
    }
    Ok(!due.is_empty())
}

fn settle_shorts(scene: &mut Scene, series: &SeriesKeys) -> Result<()> {
    for (owner, kind) in scene.tape.world.margins.clone() {
        let account = scene
            .tape
            .world
            .margin(&owner, kind)
            .context("no margin account")?;
        if account.short_of(&series.series) == 0 {
            continue;
        }
        let debt = scene.tape.bad_debt(kind);
        let outcome = scene.tape.world.settle_short(&owner, series);
        scene.must("settling a short", outcome)?;
        let shortfall = scene.tape.bad_debt(kind) - debt;
        if shortfall > 0 {
            let name = name_of(&scene.cast, &owner);
            let text = format!("{name} could not pay all: bad debt");
            scene.note(Rank::Risk, text);
        }
    }
    Ok(())
}

fn name_of(cast: &Cast, owner: &anchor_lang::prelude::Pubkey) -> String {
    let mut players = cast.players();
    let player = players.find(|player| player.actor.key() == *owner);
    player.map_or_else(|| owner.to_string(), |player| player.name.clone())
}

fn settle_vault(scene: &mut Scene, series: &SeriesKeys) -> Result<()> {
    let outcome = scene.tape.world.settle_vault(series);
    scene.must("settling the vault", outcome)?;
    scene.refresh_vault();
    let settlement = scene.tape.world.series_state(series).settlement_price;
    let total = scene.vault.book.payoff_total;
    if let Some(round) = scene.record.rounds.last_mut() {
        round.payoff = total - round.payoff_before;
        round.settlement = format::decimal(settlement);
    }
    Ok(())
}

/// Redeems every option of the series, whoever holds it.
fn redeem(scene: &mut Scene, series: &SeriesKeys) -> Result<()> {
    let owners: Vec<_> = scene.cast.players().map(|p| p.actor.key()).collect();
    for (index, owner) in owners.iter().enumerate() {
        let held = scene.tape.world.options(owner, series);
        if held == 0 {
            continue;
        }
        let player = scene.cast.players().nth(index).context("no such player")?;
        let outcome = scene.tape.world.redeem(&player.actor, series, held);
        scene.must("redeeming options", outcome)?;
    }
    let left = scene.tape.world.supply(&series.option_mint);
    ensure!(
        left == 0,
        "{left} option atoms of a settled series are left"
    );
    Ok(())
}

/// Takes a series that is over out of the regular audits.
fn retire(scene: &mut Scene, series: &SeriesKeys) {
    scene.tape.world.series.retain(|live| live != series);
    scene.retired.push(*series);
}

/// Writers without shorts take their collateral out.
fn release_collateral(scene: &mut Scene) -> Result<()> {
    for index in 0..scene.cast.writers.len() {
        let writer = &scene.cast.writers[index];
        let (actor, kind) = (&writer.player.actor, writer.plan.kind);
        let Some(account) = scene.tape.world.margin(&actor.key(), kind) else {
            continue;
        };
        if account.is_flat() && account.collateral > 0 {
            let outcome = scene.tape.world.withdraw(actor, kind, account.collateral);
            scene.must("withdrawing collateral", outcome)?;
        }
    }
    Ok(())
}

/// Everybody empties and closes their margin accounts.
pub fn close_accounts(scene: &mut Scene) -> Result<()> {
    for (owner, kind) in scene.tape.world.margins.clone() {
        let collateral = scene
            .tape
            .world
            .margin(&owner, kind)
            .map_or(0, |a| a.collateral);
        let mut players = scene.cast.players();
        let player = players.find(|player| player.actor.key() == owner);
        let actor = &player.context("a margin account of nobody")?.actor;
        let withdrawn = match collateral {
            0 => Ok(Default::default()),
            amount => scene.tape.world.withdraw(actor, kind, amount),
        };
        let outcome = withdrawn.and_then(|_| scene.tape.world.close_margin(actor, kind));
        drop(players);
        scene.must("closing a margin account", outcome)?;
    }
    let shares = scene
        .tape
        .world
        .supply(&scene.tape.world.vault.share_mint.clone());
    ensure!(shares == 0, "{shares} share atoms are left");
    scene.note(
        Rank::Round,
        "everybody is out: accounts closed, shares and options burned",
    );
    Ok(())
}
