//! Closes an empty margin account and returns its rent.

use anchor_lang::prelude::*;

use crate::{errors::BallastError, state::MarginAccount};

#[derive(Accounts)]
pub struct CloseMarginAccount<'info> {
    #[account(mut)]
    pub owner: Signer<'info>,
    #[account(mut, has_one = owner @ BallastError::WrongOwner, close = owner)]
    pub margin_account: Box<Account<'info, MarginAccount>>,
}

pub fn close_margin_account(ctx: Context<CloseMarginAccount>) -> Result<()> {
    require!(
        ctx.accounts.margin_account.is_empty(),
        BallastError::AccountNotEmpty
    );
    Ok(())
}
