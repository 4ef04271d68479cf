//! Adds to the insurance fund. Anyone may; nothing but payoffs that others cannot pay ever leaves it.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};
use option_risk::units::Kind;

use crate::{
    errors::BallastError, events::InsuranceFunded, observation::next_header, state::Market, tokens,
};

#[derive(Accounts)]
#[instruction(kind: u8)]
pub struct FundInsurance<'info> {
    pub funder: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        constraint = collateral_mint.key()
            == market.load()?.collateral_mint(parse(kind)?) @ BallastError::WrongMint
    )]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    /// Pays, the funder's.
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        mut,
        constraint = insurance.key()
            == market.load()?.insurance(parse(kind)?) @ BallastError::WrongCustody
    )]
    pub insurance: Box<InterfaceAccount<'info, TokenAccount>>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

fn parse(kind: u8) -> Result<Kind> {
    Kind::try_from(kind).map_err(|_| BallastError::WrongKind.into())
}

pub fn fund_insurance(ctx: Context<FundInsurance>, kind: u8, amount: u64) -> Result<()> {
    require!(amount > 0, BallastError::ZeroAmount);
    let accounts = ctx.accounts;
    tokens::pull(
        &accounts.collateral_token_program,
        &accounts.collateral_mint,
        &accounts.source,
        &accounts.insurance,
        &accounts.funder,
        amount,
    )?;
    accounts.insurance.reload()?;
    emit!(InsuranceFunded {
        header: next_header(&accounts.market, &Clock::get()?)?,
        kind,
        funder: accounts.funder.key(),
        amount,
        from_backstop: false,
        fund_after: accounts.insurance.amount,
    });
    Ok(())
}
