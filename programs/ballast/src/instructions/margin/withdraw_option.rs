//! Takes deposited options out of a margin account.
//!
//! As with collateral, an account without shorts may always withdraw; one with
//! shorts is observed first and held to initial margin without them.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};
use option_risk::breaker::Action;

use crate::{
    errors::BallastError,
    events::OptionsMoved,
    health::require_initial_margin,
    observation::{next_header, observe_then_permit, Outcome},
    state::{MarginAccount, Market, Series},
    tokens,
};

#[derive(Accounts)]
pub struct WithdrawOption<'info> {
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = owner @ BallastError::WrongOwner
    )]
    pub margin_account: Box<Account<'info, MarginAccount>>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = option_mint @ BallastError::WrongMint
    )]
    pub series: Box<Account<'info, Series>>,
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        mut,
        associated_token::mint = option_mint,
        associated_token::authority = market,
        associated_token::token_program = token_program
    )]
    pub option_custody: Box<InterfaceAccount<'info, TokenAccount>>,
    /// Receives the options.
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(address = anchor_spl::token::ID @ BallastError::WrongTokenProgram)]
    pub token_program: Interface<'info, TokenInterface>,
}

pub fn withdraw_option(ctx: Context<WithdrawOption>, contracts: u64) -> Result<()> {
    require!(contracts > 0, BallastError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let series_key = accounts.series.key();
    let flat = accounts.margin_account.is_flat();
    if !flat {
        let outcome = observe_then_permit(
            &accounts.market,
            &accounts.oracle,
            &clock,
            Action::WithdrawCollateral,
            accounts.margin_account.key(),
        )?;
        if outcome == Outcome::Deferred {
            return Ok(());
        }
    }
    (accounts.margin_account).reduce_long(&series_key, contracts)?;
    accounts.series.remove_deposited(contracts)?;
    if !flat {
        require_initial_margin(
            &*accounts.market.load()?,
            &mut accounts.margin_account,
            clock.unix_timestamp,
            BallastError::InsufficientMargin,
        )?;
    }
    let signer = accounts.market.load()?.signer();
    tokens::push(
        &accounts.token_program,
        &accounts.option_mint,
        &accounts.option_custody,
        &accounts.destination,
        accounts.market.to_account_info(),
        &[&signer.seeds()],
        contracts,
    )?;
    emit!(OptionsMoved {
        header: next_header(&accounts.market, &clock)?,
        margin_account: accounts.margin_account.key(),
        series: series_key,
        contracts,
        deposited: false,
        long_after: accounts.margin_account.long_of(&series_key),
    });
    Ok(())
}
