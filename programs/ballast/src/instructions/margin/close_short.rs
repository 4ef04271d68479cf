//! Burns options to close part of a short. Needs no oracle and acts in every stage.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount},
};

use crate::{
    errors::BallastError,
    events::ShortClosed,
    observation::next_header,
    state::{MarginAccount, Market, Series},
    tokens,
};

#[derive(Accounts)]
pub struct CloseShort<'info> {
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = owner @ BallastError::WrongOwner
    )]
    pub margin_account: Box<Account<'info, MarginAccount>>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = option_mint @ BallastError::WrongMint,
        constraint = !series.settled @ BallastError::SeriesSettled
    )]
    pub series: Box<Account<'info, Series>>,
    #[account(mut)]
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    /// Options to burn, the owner's.
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
}

pub fn close_short(ctx: Context<CloseShort>, contracts: u64) -> Result<()> {
    require!(contracts > 0, BallastError::ZeroAmount);
    let accounts = ctx.accounts;
    let series_key = accounts.series.key();
    accounts
        .margin_account
        .reduce_short(&series_key, contracts)?;
    accounts.margin_account.require_no_dust(
        &series_key,
        accounts.market.load()?.params.liquidation.tiny_contracts,
    )?;
    let clock = Clock::get()?;
    (accounts.market.load_mut()?).close_written_early(
        &mut accounts.series,
        contracts,
        clock.unix_timestamp,
    )?;
    tokens::burn(
        &accounts.token_program,
        &accounts.option_mint,
        &accounts.source,
        accounts.owner.to_account_info(),
        &[],
        contracts,
    )?;
    emit!(ShortClosed {
        header: next_header(&accounts.market, &clock)?,
        margin_account: accounts.margin_account.key(),
        series: series_key,
        contracts,
        contracts_after: accounts.margin_account.short_of(&series_key),
    });
    Ok(())
}
