//! Hands the shares of a vault's fees to their recipient. Anyone may.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount, TokenInterface},
};

use crate::{
    errors::BallastError,
    events::FeesClaimed,
    observation::next_header,
    state::{Market, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct ClaimFees<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = share_mint @ BallastError::WrongMint,
        has_one = share_escrow @ BallastError::WrongCustody
    )]
    pub vault: Box<Account<'info, Vault>>,
    pub share_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub share_escrow: Box<InterfaceAccount<'info, TokenAccount>>,
    /// The recipient's.
    #[account(
        mut,
        constraint = destination.owner == vault.fee_recipient @ BallastError::WrongOwner
    )]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(address = Token::id())]
    pub token_program: Interface<'info, TokenInterface>,
}

pub fn claim_fees(ctx: Context<ClaimFees>) -> Result<()> {
    let accounts = ctx.accounts;
    let shares = core::mem::take(&mut accounts.vault.book.fee_shares);
    require!(shares > 0, BallastError::NoFees);
    let signer = accounts.vault.signer();
    tokens::push(
        &accounts.token_program,
        &accounts.share_mint,
        &accounts.share_escrow,
        &accounts.destination,
        accounts.vault.to_account_info(),
        &[&signer.seeds()],
        shares,
    )?;
    emit!(FeesClaimed {
        header: next_header(&accounts.market, &Clock::get()?)?,
        vault: accounts.vault.key(),
        recipient: accounts.vault.fee_recipient,
        shares,
    });
    Ok(())
}
