//! Picks the round's strike and expiry, locks coverage and offers the calls.
//! Anyone may start it once the vault is open.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount},
};
use option_risk::{breaker::Action, sale, units::Kind};

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
        constraint = series.kind == Kind::Call as u8 @ BallastError::WrongKind
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
    require!(
        accounts.vault.stage == Stage::Open,
        BallastError::WrongStage
    );
    let book = &accounts.vault.book;
    require!(
        book.pending_deposits == 0 && book.pending_withdrawals == 0,
        BallastError::QueuePending
    );
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
    /// The caller chooses nothing: the series must be the one the rule picks now.
    fn require_vaults_series(&self, now: i64) -> Result<()> {
        let market = self.market.load()?;
        let params = &self.vault.params;
        let (strike, expiry_ts) = sale::pick(
            market.risk.price,
            now,
            market.mark_vol(now)?,
            params.tenor_days,
            &params.sale,
        )
        .map_err(risk)?;
        require!(
            self.series.expiry_ts == expiry_ts,
            BallastError::InvalidExpiry
        );
        require!(self.series.strike == strike, BallastError::WrongStrike);
        Ok(())
    }

    /// Locks one base per contract out of the vault's assets.
    fn lock(&mut self, clock: &Clock) -> Result<u64> {
        let contracts = sale::lockable_down(self.vault.book.base_assets, &self.vault.params.sale)
            .map_err(risk)?;
        let now = clock.unix_timestamp;
        require!(contracts > 0, BallastError::NothingToSell);
        self.series.add_shorts(contracts, clock.slot)?;
        let closed_secs_at_start = self.market.load()?.closed_secs(now);
        self.vault.sale = Sale {
            series: self.series.key(),
            strike: self.series.strike,
            expiry_ts: self.series.expiry_ts,
            started_ts: now,
            closed_secs_at_start,
            contracts,
            sold: 0,
        };
        self.vault.stage = Stage::Selling;
        self.vault.invariant()?;
        Ok(contracts)
    }
}
