//! Takes collateral out of a margin account.
//!
//! An account without shorts may always withdraw, whatever the oracle or the
//! breaker say. One with shorts is observed first and held to initial margin.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};
use option_risk::breaker::Action;

use crate::{
    errors::BallastError,
    events::CollateralMoved,
    health::require_initial_margin,
    observation::{next_header, observe_then_permit, Outcome},
    state::{MarginAccount, Market},
    tokens,
};

#[derive(Accounts)]
pub struct WithdrawCollateral<'info> {
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
        constraint = collateral_mint.key()
            == market.load()?.collateral_mint(margin_account.kind()?) @ BallastError::WrongMint
    )]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        mut,
        constraint = custody.key()
            == market.load()?.custody(margin_account.kind()?) @ BallastError::WrongCustody
    )]
    pub custody: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

pub fn withdraw_collateral(ctx: Context<WithdrawCollateral>, amount: u64) -> Result<()> {
    require!(amount > 0, BallastError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let kind = accounts.margin_account.kind()?;
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
    accounts.margin_account.debit(amount)?;
    accounts.market.load_mut()?.collateral_out(kind, amount)?;
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
        &accounts.collateral_token_program,
        &accounts.collateral_mint,
        &accounts.custody,
        &accounts.destination,
        accounts.market.to_account_info(),
        &[&signer.seeds()],
        amount,
    )?;
    emit!(CollateralMoved {
        header: next_header(&accounts.market, &clock)?,
        margin_account: accounts.margin_account.key(),
        amount,
        deposited: false,
        collateral_after: accounts.margin_account.collateral,
    });
    Ok(())
}
