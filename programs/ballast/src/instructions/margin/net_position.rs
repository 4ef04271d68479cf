//! Burns options that an account holds of a series it is short of: the two cancel. Anyone may, for any account, in
//! every stage. A short is settled only after this: its own option could not be redeemed before it has paid.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount},
};

use crate::{
    errors::BallastError,
    events::ShortClosed,
    observation::next_header,
    state::{MarginAccount, Market, Series},
    tokens,
};

#[derive(Accounts)]
pub struct NetPosition<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub margin_account: Box<Account<'info, MarginAccount>>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = option_mint @ BallastError::WrongMint
    )]
    pub series: Box<Account<'info, Series>>,
    #[account(mut)]
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        mut,
        associated_token::mint = option_mint,
        associated_token::authority = market,
        associated_token::token_program = token_program
    )]
    pub option_custody: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
}

pub fn net_position(ctx: Context<NetPosition>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let series_key = accounts.series.key();
    let position = accounts.margin_account.position(&series_key);
    let contracts = position.map_or(0, |p| p.short.min(p.long));
    require!(contracts > 0, BallastError::NoPosition);
    accounts.book(contracts, clock.unix_timestamp)?;
    let signer = accounts.market.load()?.signer();
    tokens::burn(
        &accounts.token_program,
        &accounts.option_mint,
        &accounts.option_custody,
        accounts.market.to_account_info(),
        &[&signer.seeds()],
        contracts,
    )?;
    emit!(ShortClosed {
        header: next_header(&accounts.market, &clock)?,
        margin_account: accounts.margin_account.key(),
        series: series_key,
        contracts,
        contracts_after: accounts.margin_account.short_of(&series_key),
    });
    Ok(())
}

impl NetPosition<'_> {
    fn book(&mut self, contracts: u64, now: i64) -> Result<()> {
        let series_key = self.series.key();
        self.margin_account.reduce_long(&series_key, contracts)?;
        self.margin_account.reduce_short(&series_key, contracts)?;
        self.series.remove_deposited(contracts)?;
        let market = &mut *self.market.load_mut()?;
        if !self.series.settled {
            let tiny = market.params.liquidation.tiny_contracts;
            self.margin_account.require_no_dust(&series_key, tiny)?;
        }
        market.close_written_early(&mut self.series, contracts, now)
    }
}
