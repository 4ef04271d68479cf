//! The vault's hedge: a bot that opens orders when they are due, and one that fills them once the Dutch price leaves it a
//! margin.

use anyhow::{bail, Result};
use ballast::{
    errors::BallastError,
    state::{Stage as Round, Vault},
};
use ballast_harness::Actor;
use option_risk::{breaker::Stage, hedge::Side, units::Kind};

use super::{Tape, Verdict};
use crate::report::Hedges;

/// Discount (or premium) to the oracle price at which filling pays, bps.
pub const FILL_MARGIN_BPS: u64 = 5;
/// Orders under this many base atoms are not worth a transaction.
const LEAST_ORDER: u64 = 100_000_000;

/// Whether the vault's options run. While they are still being sold its delta is not what it will be.
pub fn is_running(tape: &Tape, vault: &Vault) -> bool {
    vault.stage == Round::Live && tape.now() < vault.sale.expiry_ts
}

/// Whether an order waits to be filled.
pub fn is_open(tape: &Tape, vault: &Vault) -> bool {
    let breaker = &tape.market.risk.breaker;
    (vault.hedge).is_open(&vault.params.hedge, breaker, tape.now())
}

/// Whether the vault's delta leaves its band at the present print, by the program's own rule, far enough to be worth an
/// order.
pub fn is_due(tape: &Tape, vault: &Vault) -> Result<bool> {
    let order = vault.hedge_wanted(&*tape.ahead()?, tape.now())?;
    Ok(order.is_some_and(|order| order.base_atoms >= LEAST_ORDER))
}

/// Tries to open an order. Fails if that worked in a halt.
pub fn open(tape: &mut Tape) -> Result<Verdict> {
    const EXPECTED: [BallastError; 3] = [
        BallastError::BreakerHalted,
        BallastError::BreakerGrace,
        BallastError::FlowLimit,
    ];
    let stage = tape.stage();
    let outcome = tape.world.open_hedge();
    match tape.judge("opening a hedge", outcome, &EXPECTED)? {
        Verdict::Done if stage == Stage::Halted => bail!("a hedge was opened in a halt"),
        verdict => Ok(verdict),
    }
}

/// Fills what it can of the open order, if that pays: `None` if it does not. Fails if that worked in a halt.
pub fn fill(tape: &mut Tape, vault: &Vault, filler: &Actor) -> Result<Option<(Side, Verdict)>> {
    const EXPECTED: [BallastError; 3] = [
        BallastError::BreakerHalted,
        BallastError::BreakerGrace,
        BallastError::BreakerTripped,
    ];
    let side = vault.hedge.side()?;
    let Some(price) = paying_price(tape, vault, side)? else {
        return Ok(None);
    };
    let fillable = vault.hedge_fillable(&*tape.ahead()?, side, tape.now())?;
    let base = fillable.min(means(tape, filler, side, price)?);
    if base == 0 {
        return Ok(None);
    }
    let limit = match side {
        Side::SellBase => u64::MAX,
        Side::BuyBase => 0,
    };
    let stage = tape.stage();
    let outcome = tape.world.fill_hedge(filler, base, limit);
    match tape.judge("filling a hedge", outcome, &EXPECTED)? {
        Verdict::Done if stage == Stage::Halted => bail!("a hedge was filled in a halt"),
        verdict => Ok(Some((side, verdict))),
    }
}

/// The order's price now, if the filler gains by it.
fn paying_price(tape: &Tape, vault: &Vault, side: Side) -> Result<Option<u64>> {
    let price = vault.hedge_price(&*tape.ahead()?, tape.now())?;
    let margin = tape.price / 10_000 * FILL_MARGIN_BPS;
    Ok(price.filter(|price| match side {
        Side::SellBase => *price <= tape.price - margin,
        Side::BuyBase => *price >= tape.price + margin,
    }))
}

/// Base atoms the filler can take (by its quote) or give.
fn means(tape: &mut Tape, filler: &Actor, side: Side, price: u64) -> Result<u64> {
    let filler = filler.key();
    Ok(match side {
        Side::SellBase => {
            let quote = tape.world.wallet(&filler, Kind::Put);
            tape.market.scale().base_for_quote_down(quote, price)?
        }
        Side::BuyBase => tape.world.wallet(&filler, Kind::Call),
    })
}

/// Counts a refusal and says it in words, if it is news.
pub fn refused(counts: &mut Hedges, reason: BallastError) -> Option<&'static str> {
    match reason {
        BallastError::BreakerHalted => {
            counts.refused_halted += 1;
            Some("hedge refused: breaker halted")
        }
        BallastError::BreakerGrace => {
            counts.refused_grace += 1;
            Some("hedge refused: grace after the halt")
        }
        BallastError::BreakerTripped => {
            counts.refused_tripped += 1;
            Some("hedge fill refused: its print trips the breaker")
        }
        // The budget of a minute is used up every minute: not news.
        _ => {
            counts.refused_flow_limit += 1;
            None
        }
    }
}
