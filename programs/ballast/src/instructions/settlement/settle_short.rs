//! Moves a short's payoff from its margin account into the series' pool.
//! Anyone may, for any account, in every stage.
//!
//! What the collateral cannot pay, the insurance fund pays; what the fund
//! cannot pay is the series' shortfall, shared pro rata at redemption.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    constants::INSURANCE_SEED,
    errors::{risk, BallastError},
    events::ShortSettled,
    observation::next_header,
    state::{MarginAccount, Market, Series, SignerSeeds},
    tokens,
};

#[derive(Accounts)]
pub struct SettleShort<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
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
    /// CHECK: a signer address only; holds no data.
    #[account(
        seeds = [INSURANCE_SEED, market.key().as_ref()],
        bump = market.load()?.insurance_bump
    )]
    pub insurance_authority: UncheckedAccount<'info>,
    #[account(
        mut,
        constraint = insurance.key()
            == market.load()?.insurance(series.kind()?) @ BallastError::WrongCustody
    )]
    pub insurance: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub pool: Box<InterfaceAccount<'info, TokenAccount>>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

/// Who pays how much of one payoff.
struct Waterfall {
    contracts: u64,
    payoff: u64,
    collateral: u64,
    insurance: u64,
    shortfall: u64,
}

pub fn settle_short(ctx: Context<SettleShort>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let waterfall = accounts.waterfall()?;
    accounts.book(&waterfall)?;
    accounts.pay(&waterfall)?;
    emit!(ShortSettled {
        header: next_header(&accounts.market, &clock)?,
        account: accounts.margin_account.key(),
        series: accounts.series.key(),
        contracts: waterfall.contracts,
        payoff: waterfall.payoff,
        from_insurance: waterfall.insurance,
        shortfall: waterfall.shortfall,
    });
    Ok(())
}

impl SettleShort<'_> {
    fn waterfall(&self) -> Result<Waterfall> {
        let series = &self.series;
        let contracts = self.margin_account.short_of(&series.key());
        require!(contracts > 0, BallastError::NoPosition);
        let payoff = self
            .market
            .load()?
            .scale()
            .payoff_up(
                series.kind()?,
                contracts,
                series.strike,
                series.settlement_price,
            )
            .map_err(risk)?;
        let collateral = payoff.min(self.margin_account.collateral);
        let insurance = (payoff - collateral).min(self.insurance.amount);
        Ok(Waterfall {
            contracts,
            payoff,
            collateral,
            insurance,
            shortfall: payoff - collateral - insurance,
        })
    }

    fn book(&mut self, waterfall: &Waterfall) -> Result<()> {
        let kind = self.series.kind()?;
        let series_key = self.series.key();
        self.margin_account
            .reduce_short(&series_key, waterfall.contracts)?;
        self.margin_account.debit(waterfall.collateral)?;
        self.series.book_payoff(
            waterfall.contracts,
            waterfall.collateral + waterfall.insurance, // parts of one u64 payoff
            waterfall.shortfall,
        )?;
        let market = &mut *self.market.load_mut()?;
        market.collateral_out(kind, waterfall.collateral)?;
        market.book_bad_debt(kind, waterfall.shortfall);
        Ok(())
    }

    fn pay(&self, waterfall: &Waterfall) -> Result<()> {
        let market = self.market.load()?.signer();
        tokens::push(
            &self.collateral_token_program,
            &self.collateral_mint,
            &self.custody,
            &self.pool,
            self.market.to_account_info(),
            &[&market.seeds()],
            waterfall.collateral,
        )?;
        let insurance = SignerSeeds::new([
            INSURANCE_SEED,
            self.market.key().as_ref(),
            &[self.market.load()?.insurance_bump],
        ]);
        tokens::push(
            &self.collateral_token_program,
            &self.collateral_mint,
            &self.insurance,
            &self.pool,
            self.insurance_authority.to_account_info(),
            &[&insurance.seeds()],
            waterfall.insurance,
        )
    }
}
