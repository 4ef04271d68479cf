//! Takes the oracle's print into the market. Anyone may call it, in any stage.

use anchor_lang::prelude::*;

use crate::{errors::BallastError, observation, oracle, state::Market};

#[derive(Accounts)]
pub struct Observe<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_print` against the market.
    pub oracle: UncheckedAccount<'info>,
}

pub fn observe(ctx: Context<Observe>) -> Result<()> {
    let (market, oracle) = (&ctx.accounts.market, &ctx.accounts.oracle);
    let clock = Clock::get()?;
    let print = oracle::read_print(&*market.load()?, oracle, clock.unix_timestamp)?;
    require!(
        print.publish_ts >= market.load()?.publish_ts,
        BallastError::OracleOutOfOrder
    );
    observation::observe(market, oracle, &clock)?;
    Ok(())
}
