//! Takes the oracle's print into the market. Anyone may call it, in any stage.

use anchor_lang::prelude::*;

use crate::{observation, state::Market};

#[derive(Accounts)]
pub struct Observe<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_print` against the market.
    pub oracle: UncheckedAccount<'info>,
}

pub fn observe(ctx: Context<Observe>) -> Result<()> {
    observation::observe(&ctx.accounts.market, &ctx.accounts.oracle, &Clock::get()?)?;
    Ok(())
}
