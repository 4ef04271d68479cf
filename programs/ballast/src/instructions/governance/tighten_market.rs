//! Tightens a market's parameters at once. A change that loosens any of them is proposed instead.

use anchor_lang::prelude::*;

use crate::{
    constants::PROTOCOL_SEED,
    errors::BallastError,
    events::MarketTightened,
    state::{Market, MarketParams, Protocol, Version},
};

#[derive(Accounts)]
pub struct TightenMarket<'info> {
    pub authority: Signer<'info>,
    #[account(
        mut,
        seeds = [PROTOCOL_SEED, protocol.creator.as_ref()],
        bump = protocol.bump,
        has_one = authority @ BallastError::WrongAuthority
    )]
    pub protocol: Box<Account<'info, Protocol>>,
    #[account(mut, has_one = protocol @ BallastError::WrongProtocol)]
    pub market: AccountLoader<'info, Market>,
}

pub fn tighten_market(ctx: Context<TightenMarket>, params: MarketParams) -> Result<()> {
    params.validate()?;
    let accounts = ctx.accounts;
    let market = &mut *accounts.market.load_mut()?;
    Version::require(market.version)?;
    super::require_tightening(&market.params, &params)?;
    let clock = Clock::get()?;
    market.set_params(params, clock.slot);
    emit!(MarketTightened {
        header: super::header(&mut accounts.protocol, &clock),
        market: accounts.market.key(),
        params,
    });
    Ok(())
}
