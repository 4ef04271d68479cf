//! Moves a short's payoff from its margin account into the series' pool.
//! Anyone may, for any account, in every stage.
//!
//! What the collateral cannot pay, the insurance fund pays; what the fund
//! cannot pay is the series' shortfall, shared pro rata at redemption.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};
use option_risk::{
    margin,
    waterfall::{self, Waterfall},
};

use crate::{
    constants::INSURANCE_SEED,
    errors::{risk, BallastError},
    events::ShortSettled,
    observation::next_header,
    state::{MarginAccount, Market, Series},
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

pub fn settle_short(ctx: Context<SettleShort>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let short = accounts.short()?;
    accounts.book(&short)?;
    accounts.pay(&short.paid)?;
    emit!(ShortSettled {
        header: next_header(&accounts.market, &clock)?,
        account: accounts.margin_account.key(),
        series: accounts.series.key(),
        contracts: short.contracts,
        payoff: short.payoff,
        from_insurance: short.paid.insurance,
        shortfall: short.paid.shortfall,
    });
    Ok(())
}

/// A short, what it owes and who pays it.
struct Short {
    contracts: u64,
    payoff: u64,
    paid: Waterfall,
}

impl SettleShort<'_> {
    fn short(&self) -> Result<Short> {
        let (series, account) = (&self.series, &self.margin_account);
        let contracts = account.short_of(&series.key());
        require!(contracts > 0, BallastError::NoPosition);
        require!(account.long_of(&series.key()) == 0, BallastError::NotNetted);
        let (payoff, due) = (self.owed(series.strike, contracts)?, self.due()?);
        require!(
            account.collateral >= due || !self.awaits_longs()?,
            BallastError::LongUnsettled
        );
        let paid = waterfall::split(payoff, due, account.collateral, self.insurance.amount);
        Ok(Short {
            contracts,
            payoff,
            paid: paid.map_err(risk)?,
        })
    }

    /// What a short of this expiry owes, whatever its series: there is one price.
    fn owed(&self, strike: u64, contracts: u64) -> Result<u64> {
        let (kind, price) = (self.series.kind()?, self.series.settlement_price);
        let scale = self.market.load()?.scale();
        (scale.payoff_up(kind, contracts, strike, price)).map_err(risk)
    }

    /// What all the account's shorts of this expiry owe together.
    fn due(&self) -> Result<u64> {
        let positions = self.margin_account.positions.iter();
        let mut due: u64 = 0;
        for position in positions.filter(|p| p.expiry_ts == self.series.expiry_ts) {
            let owed = self.owed(position.strike, position.short)?;
            due = due.checked_add(owed).ok_or(BallastError::Overflow)?;
        }
        Ok(due)
    }

    /// Whether options that offset this short have yet to pay into the account.
    fn awaits_longs(&self) -> Result<bool> {
        let series = &self.series;
        let (kind, price) = (series.kind()?, series.settlement_price);
        let scale = self.market.load()?.scale();
        for position in self.margin_account.positions.iter() {
            let offsets = position.expiry_ts == series.expiry_ts
                && margin::offsets(kind, position.strike, series.strike);
            let payoff = scale.payoff_down(kind, position.long, position.strike, price);
            if offsets && payoff.map_err(risk)? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn book(&mut self, short: &Short) -> Result<()> {
        let (kind, paid) = (self.series.kind()?, &short.paid);
        let series_key = self.series.key();
        self.margin_account
            .reduce_short(&series_key, short.contracts)?;
        self.margin_account.debit(paid.collateral)?;
        self.series.book_payoff(
            short.contracts,
            paid.collateral + paid.insurance, // parts of one u64 payoff
            paid.shortfall,
        )?;
        let market = &mut *self.market.load_mut()?;
        market.close_written(&mut self.series, short.contracts)?;
        market.collateral_out(kind, paid.collateral)?;
        market.book_bad_debt(kind, paid.shortfall);
        Ok(())
    }

    fn pay(&self, paid: &Waterfall) -> Result<()> {
        let market = self.market.load()?.signer();
        tokens::push(
            &self.collateral_token_program,
            &self.collateral_mint,
            &self.custody,
            &self.pool,
            self.market.to_account_info(),
            &[&market.seeds()],
            paid.collateral,
        )?;
        let market_key = self.market.key();
        let insurance = self.market.load()?.insurance_signer(&market_key);
        tokens::push(
            &self.collateral_token_program,
            &self.collateral_mint,
            &self.insurance,
            &self.pool,
            self.insurance_authority.to_account_info(),
            &[&insurance.seeds()],
            paid.insurance,
        )
    }
}
