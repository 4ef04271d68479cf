//! Queues base for shares at the next roll. Acts in every stage of breaker and round.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    constants::{ACCOUNT_VERSION, DEPOSIT_SEED},
    errors::BallastError,
    events::QueueChanged,
    observation::next_header,
    state::{DepositReceipt, Market, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct QueueDeposit<'info> {
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
        init_if_needed,
        payer = owner,
        space = 8 + DepositReceipt::INIT_SPACE,
        seeds = [
            DEPOSIT_SEED,
            vault.key().as_ref(),
            owner.key().as_ref(),
            &vault.book.round.to_le_bytes(),
        ],
        bump
    )]
    pub receipt: Box<Account<'info, DepositReceipt>>,
    pub base_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub base_account: Box<InterfaceAccount<'info, TokenAccount>>,
    pub base_token_program: Interface<'info, TokenInterface>,
    pub system_program: Program<'info, System>,
}

impl QueueDeposit<'_> {
    fn validate(&self, amount: u64) -> Result<()> {
        require!(amount > 0, BallastError::ZeroAmount);
        let params = &self.vault.params;
        require!(amount >= params.min_deposit, BallastError::BelowMinimum);
        let book = &self.vault.book;
        let after = book
            .base_assets
            .checked_add(book.pending_deposits)
            .and_then(|held| held.checked_add(amount))
            .ok_or(BallastError::Overflow)?;
        require!(after <= params.deposit_cap, BallastError::CapExceeded);
        Ok(())
    }
}

pub fn queue_deposit(ctx: Context<QueueDeposit>, amount: u64) -> Result<()> {
    ctx.accounts.validate(amount)?;
    let accounts = ctx.accounts;
    let round = accounts.vault.book.round;
    let queued = accounts
        .receipt
        .amount
        .checked_add(amount)
        .ok_or(BallastError::Overflow)?;
    accounts.receipt.set_inner(DepositReceipt {
        version: ACCOUNT_VERSION,
        bump: ctx.bumps.receipt,
        vault: accounts.vault.key(),
        owner: accounts.owner.key(),
        round,
        amount: queued,
    });
    accounts.vault.book.pending_deposits += amount; // cannot overflow: validated against the cap
    tokens::pull(
        &accounts.base_token_program,
        &accounts.base_mint,
        &accounts.source,
        &accounts.base_account,
        &accounts.owner,
        amount,
    )?;
    emit!(QueueChanged {
        header: next_header(&accounts.market, &Clock::get()?)?,
        vault: accounts.vault.key(),
        owner: accounts.owner.key(),
        round,
        amount,
        withdrawal: false,
        cancelled: false,
    });
    Ok(())
}
