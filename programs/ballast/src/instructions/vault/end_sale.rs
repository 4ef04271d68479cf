//! Ends a sale that is over or sold out: unsold options are burned, their coverage freed, and the implied mark learns
//! that nobody bought them.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount},
};

use crate::{
    errors::{risk, BallastError},
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
    accounts.teach_mark(unsold, clock.unix_timestamp)?;
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
    accounts.go_live(clock.unix_timestamp)?;
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
        let over = self.vault.is_sale_over(&*self.market.load()?, now);
        require!(over, BallastError::SaleRunning);
        Ok(())
    }

    /// What nobody bought, down to the last volatility asked, is news for the implied mark.
    fn teach_mark(&self, unsold: u64, now: i64) -> Result<()> {
        let market = &mut *self.market.load_mut()?;
        match self.vault.last_asked(market, now)? {
            Some(vol) => market.sale_passed(vol, unsold, now),
            None => Ok(()),
        }
    }

    /// Frees what covered unsold options; a sale that sold nothing ends the round, and is tried again later.
    fn go_live(&mut self, now: i64) -> Result<()> {
        let vault = &mut self.vault;
        if vault.sale.sold == 0 {
            vault.retry_ts = now.saturating_add(i64::from(vault.params.schedule.retry_secs));
            vault.close_round(0, 0);
            return vault.invariant();
        }
        let (kind, sale) = (vault.kind()?, vault.sale);
        let scale = self.market.load()?.scale();
        let coverage = scale.coverage_up(kind, sale.sold, sale.strike);
        vault.sale.end(coverage.map_err(risk)?);
        vault.stage = Stage::Live;
        vault.invariant()
    }
}
