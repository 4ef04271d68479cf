//! Shows a market the first print at or after an expiry, whenever it was published.
//!
//! Where `observe` saw enough of the last half hour its mean counts and this does nothing; else that one print is
//! the settlement price, and anyone may post it later. Nobody can choose among the prints of an unwatched market.

use anchor_lang::prelude::*;

use crate::{
    errors::{risk, BallastError},
    events::SettlementPinned,
    observation::header,
    oracle,
    state::Market,
};

#[derive(Accounts)]
pub struct PinSettlement<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
}

pub fn pin_settlement(ctx: Context<PinSettlement>, expiry_ts: i64) -> Result<()> {
    let clock = Clock::get()?;
    let market = &mut *ctx.accounts.market.load_mut()?;
    let raw = oracle::read_own(market, &ctx.accounts.oracle)?;
    let print = (raw.quote_in(market.price_exponent))
        .and_then(|quote| {
            market
                .params
                .oracle
                .judge_past(&quote, clock.unix_timestamp)
        })
        .map_err(BallastError::from)?;
    let price = market
        .expiry_mut(expiry_ts)
        .ok_or(BallastError::UnknownExpiry)?
        .pin(print.publish_ts, print.price, print.prev_publish_ts)
        .map_err(risk)?;
    emit!(SettlementPinned {
        header: header(market, ctx.accounts.market.key(), &clock)?,
        expiry_ts,
        price,
        publish_ts: print.publish_ts,
    });
    Ok(())
}
