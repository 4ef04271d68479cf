//! Moves part of an unhealthy account's short, with collateral worth its mark
//! and a bonus, to the liquidator's margin account. No spot is sold.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};
use option_risk::liquidation::Means;

use crate::{
    clearing::{self, Asked, Taken},
    errors::BallastError,
    health::require_initial_margin_in,
    observation::next_header,
    state::{MarginAccount, Market, Position, Series},
    tokens,
};

#[derive(Accounts)]
pub struct Liquidate<'info> {
    /// Owner of the account that takes over.
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
        constraint = liquidator_account.owner == liquidator.key() @ BallastError::WrongOwner,
        constraint = liquidator_account.kind == margin_account.kind @ BallastError::WrongKind
    )]
    pub liquidator_account: Box<Account<'info, MarginAccount>>,
    #[account(
        has_one = market @ BallastError::WrongMarket,
        constraint = series.kind == margin_account.kind @ BallastError::WrongKind
    )]
    pub series: Box<Account<'info, Series>>,
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
    #[account(
        mut,
        constraint = insurance.key()
            == market.load()?.insurance(margin_account.kind()?) @ BallastError::WrongCustody
    )]
    pub insurance: Box<InterfaceAccount<'info, TokenAccount>>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

pub fn liquidate(ctx: Context<Liquidate>, max_contracts: u64) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let series_key = accounts.series.key();
    let asked = Asked {
        series: series_key,
        means: Means::Takeover,
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
    accounts.take_over(&taken)?;
    accounts.pay_insurance(taken.plan.insurance_fee)?;
    emit!(taken.event(
        next_header(&accounts.market, &clock)?,
        accounts.margin_account.key(),
        accounts.liquidator_account.key(),
        series_key,
        false,
    ));
    Ok(())
}

impl Liquidate<'_> {
    /// Puts short and payment into the liquidator's account, which must be able to carry them.
    fn take_over(&mut self, taken: &Taken) -> Result<()> {
        self.liquidator_account.add(&Position {
            short: taken.plan.contracts,
            ..self.series.position(self.series.key())
        })?;
        for position in &taken.carried {
            self.liquidator_account.add(position)?;
        }
        self.liquidator_account.credit(taken.received()?)?;
        require_initial_margin_in(
            &*self.market.load()?,
            &taken.view,
            &mut self.liquidator_account,
            BallastError::LiquidatorUnhealthy,
        )?;
        Ok(())
    }

    /// Moves the insurance fund's share of the bonus out of custody.
    fn pay_insurance(&mut self, fee: u64) -> Result<()> {
        let kind = self.margin_account.kind()?;
        self.market.load_mut()?.collateral_out(kind, fee)?;
        let signer = self.market.load()?.signer();
        tokens::push(
            &self.collateral_token_program,
            &self.collateral_mint,
            &self.custody,
            &self.insurance,
            self.market.to_account_info(),
            &[&signer.seeds()],
            fee,
        )
    }
}
