//! Picks the round's strike and expiry, locks coverage and offers the options.
//! Anyone may start it once the vault is open and its schedule says so.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount},
};
use option_risk::{breaker::Action, sale};

use crate::{
    errors::{risk, BallastError},
    events::SaleStarted,
    observation::{next_header, observe_then_permit, Outcome},
    state::{Market, Sale, Series, Stage, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct StartSale<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = option_mint @ BallastError::WrongMint,
        constraint = series.kind == vault.kind @ BallastError::WrongKind
    )]
    pub series: Box<Account<'info, Series>>,
    #[account(mut)]
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        mut,
        associated_token::mint = option_mint,
        associated_token::authority = vault,
        associated_token::token_program = token_program
    )]
    pub option_escrow: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
}

pub fn start_sale(ctx: Context<StartSale>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    accounts.validate(clock.unix_timestamp)?;
    let outcome = observe_then_permit(
        &accounts.market,
        &accounts.oracle,
        &clock,
        Action::StartSale,
        accounts.vault.key(),
    )?;
    if outcome == Outcome::Deferred {
        return Ok(());
    }
    accounts.require_vaults_series(clock.unix_timestamp)?;
    let contracts = accounts.lock(&clock)?;
    let signer = accounts.series.signer();
    tokens::mint_to(
        &accounts.token_program,
        &accounts.option_mint,
        &accounts.option_escrow,
        accounts.series.to_account_info(),
        &[&signer.seeds()],
        contracts,
    )?;
    emit!(SaleStarted {
        header: next_header(&accounts.market, &clock)?,
        vault: accounts.vault.key(),
        series: accounts.series.key(),
        strike: accounts.series.strike,
        expiry_ts: accounts.series.expiry_ts,
        contracts,
    });
    Ok(())
}

impl StartSale<'_> {
    fn validate(&self, now: i64) -> Result<()> {
        let vault = &self.vault;
        require!(vault.stage == Stage::Open, BallastError::WrongStage);
        require!(
            !vault.params.is_winding_down(),
            BallastError::VaultWindingDown
        );
        let book = &vault.book;
        require!(
            book.pending_deposits == 0 && book.pending_withdrawals == 0,
            BallastError::QueuePending
        );
        require!(now >= vault.sale_opens_ts(now)?, BallastError::SaleNotDue);
        Ok(())
    }

    /// The caller chooses nothing: the series must be the one the rule picks now.
    fn require_vaults_series(&self, now: i64) -> Result<()> {
        let pick = self.vault.pick(&*self.market.load()?, now)?;
        require!(
            self.series.expiry_ts == pick.expiry_ts,
            BallastError::InvalidExpiry
        );
        require!(self.series.strike == pick.strike, BallastError::WrongStrike);
        Ok(())
    }

    /// Locks the contracts' coverage out of the vault's assets.
    fn lock(&mut self, clock: &Clock) -> Result<u64> {
        let (now, strike) = (clock.unix_timestamp, self.series.strike);
        let market = self.market.load()?;
        let (kind, scale) = (self.vault.kind()?, market.scale());
        let contracts = sale::lockable_down(
            kind,
            self.vault.collateral(),
            strike,
            &scale,
            &self.vault.params.sale,
        )
        .map_err(risk)?;
        require!(contracts > 0, BallastError::NothingToSell);
        self.series.add_shorts(contracts, clock.slot)?;
        self.vault.sale = Sale {
            series: self.series.key(),
            strike,
            expiry_ts: self.series.expiry_ts,
            started_ts: now,
            closed_secs_at_start: market.closed_secs(now),
            contracts,
            coverage: scale.coverage_up(kind, contracts, strike).map_err(risk)?,
            ..Sale::default()
        };
        self.vault.stage = Stage::Selling;
        self.vault.book.fees_ts = now; // idle time is free
        self.vault.invariant()?;
        Ok(contracts)
    }
}
