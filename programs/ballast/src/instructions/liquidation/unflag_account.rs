//! Ends the liquidation auction of an account that meets its maintenance margin again. Anyone may, in every stage.

use anchor_lang::prelude::*;
use option_risk::{liquidation::Auction, margin::Level, oracle::Use};

use crate::{
    errors::BallastError,
    events::AccountUnflagged,
    health::requirement,
    observation::{header, observe},
    state::{MarginAccount, Market},
};

#[derive(Accounts)]
pub struct UnflagAccount<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub margin_account: Box<Account<'info, MarginAccount>>,
}

pub fn unflag_account(ctx: Context<UnflagAccount>) -> Result<()> {
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let accounts = ctx.accounts;
    require!(
        accounts.margin_account.flagged_ts != 0,
        BallastError::NotFlagged
    );
    observe(&accounts.market, &accounts.oracle, &clock)?;
    let market = &mut *accounts.market.load_mut()?;
    let account = &mut accounts.margin_account;
    market.require_fit(Use::Act, now)?;
    let requirement = requirement(market, account, Level::Maintenance, now)?;
    require!(
        account.collateral >= requirement.required,
        BallastError::StillUnhealthy
    );
    account.set_auction(Auction::default());
    emit!(AccountUnflagged {
        header: header(market, accounts.market.key(), &clock)?,
        margin_account: account.key(),
        collateral: account.collateral,
        required: requirement.required,
    });
    Ok(())
}
