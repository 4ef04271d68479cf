//! Mints options against margin: the account is short of them, the owner holds them.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount},
};
use option_risk::breaker::Action;

use crate::{
    errors::BallastError,
    events::OptionWritten,
    health::require_initial_margin,
    observation::{next_header, observe_then_permit, Outcome},
    state::{MarginAccount, Market, Position, Series},
    tokens,
};

#[derive(Accounts)]
pub struct WriteOption<'info> {
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = owner @ BallastError::WrongOwner,
        constraint = margin_account.kind == series.kind @ BallastError::WrongKind
    )]
    pub margin_account: Box<Account<'info, MarginAccount>>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = option_mint @ BallastError::WrongMint
    )]
    pub series: Box<Account<'info, Series>>,
    #[account(mut)]
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    /// Receives the options.
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
}

pub fn write_option(ctx: Context<WriteOption>, contracts: u64) -> Result<()> {
    require!(contracts > 0, BallastError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    require!(
        clock.unix_timestamp < accounts.series.expiry_ts,
        BallastError::SeriesExpired
    );
    let outcome = observe_then_permit(
        &accounts.market,
        &accounts.oracle,
        &clock,
        Action::WriteOption,
        accounts.margin_account.key(),
    )?;
    if outcome == Outcome::Deferred {
        return Ok(());
    }
    // The settlement price is fixed by the first print at or after the expiry.
    require!(
        accounts.market.load()?.risk.publish_ts < accounts.series.expiry_ts,
        BallastError::SeriesExpired
    );
    let series_key = accounts.series.key();
    accounts.margin_account.add(&Position {
        short: contracts,
        ..accounts.series.position(series_key)
    })?;
    accounts.margin_account.require_no_dust(
        &series_key,
        accounts.market.load()?.params.liquidation.tiny_contracts,
    )?;
    accounts.series.add_shorts(contracts, clock.slot)?;
    accounts.market.load_mut()?.open_written(
        &mut accounts.series,
        &accounts.margin_account,
        contracts,
    )?;
    let requirement = require_initial_margin(
        &*accounts.market.load()?,
        &mut accounts.margin_account,
        clock.unix_timestamp,
        BallastError::InsufficientMargin,
    )?;
    let signer = accounts.series.signer();
    tokens::mint_to(
        &accounts.token_program,
        &accounts.option_mint,
        &accounts.destination,
        accounts.series.to_account_info(),
        &[&signer.seeds()],
        contracts,
    )?;
    emit!(OptionWritten {
        header: next_header(&accounts.market, &clock)?,
        margin_account: accounts.margin_account.key(),
        series: series_key,
        contracts,
        required: requirement.required,
    });
    Ok(())
}
