//! Turns the receipt of a rolled deposit into shares, once.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount, TokenInterface},
};

use crate::{
    constants::ROUND_SEED,
    errors::BallastError,
    events::ReceiptClaimed,
    observation::next_header,
    state::{DepositReceipt, Market, Round, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct ClaimShares<'info> {
    #[account(mut)]
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        has_one = market @ BallastError::WrongMarket,
        has_one = share_mint @ BallastError::WrongMint,
        has_one = share_escrow @ BallastError::WrongCustody
    )]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        mut,
        has_one = owner @ BallastError::WrongOwner,
        has_one = vault @ BallastError::WrongVault,
        constraint = receipt.round < vault.book.round @ BallastError::NotRolled,
        close = owner
    )]
    pub receipt: Box<Account<'info, DepositReceipt>>,
    #[account(
        mut,
        constraint = round.round == receipt.round @ BallastError::WrongRound,
        constraint = !round.deposits_refunded @ BallastError::DepositRefunded,
        seeds = [ROUND_SEED, vault.key().as_ref(), &round.round.to_le_bytes()],
        bump = round.bump
    )]
    pub round: Box<Account<'info, Round>>,
    pub share_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub share_escrow: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(address = Token::id())]
    pub token_program: Interface<'info, TokenInterface>,
}

pub fn claim_shares(ctx: Context<ClaimShares>) -> Result<()> {
    let accounts = ctx.accounts;
    let deposit = accounts.receipt.amount;
    let shares = accounts.round.unclaimed.claim_shares(deposit)?;
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
    emit!(ReceiptClaimed {
        header: next_header(&accounts.market, &Clock::get()?)?,
        vault: accounts.vault.key(),
        owner: accounts.owner.key(),
        round: accounts.receipt.round,
        shares,
        base: 0,
        quote: 0,
    });
    Ok(())
}
