//! Pays the payoff of a vault's options into the series' pool. Acts in every stage.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    errors::{risk, BallastError},
    events::ShortSettled,
    observation::next_header,
    state::{Market, Series, Stage, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct SettleVault<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        constraint = vault.collateral_account() == collateral_account.key() @ BallastError::WrongCustody
    )]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        mut,
        constraint = series.key() == vault.sale.series @ BallastError::WrongSeries,
        has_one = pool @ BallastError::WrongCustody,
        constraint = series.settled @ BallastError::SeriesNotSettled
    )]
    pub series: Box<Account<'info, Series>>,
    #[account(address = market.load()?.collateral_mint(vault.kind()?) @ BallastError::WrongMint)]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub collateral_account: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub pool: Box<InterfaceAccount<'info, TokenAccount>>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

pub fn settle_vault(ctx: Context<SettleVault>) -> Result<()> {
    let accounts = ctx.accounts;
    require!(
        accounts.vault.stage == Stage::Live,
        BallastError::WrongStage
    );
    let contracts = accounts.vault.sale.contracts;
    let series = &mut accounts.series;
    let payoff = accounts
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
    series.book_payoff(contracts, payoff, 0)?;
    let kind = accounts.vault.kind()?;
    accounts.vault.book.pay_payoff(kind, payoff)?;
    accounts
        .vault
        .close_round(payoff, accounts.series.settlement_price);
    let signer = accounts.vault.signer();
    tokens::push(
        &accounts.collateral_token_program,
        &accounts.collateral_mint,
        &accounts.collateral_account,
        &accounts.pool,
        accounts.vault.to_account_info(),
        &[&signer.seeds()],
        payoff,
    )?;
    emit!(ShortSettled {
        header: next_header(&accounts.market, &Clock::get()?)?,
        account: accounts.vault.key(),
        series: accounts.series.key(),
        contracts,
        payoff,
        from_insurance: 0,
        shortfall: 0,
    });
    Ok(())
}
