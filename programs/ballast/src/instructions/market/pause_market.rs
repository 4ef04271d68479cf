//! Halts a market for a while. Guardian only, a few times a day; the pause ends by the clock.

use anchor_lang::prelude::*;

use crate::{
    errors::{risk, BallastError},
    events::BreakerInputs,
    observation::announce,
    state::{Market, Protocol},
};

#[derive(Accounts)]
pub struct PauseMarket<'info> {
    pub guardian: Signer<'info>,
    #[account(has_one = guardian @ BallastError::WrongGuardian)]
    pub protocol: Box<Account<'info, Protocol>>,
    #[account(mut, has_one = protocol @ BallastError::WrongProtocol)]
    pub market: AccountLoader<'info, Market>,
}

pub fn pause_market(ctx: Context<PauseMarket>) -> Result<()> {
    let clock = Clock::get()?;
    let key = ctx.accounts.market.key();
    let market = &mut *ctx.accounts.market.load_mut()?;
    let params = market.params.breaker;
    let breaker = &mut market.risk.breaker;
    let transitions = (breaker.pause(&params, clock.unix_timestamp)).map_err(risk)?;
    announce(market, key, &clock, &transitions, BreakerInputs::default())?;
    Ok(())
}
