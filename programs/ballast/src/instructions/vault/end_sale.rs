//! Ends a sale that is over or sold out: unsold options are burned, their coverage freed.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount},
};

use crate::{
    errors::BallastError,
    events::SaleEnded,
    observation::next_header,
    state::{Market, Series, Stage, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct EndSale<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        mut,
        constraint = series.key() == vault.sale.series @ BallastError::WrongSeries,
        has_one = option_mint @ BallastError::WrongMint
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

pub fn end_sale(ctx: Context<EndSale>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    accounts.validate(clock.unix_timestamp)?;
    let sale = accounts.vault.sale;
    let unsold = sale.contracts - sale.sold; // an invariant of the vault: sold <= contracts
    let signer = accounts.vault.signer();
    tokens::burn(
        &accounts.token_program,
        &accounts.option_mint,
        &accounts.option_escrow,
        accounts.vault.to_account_info(),
        &[&signer.seeds()],
        unsold,
    )?;
    accounts.series.close_shorts(
        &mut accounts.market.load_mut()?.book,
        unsold,
        clock.unix_timestamp,
    )?;
    if sale.sold == 0 {
        accounts.vault.close_round();
    } else {
        accounts.vault.sale.contracts = sale.sold;
        accounts.vault.stage = Stage::Live;
    }
    accounts.vault.invariant()?;
    emit!(SaleEnded {
        header: next_header(&accounts.market, &clock)?,
        vault: accounts.vault.key(),
        sold: sale.sold,
        burned: unsold,
    });
    Ok(())
}

impl EndSale<'_> {
    fn validate(&self, now: i64) -> Result<()> {
        require!(self.vault.stage == Stage::Selling, BallastError::WrongStage);
        let sale = &self.vault.sale;
        let closed_secs = self.market.load()?.closed_secs(now);
        let over =
            sale.elapsed_secs(closed_secs, now) > u64::from(self.vault.params.sale.duration_secs);
        require!(
            over || sale.sold == sale.contracts || now >= sale.expiry_ts,
            BallastError::SaleRunning
        );
        Ok(())
    }
}
