//! Queues collateral for shares at the next roll. Acts in every stage of breaker
//! and round, but not in a vault that is being wound down.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    constants::DEPOSIT_SEED,
    errors::BallastError,
    events::QueueChanged,
    observation::next_header,
    state::{DepositReceipt, Market, Vault, Version},
    tokens,
};

#[derive(Accounts)]
pub struct QueueDeposit<'info> {
    #[account(mut)]
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        constraint = vault.collateral_account() == collateral_account.key() @ BallastError::WrongCustody
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
    #[account(address = market.load()?.collateral_mint(vault.kind()?) @ BallastError::WrongMint)]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub collateral_account: Box<InterfaceAccount<'info, TokenAccount>>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
    pub system_program: Program<'info, System>,
}

impl QueueDeposit<'_> {
    fn validate(&self, amount: u64) -> Result<()> {
        require!(amount > 0, BallastError::ZeroAmount);
        require!(
            !self.vault.params.is_winding_down(),
            BallastError::VaultWindingDown
        );
        let params = &self.vault.params;
        require!(amount >= params.min_deposit, BallastError::BelowMinimum);
        let after = self
            .vault
            .collateral()
            .checked_add(self.vault.book.pending_deposits)
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
        version: Version::CURRENT,
        bump: ctx.bumps.receipt,
        vault: accounts.vault.key(),
        owner: accounts.owner.key(),
        round,
        amount: queued,
    });
    accounts.vault.book.pending_deposits += amount; // cannot overflow: validated against the cap
    tokens::pull(
        &accounts.collateral_token_program,
        &accounts.collateral_mint,
        &accounts.source,
        &accounts.collateral_account,
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
