//! Adds collateral to a margin account. Anyone may top an account up, in any stage.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    errors::BallastError,
    events::CollateralMoved,
    observation::next_header,
    state::{MarginAccount, Market},
    tokens,
};

#[derive(Accounts)]
pub struct DepositCollateral<'info> {
    pub depositor: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub margin_account: Box<Account<'info, MarginAccount>>,
    #[account(
        constraint = collateral_mint.key()
            == market.load()?.collateral_mint(margin_account.kind()?) @ BallastError::WrongMint
    )]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        mut,
        constraint = custody.key()
            == market.load()?.custody(margin_account.kind()?) @ BallastError::WrongCustody
    )]
    pub custody: Box<InterfaceAccount<'info, TokenAccount>>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

pub fn deposit_collateral(ctx: Context<DepositCollateral>, amount: u64) -> Result<()> {
    require!(amount > 0, BallastError::ZeroAmount);
    let accounts = ctx.accounts;
    let kind = accounts.margin_account.kind()?;
    accounts.margin_account.credit(amount)?;
    accounts.market.load_mut()?.collateral_in(kind, amount)?;
    tokens::pull(
        &accounts.collateral_token_program,
        &accounts.collateral_mint,
        &accounts.source,
        &accounts.custody,
        &accounts.depositor,
        amount,
    )?;
    emit!(CollateralMoved {
        header: next_header(&accounts.market, &Clock::get()?)?,
        margin_account: accounts.margin_account.key(),
        amount,
        deposited: true,
        collateral_after: accounts.margin_account.collateral,
    });
    Ok(())
}
