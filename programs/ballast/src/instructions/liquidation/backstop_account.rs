//! Moves a position of an account that is worth nothing, with all its collateral, to the insurance fund's own account.
//!
//! Anyone may, in every stage: nothing is traded. Deposited options go first, so that whoever cannot pay keeps none.
//!
//! The price must be near the oracle's average and the stable price, as for any new risk: a wick takes nobody's account.
//! Waiting costs the fund nothing, for it pays at settlement what such an account cannot, whoever holds the short.

use anchor_lang::prelude::*;
use option_risk::liquidation::Auction;

use crate::{
    clearing::judge_insolvent,
    constants::INSURANCE_SEED,
    errors::BallastError,
    events::AccountBackstopped,
    observation::{next_header, observe},
    state::{MarginAccount, Market, Position, Series},
};

#[derive(Accounts)]
pub struct BackstopAccount<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub margin_account: Box<Account<'info, MarginAccount>>,
    /// CHECK: an address only; holds no data.
    #[account(
        seeds = [INSURANCE_SEED, market.key().as_ref()],
        bump = market.load()?.insurance_bump
    )]
    pub insurance_authority: UncheckedAccount<'info>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        constraint = backstop_account.owner == insurance_authority.key() @ BallastError::WrongOwner,
        constraint = backstop_account.kind == margin_account.kind @ BallastError::WrongKind
    )]
    pub backstop_account: Box<Account<'info, MarginAccount>>,
    #[account(has_one = market @ BallastError::WrongMarket)]
    pub series: Box<Account<'info, Series>>,
}

pub fn backstop_account(ctx: Context<BackstopAccount>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    // A trip is no reason to defer: nothing is traded, and both are recorded.
    observe(&accounts.market, &accounts.oracle, &clock)?;
    let mark = judge_insolvent(
        &*accounts.market.load()?,
        &accounts.margin_account,
        clock.unix_timestamp,
    )?;
    let moved = accounts.take_position()?;
    let collateral = accounts.margin_account.collateral;
    accounts.margin_account.debit(collateral)?;
    accounts.backstop_account.add(&moved)?;
    accounts.backstop_account.credit(collateral)?;
    emit!(AccountBackstopped {
        header: next_header(&accounts.market, &clock)?,
        margin_account: accounts.margin_account.key(),
        series: moved.series,
        short: moved.short,
        long: moved.long,
        collateral,
        mark,
    });
    Ok(())
}

impl BackstopAccount<'_> {
    /// Takes the position in the series out of the account.
    fn take_position(&mut self) -> Result<Position> {
        let key = self.series.key();
        let account = &mut self.margin_account;
        let position = *account.position(&key).ok_or(BallastError::NoPosition)?;
        let only_long = |p: &Position| p.short == 0 && p.long > 0;
        require!(
            only_long(&position) || !account.positions.iter().any(only_long),
            BallastError::LongsFirst
        );
        account.take(&key)?;
        if account.is_flat() {
            account.set_auction(Auction::default());
        }
        Ok(position)
    }
}
