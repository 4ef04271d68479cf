//! Pays out the receipt of a rolled withdrawal in kind, once.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    constants::ROUND_SEED,
    errors::BallastError,
    events::ReceiptClaimed,
    observation::next_header,
    state::{Market, Round, Vault, WithdrawalReceipt},
    tokens,
};

#[derive(Accounts)]
pub struct ClaimWithdrawal<'info> {
    #[account(mut)]
    pub owner: Signer<'info>,
    #[account(
        mut,
        has_one = base_mint @ BallastError::WrongMint,
        has_one = quote_mint @ BallastError::WrongMint
    )]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = base_account @ BallastError::WrongCustody,
        has_one = quote_account @ BallastError::WrongCustody
    )]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        mut,
        has_one = owner @ BallastError::WrongOwner,
        has_one = vault @ BallastError::WrongVault,
        constraint = receipt.round < vault.book.round @ BallastError::NotRolled,
        close = owner
    )]
    pub receipt: Box<Account<'info, WithdrawalReceipt>>,
    #[account(
        mut,
        constraint = round.round == receipt.round @ BallastError::WrongRound,
        seeds = [ROUND_SEED, vault.key().as_ref(), &round.round.to_le_bytes()],
        bump = round.bump
    )]
    pub round: Box<Account<'info, Round>>,
    pub base_mint: Box<InterfaceAccount<'info, Mint>>,
    pub quote_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub base_account: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub quote_account: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub base_destination: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub quote_destination: Box<InterfaceAccount<'info, TokenAccount>>,
    pub base_token_program: Interface<'info, TokenInterface>,
    pub quote_token_program: Interface<'info, TokenInterface>,
}

pub fn claim_withdrawal(ctx: Context<ClaimWithdrawal>) -> Result<()> {
    let accounts = ctx.accounts;
    let shares = accounts.receipt.shares;
    let paid = accounts.round.unclaimed.claim_assets(shares)?;
    accounts.vault.book.pay_claim(&paid)?;
    let signer = accounts.vault.signer();
    let authority = accounts.vault.to_account_info();
    tokens::push(
        &accounts.base_token_program,
        &accounts.base_mint,
        &accounts.base_account,
        &accounts.base_destination,
        authority.clone(),
        &[&signer.seeds()],
        paid.base,
    )?;
    tokens::push(
        &accounts.quote_token_program,
        &accounts.quote_mint,
        &accounts.quote_account,
        &accounts.quote_destination,
        authority,
        &[&signer.seeds()],
        paid.quote,
    )?;
    emit!(ReceiptClaimed {
        header: next_header(&accounts.market, &Clock::get()?)?,
        vault: accounts.vault.key(),
        owner: accounts.owner.key(),
        round: accounts.receipt.round,
        shares,
        base: paid.base,
        quote: paid.quote,
    });
    Ok(())
}
