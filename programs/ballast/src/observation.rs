//! The first step of every risk instruction: take the oracle's print into the
//! market, and see whether that alone trips the breaker.

use anchor_lang::prelude::*;
use option_risk::{
    breaker::{Action, Limit, Signals, Transitions},
    oracle::{Rejection, Use},
};

use crate::{
    errors::BallastError,
    events::{
        ActionDeferred, BreakerChanged, BreakerInputs, EventHeader, PriceObserved, PrintRejected,
    },
    oracle,
    state::{Market, Version},
};

/// What an instruction does after observing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The action is permitted within this limit on its flow.
    Proceed { limit: Limit },
    /// The observation tripped the breaker: the instruction must succeed and do nothing.
    Deferred,
}

/// What became of a print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is, or was already, in the market's state.
    Observed { tripped: bool },
    /// It is older than the one on record, which stands.
    Superseded,
    /// It is unfit; nothing has changed.
    Refused(Rejection),
}

/// Numbers the next event of a market. Fails for a market of another layout.
pub fn header(market: &mut Market, key: Pubkey, clock: &Clock) -> Result<EventHeader> {
    Version::require(market.version)?;
    market.sequence = market.sequence.saturating_add(1);
    Ok(EventHeader {
        market: key,
        slot: clock.slot,
        ts: clock.unix_timestamp,
        sequence: market.sequence,
    })
}

/// As [`header`], for instructions that do not hold the market already.
pub fn next_header(market: &AccountLoader<Market>, clock: &Clock) -> Result<EventHeader> {
    header(&mut *market.load_mut()?, market.key(), clock)
}

/// Judges the print and feeds it to the market. Fails for an account that is not the market's oracle.
pub fn take(market: &AccountLoader<Market>, oracle: &AccountInfo, clock: &Clock) -> Result<Taken> {
    let key = market.key();
    let market = &mut *market.load_mut()?;
    Version::require(market.version)?; // a print that is no news has no header
    let now = clock.unix_timestamp;
    let raw = oracle::read_own(market, oracle)?;
    let quote = raw.quote_in(market.price_exponent);
    let print = match quote.and_then(|quote| market.judge(&quote, now)) {
        Ok(print) => print,
        Err(why) => return Ok(Taken::Refused(why)),
    };
    let superseded = print.publish_ts < market.risk.publish_ts;
    let observation = market.observe(&print, now)?;
    let inputs = inputs(&observation.signals);
    if observation.recorded {
        emit!(PriceObserved {
            header: header(market, key, clock)?,
            price: print.price,
            publish_ts: print.publish_ts,
            inputs,
        });
    }
    let tripped = announce(market, key, clock, &observation.transitions, inputs)?;
    Ok(match superseded {
        true => Taken::Superseded,
        false => Taken::Observed { tripped },
    })
}

/// Counts a refused print. One that is too wide may throttle or, if it persists, halt.
pub fn refuse(market: &AccountLoader<Market>, why: Rejection, clock: &Clock) -> Result<()> {
    let key = market.key();
    let market = &mut *market.load_mut()?;
    let transitions = market.reject(why, clock.unix_timestamp);
    emit!(PrintRejected {
        header: header(market, key, clock)?,
        error: BallastError::from(why).into(),
        rejected: market.risk.rejected,
    });
    announce(market, key, clock, &transitions, BreakerInputs::default())?;
    Ok(())
}

/// Emits the breaker's changes of stage, and notes the slot of a trip. True if there was one.
pub fn announce(
    market: &mut Market,
    key: Pubkey,
    clock: &Clock,
    transitions: &Transitions,
    inputs: BreakerInputs,
) -> Result<bool> {
    for change in transitions.iter() {
        emit!(BreakerChanged {
            header: header(market, key, clock)?,
            from: change.from as u8,
            to: change.to as u8,
            effective_ts: change.ts,
            until_ts: change.until_ts,
            price: change.price,
            reason: change.reason as u8,
            direction: change.direction as u8,
            z_milli: change.z_milli,
            move_bps: change.move_bps,
            inputs,
        });
    }
    let tripped = transitions.trip().is_some();
    if tripped {
        market.trip_slot = clock.slot;
    }
    Ok(tripped)
}

/// Takes a print that a risk instruction needs: fit, or the instruction fails. True if it tripped the breaker. A print
/// older than the one on record is no error here: whoever posts a newer one must not make other people's
/// instructions fail.
pub fn observe(
    market: &AccountLoader<Market>,
    oracle: &AccountInfo,
    clock: &Clock,
) -> Result<bool> {
    match take(market, oracle, clock)? {
        Taken::Observed { tripped } => Ok(tripped),
        Taken::Superseded | Taken::Refused(Rejection::OutOfOrder) => Ok(false),
        Taken::Refused(why) => Err(BallastError::from(why).into()),
    }
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
    let market = market.load()?;
    let limit = market.permit(action, clock.unix_timestamp)?;
    market.require_fit(Use::of(action), clock.unix_timestamp)?;
    Ok(Outcome::Proceed { limit })
}

/// Observes for a fill by a third party, which fails instead of deferring so
/// that nobody is left with half a trade; the next `observe` records the trip.
pub fn observe_or_fail(
    market: &AccountLoader<Market>,
    oracle: &AccountInfo,
    clock: &Clock,
    action: Action,
    needs: Use,
) -> Result<Limit> {
    require!(
        !observe(market, oracle, clock)?,
        BallastError::BreakerTripped
    );
    let market = market.load()?;
    let limit = market.permit(action, clock.unix_timestamp)?;
    market.require_fit(needs, clock.unix_timestamp)?;
    Ok(limit)
}

fn inputs(signals: &Signals) -> BreakerInputs {
    let windows = &signals.reading.windows;
    BreakerInputs {
        z_milli: windows.map(|window| window.z_milli),
        move_bps: windows.map(|window| window.move_bps),
        thin: signals.thin,
        divergence_bps: signals.divergence_bps,
        implied_jump_bps: signals.implied_jump_bps,
        gain_milli: signals.gain_milli,
    }
}
