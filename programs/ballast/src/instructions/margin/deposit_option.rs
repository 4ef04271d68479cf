//! Puts options into a margin account, where they offset shorts. Needs no oracle and acts in every stage.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    errors::BallastError,
    events::OptionsMoved,
    observation::next_header,
    state::{MarginAccount, Market, Position, Series},
    tokens,
};

#[derive(Accounts)]
pub struct DepositOption<'info> {
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = owner @ BallastError::WrongOwner,
        constraint = margin_account.kind == series.kind @ BallastError::WrongKind
    )]
    pub margin_account: Box<Account<'info, MarginAccount>>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = option_mint @ BallastError::WrongMint,
        constraint = !series.settled @ BallastError::SeriesSettled
    )]
    pub series: Box<Account<'info, Series>>,
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    /// Options to deposit, the owner's.
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        mut,
        associated_token::mint = option_mint,
        associated_token::authority = market,
        associated_token::token_program = token_program
    )]
    pub option_custody: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(address = anchor_spl::token::ID @ BallastError::WrongTokenProgram)]
    pub token_program: Interface<'info, TokenInterface>,
}

pub fn deposit_option(ctx: Context<DepositOption>, contracts: u64) -> Result<()> {
    require!(contracts > 0, BallastError::ZeroAmount);
    let accounts = ctx.accounts;
    let series_key = accounts.series.key();
    accounts.margin_account.add(&Position {
        long: contracts,
        ..accounts.series.position(series_key)
    })?;
    accounts.series.add_deposited(contracts)?;
    tokens::pull(
        &accounts.token_program,
        &accounts.option_mint,
        &accounts.source,
        &accounts.option_custody,
        &accounts.owner,
        contracts,
    )?;
    emit!(OptionsMoved {
        header: next_header(&accounts.market, &Clock::get()?)?,
        margin_account: accounts.margin_account.key(),
        series: series_key,
        contracts,
        deposited: true,
        long_after: accounts.margin_account.long_of(&series_key),
    });
    Ok(())
}
