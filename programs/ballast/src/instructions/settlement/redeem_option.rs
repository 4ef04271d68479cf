//! Burns options for their payoff once every short of the series has been settled.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount, TokenInterface},
};

use crate::{
    errors::BallastError,
    events::OptionRedeemed,
    observation::next_header,
    state::{Market, Series},
    tokens,
};

#[derive(Accounts)]
pub struct RedeemOption<'info> {
    pub holder: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = option_mint @ BallastError::WrongMint,
        has_one = pool @ BallastError::WrongCustody,
        constraint = series.settled @ BallastError::SeriesNotSettled
    )]
    pub series: Box<Account<'info, Series>>,
    #[account(mut)]
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    /// Options to burn, the holder's.
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        constraint = collateral_mint.key()
            == market.load()?.collateral_mint(series.kind()?) @ BallastError::WrongMint
    )]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub pool: Box<InterfaceAccount<'info, TokenAccount>>,
    /// Receives the payoff.
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

pub fn redeem_option(ctx: Context<RedeemOption>, contracts: u64) -> Result<()> {
    require!(contracts > 0, BallastError::ZeroAmount);
    let accounts = ctx.accounts;
    let (scale, supply) = (accounts.market.load()?.scale(), accounts.option_mint.supply);
    let haircut_bps = accounts.series.haircut_bps(&scale, supply)?;
    let payout = accounts.series.redeem(&scale, contracts, supply)?;
    tokens::burn(
        &accounts.token_program,
        &accounts.option_mint,
        &accounts.source,
        accounts.holder.to_account_info(),
        &[],
        contracts,
    )?;
    let signer = accounts.series.signer();
    tokens::push(
        &accounts.collateral_token_program,
        &accounts.collateral_mint,
        &accounts.pool,
        &accounts.destination,
        accounts.series.to_account_info(),
        &[&signer.seeds()],
        payout,
    )?;
    emit!(OptionRedeemed {
        header: next_header(&accounts.market, &Clock::get()?)?,
        series: accounts.series.key(),
        holder: accounts.holder.key(),
        contracts,
        payout,
        haircut_bps,
    });
    Ok(())
}
