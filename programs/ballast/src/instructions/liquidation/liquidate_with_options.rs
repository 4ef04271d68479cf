//! Burns options to close part of an unhealthy account's short, paid for with
//! collateral worth their mark and a bonus. The short is gone for good.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount, TokenInterface},
};
use option_risk::liquidation::Means;

use crate::{
    clearing::{self, Asked, Taken},
    errors::BallastError,
    observation::next_header,
    state::{MarginAccount, Market, Series},
    tokens,
};

#[derive(Accounts)]
pub struct LiquidateWithOptions<'info> {
    /// Holder of the options.
    pub liquidator: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub margin_account: Box<Account<'info, MarginAccount>>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = option_mint @ BallastError::WrongMint,
        constraint = series.kind == margin_account.kind @ BallastError::WrongKind
    )]
    pub series: Box<Account<'info, Series>>,
    #[account(mut)]
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    /// Options to burn, the liquidator's.
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
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
    /// Receives the payment.
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        mut,
        constraint = insurance.key()
            == market.load()?.insurance(margin_account.kind()?) @ BallastError::WrongCustody
    )]
    pub insurance: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

pub fn liquidate_with_options(
    ctx: Context<LiquidateWithOptions>,
    max_contracts: u64,
    min_payment: u64,
) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let series_key = accounts.series.key();
    let asked = Asked {
        series: series_key,
        means: Means::Burn,
        max_contracts,
    };
    let Some(taken) = clearing::liquidate(
        &accounts.market,
        &accounts.oracle,
        &mut accounts.margin_account,
        asked,
        &clock,
    )?
    else {
        return Ok(());
    };
    require!(
        taken.received()? >= min_payment,
        BallastError::SlippageExceeded
    );
    accounts.burn(taken.plan.contracts, clock.unix_timestamp)?;
    accounts.pay(&taken)?;
    emit!(taken.event(
        next_header(&accounts.market, &clock)?,
        accounts.margin_account.key(),
        accounts.liquidator.key(),
        series_key,
        true,
    ));
    Ok(())
}

impl LiquidateWithOptions<'_> {
    fn burn(&mut self, contracts: u64, now: i64) -> Result<()> {
        (self.market.load_mut()?).close_written_early(&mut self.series, contracts, now)?;
        tokens::burn(
            &self.token_program,
            &self.option_mint,
            &self.source,
            self.liquidator.to_account_info(),
            &[],
            contracts,
        )
    }

    fn pay(&mut self, taken: &Taken) -> Result<()> {
        let kind = self.margin_account.kind()?;
        (self.market.load_mut()?).collateral_out(kind, taken.plan.payment)?;
        let signer = self.market.load()?.signer();
        for (to, amount) in [
            (&self.destination, taken.received()?),
            (&self.insurance, taken.plan.insurance_fee),
        ] {
            tokens::push(
                &self.collateral_token_program,
                &self.collateral_mint,
                &self.custody,
                to,
                self.market.to_account_info(),
                &[&signer.seeds()],
                amount,
            )?;
        }
        Ok(())
    }
}
