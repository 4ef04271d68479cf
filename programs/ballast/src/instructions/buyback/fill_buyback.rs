//! Sells options to the vault that wrote them, at its bid of the moment, to be
//! burned. Fails, rather than defers, when its observation trips the breaker.
//!
//! 1. The print is taken; a trip, a halt or the grace after it refuses.
//! 2. The bid is the option's value at the volatility that the order has risen to, for no more than gamma still asks for.
//! 3. The options are burned, what covered them is free, and the holder is paid from what was free before.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount, TokenInterface},
};
use option_risk::{breaker::Action, buyback, oracle::Use};

use crate::{
    errors::{risk, BallastError},
    events::BuybackFilled,
    observation::{next_header, observe_or_fail},
    state::{Market, Series, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct FillBuyback<'info> {
    pub holder: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        constraint = vault.collateral_account() == collateral_account.key() @ BallastError::WrongCustody
    )]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        mut,
        constraint = series.key() == vault.sale.series @ BallastError::WrongSeries,
        has_one = option_mint @ BallastError::WrongMint
    )]
    pub series: Box<Account<'info, Series>>,
    #[account(mut)]
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(address = market.load()?.collateral_mint(vault.kind()?) @ BallastError::WrongMint)]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub collateral_account: Box<InterfaceAccount<'info, TokenAccount>>,
    /// Gives the options, the holder's.
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
    /// Receives the premium.
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

/// Sells up to `max_contracts` for at least `min_premium` collateral atoms.
pub fn fill_buyback(ctx: Context<FillBuyback>, max_contracts: u64, min_premium: u64) -> Result<()> {
    require!(max_contracts > 0, BallastError::ZeroAmount);
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let accounts = ctx.accounts;
    observe_or_fail(
        &accounts.market,
        &accounts.oracle,
        &clock,
        Action::BuyBack,
        Use::of(Action::BuyBack),
    )?;
    (accounts.vault).require_buyback_fillable(&*accounts.market.load()?, now)?;
    let fillable = (accounts.vault).buyback_fillable(&*accounts.market.load()?, now)?;
    require!(fillable > 0, BallastError::BuybackNotDue);
    let contracts = max_contracts.min(fillable);
    let premium = accounts.quote(contracts, now)?;
    require!(premium >= min_premium, BallastError::SlippageExceeded);
    accounts.book(contracts, premium, now)?;
    accounts.swap(contracts, premium)?;
    emit!(BuybackFilled {
        header: next_header(&accounts.market, &clock)?,
        vault: accounts.vault.key(),
        holder: accounts.holder.key(),
        contracts,
        premium,
    });
    Ok(())
}

impl FillBuyback<'_> {
    /// The vault's bid for `contracts` now, within what it may spend and has free.
    fn quote(&self, contracts: u64, now: i64) -> Result<u64> {
        let (market, vault) = (self.market.load()?, &self.vault);
        let terms = (vault.bid(&market, now)?).ok_or(BallastError::NoBuybackOrder)?;
        let premium = buyback::premium_down(&terms, contracts, &market.scale()).map_err(risk)?;
        require!(
            premium <= vault.buyback_budget()?,
            BallastError::BuybackBudget
        );
        Ok(premium)
    }

    fn book(&mut self, contracts: u64, premium: u64, now: i64) -> Result<()> {
        let market = &mut *self.market.load_mut()?;
        let left = self
            .vault
            .sale
            .sold
            .checked_sub(contracts)
            .ok_or(BallastError::InsufficientOptions)?;
        let coverage = market
            .scale()
            .coverage_up(self.vault.kind()?, left, self.series.strike)
            .map_err(risk)?;
        self.series.close_shorts(&mut market.book, contracts, now)?;
        self.vault.book_buyback(contracts, premium, coverage)?;
        self.vault.invariant()
    }

    fn swap(&self, contracts: u64, premium: u64) -> Result<()> {
        tokens::burn(
            &self.token_program,
            &self.option_mint,
            &self.source,
            self.holder.to_account_info(),
            &[],
            contracts,
        )?;
        let signer = self.vault.signer();
        tokens::push(
            &self.collateral_token_program,
            &self.collateral_mint,
            &self.collateral_account,
            &self.destination,
            self.vault.to_account_info(),
            &[&signer.seeds()],
            premium,
        )
    }
}
