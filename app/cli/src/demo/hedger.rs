//! The vault's hedge: a bot that opens orders when they are due, and one that
//! fills them once the Dutch price leaves it a margin.

use anyhow::{bail, Result};
use ballast::{errors::BallastError, state::Stage as Round};
use option_risk::{
    breaker::Stage,
    calendar::years_to,
    hedge::{self, HedgeInputs, Side},
    units::Kind,
    valuation::{call_delta, Terms},
};

use super::{cast::BASE, scene::Scene};
use crate::{
    report::{Event, Rank},
    tape::Verdict,
};

/// Discount (or premium) to the oracle price at which filling pays, bps.
const FILL_MARGIN_BPS: u64 = 5;
/// Orders under this many base atoms are not worth a transaction.
const LEAST_ORDER: u64 = BASE / 10;

/// Acts on the present print.
pub fn act(scene: &mut Scene) -> Result<()> {
    let now = scene.now();
    let vault = &scene.vault;
    // While calls are still being sold the vault's delta is not what it will be.
    if vault.stage != Round::Live || now >= vault.sale.expiry_ts {
        return Ok(());
    }
    if is_open(scene) {
        return fill(scene);
    }
    if is_due(scene)? {
        return open(scene);
    }
    Ok(())
}

/// Whether an order waits to be filled.
pub fn is_open(scene: &Scene) -> bool {
    let vault = &scene.vault;
    vault.hedge.is_open(&vault.params.hedge, scene.now())
}

fn open(scene: &mut Scene) -> Result<()> {
    const EXPECTED: [BallastError; 3] = [
        BallastError::BreakerHalted,
        BallastError::BreakerGrace,
        BallastError::FlowLimit,
    ];
    let stage = scene.tape.stage();
    let outcome = scene.tape.world.open_hedge();
    match scene.judge("opening a hedge", outcome, &EXPECTED)? {
        Verdict::Done if stage == Stage::Halted => bail!("a hedge was opened in a halt"),
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
    let counts = &mut scene.record.hedges;
    match reason {
        BallastError::BreakerHalted => {
            counts.refused_halted += 1;
            scene.note(Rank::Risk, "hedge refused: breaker halted");
        }
        BallastError::BreakerGrace => {
            counts.refused_grace += 1;
            scene.note(Rank::Risk, "hedge refused: grace after the halt");
        }
        BallastError::BreakerTripped => {
            counts.refused_tripped += 1;
            scene.note(
                Rank::Risk,
                "hedge fill refused: its print trips the breaker",
            );
        }
        // The budget of a minute is used up every minute: not news.
        _ => counts.refused_flow_limit += 1,
    }
}

fn fill(scene: &mut Scene) -> Result<()> {
    const EXPECTED: [BallastError; 3] = [
        BallastError::BreakerHalted,
        BallastError::BreakerGrace,
        BallastError::BreakerTripped,
    ];
    let order = scene.vault.hedge;
    let side = order.side()?;
    let Some(price) = paying_price(scene, side)? else {
        return Ok(());
    };
    let base = order.base_atoms.min(means(scene, side, price)?);
    if base == 0 {
        return Ok(());
    }
    let limit = match side {
        Side::SellBase => u64::MAX,
        Side::BuyBase => 0,
    };
    let stage = scene.tape.stage();
    let outcome = scene
        .tape
        .world
        .fill_hedge(&scene.cast.filler.actor, base, limit);
    match scene.judge("filling a hedge", outcome, &EXPECTED)? {
        Verdict::Done if stage == Stage::Halted => bail!("a hedge was filled in a halt"),
        Verdict::Done | Verdict::Deferred => filled(scene, side),
        Verdict::Refused(reason) => refused(scene, reason),
    }
    Ok(())
}

fn filled(scene: &mut Scene, side: Side) {
    let before = scene.vault.book.base_assets;
    scene.refresh_vault();
    let base = before.abs_diff(scene.vault.book.base_assets);
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

/// The order's price now, if the filler gains by it.
fn paying_price(scene: &Scene, side: Side) -> Result<Option<u64>> {
    let vault = &scene.vault;
    let elapsed = u64::try_from(scene.now() - vault.hedge.opened_ts)?;
    let price = hedge::dutch_price(side, scene.tape.price, elapsed, &vault.params.hedge)?;
    let margin = scene.tape.price / 10_000 * FILL_MARGIN_BPS;
    Ok(price.filter(|price| match side {
        Side::SellBase => *price <= scene.tape.price - margin,
        Side::BuyBase => *price >= scene.tape.price + margin,
    }))
}

/// Base atoms the filler can take (by its quote) or give.
fn means(scene: &mut Scene, side: Side, price: u64) -> Result<u64> {
    let filler = scene.cast.filler.actor.key();
    Ok(match side {
        Side::SellBase => {
            let quote = scene.tape.world.wallet(&filler, Kind::Put);
            scene
                .tape
                .market
                .scale()
                .base_for_quote_down(quote, price)?
        }
        Side::BuyBase => scene.tape.world.wallet(&filler, Kind::Call),
    })
}

/// Whether the vault's delta leaves its band at the present print, by the program's own
/// rule, far enough to be worth an order.
fn is_due(scene: &Scene) -> Result<bool> {
    let (market, vault) = (scene.tape.ahead()?, &scene.vault);
    let terms = Terms {
        kind: Kind::Call,
        spot: market.risk.price,
        strike: vault.sale.strike,
        years: years_to(vault.sale.expiry_ts, scene.now()),
        vol: market.mark_vol_at(vault.sale.strike, scene.now())?,
    };
    let inputs = HedgeInputs {
        base_total: vault.book.base_assets,
        quote_total: vault.book.quote_assets,
        free_base: vault.free_base(),
        free_quote: vault.book.quote_assets,
        contracts: vault.sale.sold,
        call_delta: call_delta(&terms)?,
        price: market.risk.price,
        budget: u64::MAX,
        scale: market.scale(),
    };
    let order = hedge::order(&inputs, &vault.params.hedge)?;
    Ok(order.is_some_and(|order| order.base_atoms >= LEAST_ORDER))
}
