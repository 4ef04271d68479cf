//! Takes the oracle's print into the market. Anyone may call it, in any stage.

use anchor_lang::prelude::*;

use option_risk::oracle::Rejection;

use crate::{
    observation::{self, Taken},
    state::Market,
};

#[derive(Accounts)]
pub struct Observe<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
}

/// A print that is unfit, or older than the one on record, is counted and nothing else.
pub fn observe(ctx: Context<Observe>) -> Result<()> {
    let (market, oracle) = (&ctx.accounts.market, &ctx.accounts.oracle);
    let clock = Clock::get()?;
    match observation::take(market, oracle, &clock)? {
        Taken::Observed { .. } => Ok(()),
        Taken::Superseded => observation::refuse(market, Rejection::OutOfOrder, &clock),
        Taken::Refused(why) => observation::refuse(market, why, &clock),
    }
}
