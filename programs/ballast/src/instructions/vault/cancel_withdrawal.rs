//! Takes queued shares back, in parts or whole, until their round is rolled.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount, TokenInterface},
};

use crate::{
    errors::BallastError,
    events::QueueChanged,
    observation::next_header,
    state::{Market, Vault, WithdrawalReceipt},
    tokens,
};

#[derive(Accounts)]
pub struct CancelWithdrawal<'info> {
    #[account(mut)]
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = share_mint @ BallastError::WrongMint,
        has_one = share_escrow @ BallastError::WrongCustody
    )]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        mut,
        has_one = owner @ BallastError::WrongOwner,
        has_one = vault @ BallastError::WrongVault,
        constraint = receipt.round == vault.book.round @ BallastError::AlreadyRolled
    )]
    pub receipt: Box<Account<'info, WithdrawalReceipt>>,
    pub share_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub share_escrow: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(address = Token::id())]
    pub token_program: Interface<'info, TokenInterface>,
}

/// Takes `shares` back, or all that are queued if those are fewer.
pub fn cancel_withdrawal(ctx: Context<CancelWithdrawal>, shares: u64) -> Result<()> {
    require!(shares > 0, BallastError::ZeroAmount);
    let accounts = ctx.accounts;
    let round = accounts.receipt.round;
    let shares = shares.min(accounts.receipt.shares);
    accounts.receipt.shares -= shares; // no more than it holds
    accounts.vault.book.cancel_withdrawal(shares)?;
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
    if accounts.receipt.shares == 0 {
        accounts.receipt.close(accounts.owner.to_account_info())?;
    }
    emit!(QueueChanged {
        header: next_header(&accounts.market, &Clock::get()?)?,
        vault: accounts.vault.key(),
        owner: accounts.owner.key(),
        round,
        amount: shares,
        withdrawal: true,
        cancelled: true,
    });
    Ok(())
}
