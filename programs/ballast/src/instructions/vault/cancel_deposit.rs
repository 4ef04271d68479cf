//! Takes a queued deposit back, in parts or whole, until its round is rolled; or
//! whole after that, if the round did not take it.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};

use crate::{
    constants::ROUND_SEED,
    errors::BallastError,
    events::QueueChanged,
    observation::next_header,
    state::{Amounts, DepositReceipt, Market, Round, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct CancelDeposit<'info> {
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
        mut,
        has_one = owner @ BallastError::WrongOwner,
        has_one = vault @ BallastError::WrongVault
    )]
    pub receipt: Box<Account<'info, DepositReceipt>>,
    /// Record of the receipt's round, once it is rolled.
    #[account(
        mut,
        constraint = round.round == receipt.round @ BallastError::WrongRound,
        seeds = [ROUND_SEED, vault.key().as_ref(), &round.round.to_le_bytes()],
        bump = round.bump
    )]
    pub round: Option<Box<Account<'info, Round>>>,
    #[account(address = market.load()?.collateral_mint(vault.kind()?) @ BallastError::WrongMint)]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub collateral_account: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

/// Takes `amount` back, or all that is queued if that is less.
pub fn cancel_deposit(ctx: Context<CancelDeposit>, amount: u64) -> Result<()> {
    let accounts = ctx.accounts;
    let round = accounts.receipt.round;
    let amount = accounts.take(amount)?;
    let signer = accounts.vault.signer();
    tokens::push(
        &accounts.collateral_token_program,
        &accounts.collateral_mint,
        &accounts.collateral_account,
        &accounts.destination,
        accounts.vault.to_account_info(),
        &[&signer.seeds()],
        amount,
    )?;
    if accounts.receipt.amount == 0 {
        accounts.receipt.close(accounts.owner.to_account_info())?;
    }
    emit!(QueueChanged {
        header: next_header(&accounts.market, &Clock::get()?)?,
        vault: accounts.vault.key(),
        owner: accounts.owner.key(),
        round,
        amount,
        withdrawal: false,
        cancelled: true,
    });
    Ok(())
}

impl CancelDeposit<'_> {
    /// Takes the amount out of receipt and books; what is left queued is nothing or at least the minimum.
    fn take(&mut self, amount: u64) -> Result<u64> {
        require!(amount > 0, BallastError::ZeroAmount);
        let queued = self.receipt.amount;
        if let Some(round) = self.round.as_mut().filter(|r| r.deposits_refunded) {
            let paid = Amounts::of(self.vault.kind()?, queued);
            round.unclaimed.take_back(queued)?;
            self.vault.book.pay_claim(&paid)?;
            self.receipt.amount = 0;
            return Ok(queued);
        }
        require!(
            self.receipt.round == self.vault.book.round,
            BallastError::AlreadyRolled
        );
        let amount = amount.min(queued);
        let left = queued - amount;
        require!(
            left == 0 || left >= self.vault.params.min_deposit,
            BallastError::RemainderTooSmall
        );
        self.vault.book.cancel_deposit(amount)?;
        self.receipt.amount = left;
        Ok(amount)
    }
}
