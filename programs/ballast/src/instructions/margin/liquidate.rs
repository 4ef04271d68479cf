//! Moves part of an unhealthy account's short, with collateral worth its mark
//! and a bonus, to the liquidator's margin account. No spot is sold.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};
use option_risk::{
    breaker::{Action, Limit},
    liquidation::{self, Plan},
    RiskError,
};

use crate::{
    errors::{risk, BallastError},
    events::AccountLiquidated,
    health::require_initial_margin,
    observation::{next_header, observe_then_permit, Outcome},
    state::{MarginAccount, Market, Series},
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
    require!(max_contracts > 0, BallastError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let outcome = observe_then_permit(
        &accounts.market,
        &accounts.oracle,
        &clock,
        Action::Liquidate,
        accounts.margin_account.key(),
    )?;
    let Outcome::Proceed { limit } = outcome else {
        return Ok(());
    };
    let plan = accounts.plan(max_contracts, limit, clock.unix_timestamp)?;
    accounts.take_over(&plan, clock.unix_timestamp)?;
    accounts.pay_insurance(plan.insurance_fee)?;
    emit!(AccountLiquidated {
        header: next_header(&accounts.market, &clock)?,
        margin_account: accounts.margin_account.key(),
        liquidator: accounts.liquidator_account.key(),
        series: accounts.series.key(),
        contracts: plan.contracts,
        payment: plan.payment,
        bonus: plan.bonus(),
        insurance_fee: plan.insurance_fee,
        health_before_bps: plan.health_before_bps,
        health_after_bps: plan.health_after_bps,
    });
    Ok(())
}

impl Liquidate<'_> {
    /// Sizes the takeover within the throughput left in this window, and uses it up.
    fn plan(&self, max_contracts: u64, limit: Limit, now: i64) -> Result<Plan> {
        let (legs, index) = self.margin_account.legs(Some(&self.series.key()));
        let index = index.ok_or(BallastError::NoPosition)?;
        let market = &mut *self.market.load_mut()?;
        let params = &market.params.liquidation;
        let allowed = market
            .liquidation_flow
            .available(
                now,
                params.cap_contracts_per_window,
                params.window_secs,
                limit,
            )
            .map_err(risk)?;
        let plan = liquidation::plan(
            &liquidation::Account {
                kind: self.margin_account.kind()?,
                collateral: self.margin_account.collateral,
                legs: &legs,
            },
            index,
            &market.view(now)?,
            &market.params.margin,
            params,
            max_contracts.min(allowed.max(1)),
        )
        .map_err(|error| match error {
            RiskError::NothingToLiquidate if allowed < max_contracts => {
                BallastError::FlowLimit.into()
            }
            other => risk(other),
        })?;
        // Health is judged before throughput, so that a healthy account is told so.
        require!(allowed > 0, BallastError::FlowLimit);
        market
            .liquidation_flow
            .spend(
                now,
                params.cap_contracts_per_window,
                params.window_secs,
                limit,
                plan.contracts,
            )
            .map_err(risk)?;
        Ok(plan)
    }

    /// Moves the short and the payment between the two accounts.
    fn take_over(&mut self, plan: &Plan, now: i64) -> Result<()> {
        let series = self.series.key();
        let received = plan
            .payment
            .checked_sub(plan.insurance_fee)
            .ok_or(BallastError::InvariantBroken)?;
        self.margin_account.reduce_short(&series, plan.contracts)?;
        self.margin_account.debit(plan.payment)?;
        self.liquidator_account.add_short(
            series,
            self.series.strike,
            self.series.expiry_ts,
            plan.contracts,
        )?;
        self.liquidator_account.credit(received)?;
        require_initial_margin(
            &*self.market.load()?,
            &self.liquidator_account,
            now,
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
