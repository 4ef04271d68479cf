//! Returns to the insurance fund what its own account holds once that is short of nothing. Anyone may.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    constants::INSURANCE_SEED,
    errors::BallastError,
    events::InsuranceFunded,
    observation::next_header,
    state::{MarginAccount, Market},
    tokens,
};

#[derive(Accounts)]
pub struct SweepBackstop<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: an address only; holds no data.
    #[account(
        seeds = [INSURANCE_SEED, market.key().as_ref()],
        bump = market.load()?.insurance_bump
    )]
    pub insurance_authority: UncheckedAccount<'info>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        constraint = backstop_account.owner == insurance_authority.key() @ BallastError::WrongOwner
    )]
    pub backstop_account: Box<Account<'info, MarginAccount>>,
    #[account(
        constraint = collateral_mint.key()
            == market.load()?.collateral_mint(backstop_account.kind()?) @ BallastError::WrongMint
    )]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        mut,
        constraint = custody.key()
            == market.load()?.custody(backstop_account.kind()?) @ BallastError::WrongCustody
    )]
    pub custody: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        mut,
        constraint = insurance.key()
            == market.load()?.insurance(backstop_account.kind()?) @ BallastError::WrongCustody
    )]
    pub insurance: Box<InterfaceAccount<'info, TokenAccount>>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

pub fn sweep_backstop(ctx: Context<SweepBackstop>) -> Result<()> {
    let accounts = ctx.accounts;
    let account = &mut accounts.backstop_account;
    let kind = account.kind()?;
    let amount = account.collateral;
    require!(account.is_flat(), BallastError::AccountNotEmpty);
    require!(amount > 0, BallastError::ZeroAmount);
    account.debit(amount)?;
    (accounts.market.load_mut()?).collateral_out(kind, amount)?;
    let signer = accounts.market.load()?.signer();
    tokens::push(
        &accounts.collateral_token_program,
        &accounts.collateral_mint,
        &accounts.custody,
        &accounts.insurance,
        accounts.market.to_account_info(),
        &[&signer.seeds()],
        amount,
    )?;
    accounts.insurance.reload()?;
    emit!(InsuranceFunded {
        header: next_header(&accounts.market, &Clock::get()?)?,
        kind: kind as u8,
        funder: accounts.backstop_account.key(),
        amount,
        from_backstop: true,
        fund_after: accounts.insurance.amount,
    });
    Ok(())
}
