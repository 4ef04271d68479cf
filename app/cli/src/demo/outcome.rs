//! Turns a finished run into its report.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use option_risk::units::Kind;

use super::{cast::Player, scene::Scene};
use crate::{
    format::decimal,
    prices::Bars,
    report::{ActorResult, Books, Fund, Report, VaultResult},
};

/// Collects everything the report states; audits once more, settled series included.
pub fn collect(scene: &mut Scene, bars: &Bars) -> Result<Report> {
    scene.refresh_vault();
    let retired = std::mem::take(&mut scene.retired);
    scene.tape.world.series.extend(retired);
    scene.tape.audit()?;
    account_for_all(scene)?;
    let (insurance, insurance_base, insurance_quote) = fund(scene)?;
    let debt_quote = scene.tape.bad_debt(Kind::Put);
    let debt_base = scene.tape.bad_debt(Kind::Call);
    let record = std::mem::take(&mut scene.record);
    let book = scene.vault.book;
    let actors = actors(scene)?;
    let conservation = conservation(scene);
    let tally = scene.tally.take();
    Ok(Report {
        bars: bars.bars.len(),
        bar_seconds: bars.secs,
        from_ts: bars.starts(),
        to_ts: bars.ends(),
        ended_ts: scene.now(),
        first_price: decimal(bars.bars[0].open),
        final_price: decimal(scene.tape.price),
        strike_tick: decimal(scene.tape.market.params.strike_tick),
        tenor_days: scene.vault.params.schedule.tenor_days,
        hedge_depth_share_bps: scene.tape.market.params.hedge_depth_share_bps,
        trips: scene.watch.trips.clone(),
        throttles: scene.watch.throttles.clone(),
        halted_seconds: scene.tape.market.risk.breaker.halted_secs(scene.now()),
        loop_gain: record.loop_gain,
        liquidations: record.liquidations,
        hedges: record.hedges,
        vault: VaultResult {
            deposited: record.deposited,
            withdrawn: record.withdrawn.0,
            withdrawn_quote_atoms: record.withdrawn.1,
            premium: book.premium_total,
            payoff: book.payoff_total,
            share_price_start: record.share_price.0,
            share_price_end: record.share_price.1,
        },
        rounds: record.rounds,
        insurance,
        insurance_base_atoms: insurance_base,
        insurance_quote_atoms: insurance_quote,
        bad_debt_atoms: debt_base + in_base(scene, debt_quote)?,
        bad_debt_base_atoms: debt_base,
        bad_debt_quote_atoms: debt_quote,
        conservation,
        refusals: tally.refused,
        actors,
        steps: tally.sent,
        wall_seconds: 0.0,
        source: String::new(),
        breaker_armed: true,
        timeline: std::mem::take(&mut scene.journal.entries),
        halts: scene.watch.halts.clone(),
        path: record.path,
        events: record.events,
    })
}

/// Every token ever minted is in somebody's wallet, the insurance fund or the program's accounts.
fn account_for_all(scene: &mut Scene) -> Result<()> {
    for kind in Kind::ALL {
        let insurance = scene.tape.world.keys.insurance(kind);
        let mut found =
            scene.tape.world.tokens(&insurance) + scene.tape.world.conservation(kind).held;
        for player in scene.cast.players() {
            found += scene.tape.world.wallet(&player.actor.key(), kind);
        }
        let minted = scene
            .tape
            .world
            .supply(&scene.tape.world.keys.collateral_mint(kind));
        ensure!(
            found == minted,
            "{found} of {minted} {kind:?} collateral atoms found"
        );
    }
    Ok(())
}

/// The insurance fund, empty at the start, and its two parts.
fn fund(scene: &mut Scene) -> Result<(Fund, u64, u64)> {
    let [base, quote] = Kind::ALL.map(|kind| {
        let account = scene.tape.world.keys.insurance(kind);
        scene.tape.world.tokens(&account)
    });
    let end = base + in_base(scene, quote)?;
    Ok((Fund { start: 0, end }, base, quote))
}

/// Quote atoms in base atoms at the final price.
fn in_base(scene: &Scene, quote: u64) -> Result<u64> {
    let scale = scene.tape.market.scale();
    scale
        .base_for_quote_down(quote, scene.tape.price)
        .context("valuing quote")
}

fn conservation(scene: &mut Scene) -> BTreeMap<String, Books> {
    let books = Kind::ALL.map(|kind| {
        let mint = scene.tape.world.keys.collateral_mint(kind).to_string();
        let sum = scene.tape.world.conservation(kind);
        let books = Books {
            held: sum.held,
            owed: sum.owed,
        };
        (mint, books)
    });
    books.into()
}

fn actors(scene: &mut Scene) -> Result<Vec<ActorResult>> {
    let scale = scene.tape.market.scale();
    let mut results = Vec::new();
    for Player { name, actor, start } in scene.cast.players() {
        let owner = actor.key();
        let base = scene.tape.world.wallet(&owner, Kind::Call);
        let quote = scene.tape.world.wallet(&owner, Kind::Put);
        let base_change = i128::from(base) - i128::from(start.base);
        let quote_change = i128::from(quote) - i128::from(start.quote);
        let moved = quote.abs_diff(start.quote);
        let worth = i128::from(scale.base_for_quote_down(moved, scene.tape.price)?);
        results.push(ActorResult {
            name: name.clone(),
            base_start: start.base,
            base_end: base,
            quote_start: start.quote,
            quote_end: quote,
            result_base_atoms: base_change + worth * quote_change.signum(),
        });
    }
    Ok(results)
}
