//! The first step of every risk instruction: take the oracle's print into the
//! market, and see whether that alone trips the breaker.

use anchor_lang::prelude::*;
use option_risk::breaker::Action;

use crate::{
    errors::BallastError,
    events::{ActionDeferred, BreakerChanged, EventHeader, PriceObserved},
    oracle,
    state::Market,
};

/// What an instruction does after observing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The action is permitted with this share of its flow limit.
    Proceed { limit_bps: u32 },
    /// The observation tripped the breaker: the instruction must succeed and do nothing.
    Deferred,
}

/// Numbers the next event of a market.
pub fn header(market: &mut Market, key: Pubkey, clock: &Clock) -> EventHeader {
    market.sequence = market.sequence.saturating_add(1);
    EventHeader {
        market: key,
        slot: clock.slot,
        ts: clock.unix_timestamp,
        sequence: market.sequence,
    }
}

/// As [`header`], for instructions that do not hold the market already.
pub fn next_header(market: &AccountLoader<Market>, clock: &Clock) -> Result<EventHeader> {
    Ok(header(&mut *market.load_mut()?, market.key(), clock))
}

/// Validates the print and feeds it to the market. True if it tripped the
/// breaker. A print older than the one on record is no error here: whoever posts
/// a newer one must not make other people's instructions fail.
pub fn observe(
    market: &AccountLoader<Market>,
    oracle: &AccountInfo,
    clock: &Clock,
) -> Result<bool> {
    let key = market.key();
    let market = &mut *market.load_mut()?;
    let print = oracle::read_print(market, oracle, clock.unix_timestamp)?;
    let observation = market.observe(&print, clock.unix_timestamp)?;
    if observation.recorded {
        emit!(PriceObserved {
            header: header(market, key, clock),
            price: print.price,
            publish_ts: print.publish_ts,
            z15_milli: observation.reading.z15_milli,
            z60_milli: observation.reading.z60_milli,
        });
    }
    for change in observation.transitions.iter() {
        emit!(BreakerChanged {
            header: header(market, key, clock),
            from: change.from as u8,
            to: change.to as u8,
            effective_ts: change.ts,
            price: market.price,
            reason: change.reason as u8,
            z_milli: change.z_milli,
        });
    }
    let tripped = observation.transitions.trip().is_some();
    if tripped {
        market.trip_slot = clock.slot;
    }
    Ok(tripped)
}

/// Observes and asks the breaker. A trip commits: an error would roll it back
/// with the transaction, so the caller must return `Ok` on [`Outcome::Deferred`].
/// So must the instructions behind it in one transaction, hence in one slot.
pub fn observe_then_permit(
    market: &AccountLoader<Market>,
    oracle: &AccountInfo,
    clock: &Clock,
    action: Action,
    account: Pubkey,
) -> Result<Outcome> {
    observe(market, oracle, clock)?;
    if market.load()?.tripped_in(clock.slot) {
        emit!(ActionDeferred {
            header: next_header(market, clock)?,
            action: action as u8,
            account,
        });
        return Ok(Outcome::Deferred);
    }
    let limit_bps = market.load()?.permit(action, clock.unix_timestamp)?;
    Ok(Outcome::Proceed { limit_bps })
}

/// Observes for a fill by a third party, which fails instead of deferring so
/// that nobody is left with half a trade; the next `observe` records the trip.
pub fn observe_or_fail(
    market: &AccountLoader<Market>,
    oracle: &AccountInfo,
    clock: &Clock,
    action: Action,
) -> Result<u32> {
    require!(
        !observe(market, oracle, clock)?,
        BallastError::BreakerTripped
    );
    let market = market.load()?;
    let (publish_ts, now) = (market.publish_ts, clock.unix_timestamp);
    require!(
        market.params.oracle.may_trade(publish_ts, now),
        BallastError::OracleStale
    );
    market.permit(action, now)
}
