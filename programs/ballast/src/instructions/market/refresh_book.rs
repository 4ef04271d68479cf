//! Brings series' contributions to the gamma book up to the market's last print. Anyone, in any stage.
//!
//! The remaining accounts are the series, any of the market's and any number. Each one's last contribution is on its own
//! account and is replaced, not added to: whoever refreshes which series how often, the totals are the sum.

use anchor_lang::prelude::*;

use crate::{
    errors::BallastError,
    events::BookRefreshed,
    observation::header,
    state::{Market, Series},
};

#[derive(Accounts)]
pub struct RefreshBook<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
}

pub fn refresh_book<'info>(ctx: Context<'info, RefreshBook<'info>>) -> Result<()> {
    require!(!ctx.remaining_accounts.is_empty(), BallastError::NoSeries);
    let key = ctx.accounts.market.key();
    let clock = Clock::get()?;
    let (mut book, view) = {
        let market = ctx.accounts.market.load()?;
        (market.book, market.book_view(clock.unix_timestamp)?)
    };
    for info in ctx.remaining_accounts {
        // Stored before the next is read: one that comes twice is replaced twice.
        let mut series: Account<Series> = Account::try_from(info)?;
        require_keys_eq!(series.market, key, BallastError::WrongMarket);
        require!(info.is_writable, ErrorCode::ConstraintMut);
        // Options that may be burned again in this very transaction are not open interest yet.
        if series.written_slot == clock.slot {
            continue;
        }
        series.refresh_book(&mut book, &view)?;
        series.store_contribution(&mut info.try_borrow_mut_data()?)?;
    }
    let market = &mut *ctx.accounts.market.load_mut()?;
    market.book = book;
    emit!(BookRefreshed {
        header: header(market, key, &clock)?,
        series: ctx.remaining_accounts.len() as u32,
        net_gamma_per_pct: book.net_gamma_per_pct,
        net_vega: book.net_vega,
        gross_gamma_per_pct: book.gross_gamma_per_pct,
        concentration_bps: book.concentration_bps(),
        loop_gain_milli: market.loop_gain_milli(clock.unix_timestamp)?,
    });
    Ok(())
}
