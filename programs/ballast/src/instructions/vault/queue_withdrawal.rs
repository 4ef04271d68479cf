//! Queues shares to be paid out in kind at the next roll.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount, TokenInterface},
};

use crate::{
    constants::WITHDRAWAL_SEED,
    errors::BallastError,
    events::QueueChanged,
    observation::next_header,
    state::{Market, Vault, Version, WithdrawalReceipt},
    tokens,
};

#[derive(Accounts)]
pub struct QueueWithdrawal<'info> {
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
        init_if_needed,
        payer = owner,
        space = 8 + WithdrawalReceipt::INIT_SPACE,
        seeds = [
            WITHDRAWAL_SEED,
            vault.key().as_ref(),
            owner.key().as_ref(),
            &vault.book.round.to_le_bytes(),
        ],
        bump
    )]
    pub receipt: Box<Account<'info, WithdrawalReceipt>>,
    pub share_mint: Box<InterfaceAccount<'info, Mint>>,
    /// Shares to queue, the owner's.
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub share_escrow: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(address = Token::id())]
    pub token_program: Interface<'info, TokenInterface>,
    pub system_program: Program<'info, System>,
}

pub fn queue_withdrawal(ctx: Context<QueueWithdrawal>, shares: u64) -> Result<()> {
    require!(shares > 0, BallastError::ZeroAmount);
    let accounts = ctx.accounts;
    let round = accounts.vault.book.round;
    let queued = accounts
        .receipt
        .shares
        .checked_add(shares)
        .ok_or(BallastError::Overflow)?;
    accounts.receipt.set_inner(WithdrawalReceipt {
        version: Version::CURRENT,
        bump: ctx.bumps.receipt,
        vault: accounts.vault.key(),
        owner: accounts.owner.key(),
        round,
        shares: queued,
    });
    let book = &mut accounts.vault.book;
    book.pending_withdrawals = book
        .pending_withdrawals
        .checked_add(shares)
        .ok_or(BallastError::Overflow)?;
    tokens::pull(
        &accounts.token_program,
        &accounts.share_mint,
        &accounts.source,
        &accounts.share_escrow,
        &accounts.owner,
        shares,
    )?;
    emit!(QueueChanged {
        header: next_header(&accounts.market, &Clock::get()?)?,
        vault: accounts.vault.key(),
        owner: accounts.owner.key(),
        round,
        amount: shares,
        withdrawal: true,
        cancelled: false,
    });
    Ok(())
}
