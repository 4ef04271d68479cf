//! Starts the liquidation auction of an account under its maintenance margin.
//! Anyone may, in every stage; while the market is closed its clock stands still.

use anchor_lang::prelude::*;
use option_risk::{liquidation::Auction, margin::Level, oracle::Use};

use crate::{
    clearing::require_not_backstop,
    errors::BallastError,
    events::AccountFlagged,
    health::requirement,
    observation::{header, observe},
    state::{MarginAccount, Market},
};

#[derive(Accounts)]
pub struct FlagAccount<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub margin_account: Box<Account<'info, MarginAccount>>,
}

pub fn flag_account(ctx: Context<FlagAccount>) -> Result<()> {
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let accounts = ctx.accounts;
    // A trip is no reason to defer: nothing is traded, and both are recorded.
    observe(&accounts.market, &accounts.oracle, &clock)?;
    let market = &mut *accounts.market.load_mut()?;
    let account = &mut accounts.margin_account;
    market.require_fit(Use::Act, now)?;
    require_not_backstop(market, account)?;
    let requirement = requirement(market, account, Level::Maintenance, now)?;
    require!(
        account.collateral < requirement.required,
        BallastError::AccountHealthy
    );
    require!(
        !(account.auction()).is_running(&market.params.liquidation, now),
        BallastError::AlreadyFlagged
    );
    account.set_auction(Auction::start(now, market.closed_secs(now)));
    emit!(AccountFlagged {
        header: header(market, accounts.market.key(), &clock)?,
        margin_account: account.key(),
        collateral: account.collateral,
        required: requirement.required,
        worst: requirement.worst,
    });
    Ok(())
}
