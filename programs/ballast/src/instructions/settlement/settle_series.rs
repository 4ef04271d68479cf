//! Fixes a series' settlement price, once, from the market's accumulator. The
//! price is the same whoever calls this and whenever.

use anchor_lang::prelude::*;

use crate::{
    errors::BallastError,
    events::SeriesSettled,
    observation::header,
    state::{Market, Series},
};

#[derive(Accounts)]
pub struct SettleSeries<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        constraint = !series.settled @ BallastError::SeriesSettled
    )]
    pub series: Box<Account<'info, Series>>,
}

pub fn settle_series(ctx: Context<SettleSeries>) -> Result<()> {
    let clock = Clock::get()?;
    let series = &mut ctx.accounts.series;
    require!(
        clock.unix_timestamp >= series.expiry_ts,
        BallastError::SeriesNotExpired
    );
    let market = &mut *ctx.accounts.market.load_mut()?;
    series.settlement_price = market.leave_expiry(series.expiry_ts)?;
    series.settled = true;
    series.leave_book(&mut market.book, clock.unix_timestamp)?;
    emit!(SeriesSettled {
        header: header(market, series.market, &clock)?,
        series: series.key(),
        settlement_price: series.settlement_price,
        open_shorts: series.open_shorts,
    });
    Ok(())
}
