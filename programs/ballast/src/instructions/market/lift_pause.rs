//! Ends the guardian's pause: the guardian at any time, anyone once it has run out.

use anchor_lang::prelude::*;
use option_risk::breaker::{Reason, Stage};

use crate::{
    errors::{risk, BallastError},
    events::BreakerInputs,
    observation::announce,
    state::{Market, Protocol},
};

#[derive(Accounts)]
pub struct LiftPause<'info> {
    pub lifter: Signer<'info>,
    pub protocol: Box<Account<'info, Protocol>>,
    #[account(mut, has_one = protocol @ BallastError::WrongProtocol)]
    pub market: AccountLoader<'info, Market>,
}

pub fn lift_pause(ctx: Context<LiftPause>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let key = accounts.market.key();
    let market = &mut *accounts.market.load_mut()?;
    let params = market.params.breaker;
    let breaker = &mut market.risk.breaker;
    require!(
        breaker.stage() == Stage::Halted && breaker.reason() == Reason::Guardian,
        BallastError::NoPause
    );
    let now = clock.unix_timestamp;
    let transitions = if now >= breaker.halt_until_ts {
        breaker.advance(&params, now)
    } else {
        require_keys_eq!(
            accounts.lifter.key(),
            accounts.protocol.guardian,
            BallastError::WrongGuardian
        );
        breaker.lift(&params, now).map_err(risk)?
    };
    announce(market, key, &clock, &transitions, BreakerInputs::default())?;
    Ok(())
}
