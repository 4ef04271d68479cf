//! Burns options that a margin account holds and puts their payoff into its
//! collateral. Anyone may, for any account, in every stage, once the series' pool is complete.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount, TokenInterface},
};

use crate::{
    errors::BallastError,
    events::LongSettled,
    observation::next_header,
    state::{MarginAccount, Market, Series},
    tokens,
};

#[derive(Accounts)]
pub struct SettleLong<'info> {
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
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        constraint = margin_account.kind == series.kind @ BallastError::WrongKind
    )]
    pub margin_account: Box<Account<'info, MarginAccount>>,
    #[account(mut)]
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        mut,
        associated_token::mint = option_mint,
        associated_token::authority = market,
        associated_token::token_program = token_program
    )]
    pub option_custody: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        constraint = collateral_mint.key()
            == market.load()?.collateral_mint(series.kind()?) @ BallastError::WrongMint
    )]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        mut,
        constraint = custody.key()
            == market.load()?.custody(series.kind()?) @ BallastError::WrongCustody
    )]
    pub custody: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub pool: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

pub fn settle_long(ctx: Context<SettleLong>) -> Result<()> {
    let accounts = ctx.accounts;
    let series_key = accounts.series.key();
    let contracts = accounts.margin_account.long_of(&series_key);
    require!(contracts > 0, BallastError::NoPosition);
    let (scale, supply) = (accounts.market.load()?.scale(), accounts.option_mint.supply);
    let haircut_bps = accounts.series.haircut_bps(&scale, supply)?;
    let payout = accounts.series.redeem(&scale, contracts, supply)?;
    accounts.book(contracts, payout)?;
    accounts.burn(contracts)?;
    accounts.pay(payout)?;
    emit!(LongSettled {
        header: next_header(&accounts.market, &Clock::get()?)?,
        margin_account: accounts.margin_account.key(),
        series: series_key,
        contracts,
        payout,
        haircut_bps,
    });
    Ok(())
}

impl SettleLong<'_> {
    fn book(&mut self, contracts: u64, payout: u64) -> Result<()> {
        let series = self.series.key();
        self.margin_account.reduce_long(&series, contracts)?;
        self.margin_account.credit(payout)?;
        self.series.remove_deposited(contracts)?;
        (self.market.load_mut()?).collateral_in(self.series.kind()?, payout)
    }

    fn burn(&self, contracts: u64) -> Result<()> {
        let signer = self.market.load()?.signer();
        tokens::burn(
            &self.token_program,
            &self.option_mint,
            &self.option_custody,
            self.market.to_account_info(),
            &[&signer.seeds()],
            contracts,
        )
    }

    fn pay(&self, payout: u64) -> Result<()> {
        let signer = self.series.signer();
        tokens::push(
            &self.collateral_token_program,
            &self.collateral_mint,
            &self.pool,
            &self.custody,
            self.series.to_account_info(),
            &[&signer.seeds()],
            payout,
        )
    }
}
