//! Takes a queued deposit back, whole, until its round is rolled; or after that,
//! if the round could not value it.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    constants::ROUND_SEED,
    errors::BallastError,
    events::QueueChanged,
    observation::next_header,
    state::{DepositReceipt, Market, Round, Vault},
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
        close = owner
    )]
    pub receipt: Box<Account<'info, DepositReceipt>>,
    /// Record of the receipt's round, once it is rolled.
    #[account(
        constraint = round.round == receipt.round @ BallastError::WrongRound,
        seeds = [ROUND_SEED, vault.key().as_ref(), &round.round.to_le_bytes()],
        bump = round.bump
    )]
    pub round: Option<Box<Account<'info, Round>>>,
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
    let refunded = accounts.round.as_ref().is_some_and(|r| r.deposits_refunded);
    let book = &mut accounts.vault.book;
    if refunded {
        book.pay_claim(amount, 0)?;
    } else {
        require!(
            accounts.receipt.round == book.round,
            BallastError::AlreadyRolled
        );
        book.cancel_deposit(amount)?;
    }
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
