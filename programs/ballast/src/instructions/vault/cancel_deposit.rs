//! Takes a queued deposit back, whole, until its round is rolled.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    errors::BallastError,
    events::QueueChanged,
    observation::next_header,
    state::{DepositReceipt, Market, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct CancelDeposit<'info> {
    #[account(mut)]
    pub owner: Signer<'info>,
    #[account(mut, has_one = base_mint @ BallastError::WrongMint)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = base_account @ BallastError::WrongCustody
    )]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        mut,
        has_one = owner @ BallastError::WrongOwner,
        has_one = vault @ BallastError::WrongVault,
        constraint = receipt.round == vault.book.round @ BallastError::AlreadyRolled,
        close = owner
    )]
    pub receipt: Box<Account<'info, DepositReceipt>>,
    pub base_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub base_account: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    pub base_token_program: Interface<'info, TokenInterface>,
}

pub fn cancel_deposit(ctx: Context<CancelDeposit>) -> Result<()> {
    let accounts = ctx.accounts;
    let amount = accounts.receipt.amount;
    let book = &mut accounts.vault.book;
    book.pending_deposits = book
        .pending_deposits
        .checked_sub(amount)
        .ok_or(BallastError::InvariantBroken)?;
    let signer = accounts.vault.signer();
    tokens::push(
        &accounts.base_token_program,
        &accounts.base_mint,
        &accounts.base_account,
        &accounts.destination,
        accounts.vault.to_account_info(),
        &[&signer.seeds()],
        amount,
    )?;
    emit!(QueueChanged {
        header: next_header(&accounts.market, &Clock::get()?)?,
        vault: accounts.vault.key(),
        owner: accounts.owner.key(),
        round: accounts.receipt.round,
        amount,
        withdrawal: false,
        cancelled: true,
    });
    Ok(())
}
