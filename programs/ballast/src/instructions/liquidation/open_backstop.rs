//! Opens the insurance fund's margin account for calls or for puts. Anyone may, at their expense.

use anchor_lang::prelude::*;
use option_risk::units::Kind;

use crate::{
    constants::{INSURANCE_SEED, MARGIN_SEED},
    errors::BallastError,
    state::{MarginAccount, Market, Version},
};

#[derive(Accounts)]
#[instruction(kind: u8)]
pub struct OpenBackstop<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    pub market: AccountLoader<'info, Market>,
    /// CHECK: an address only; holds no data.
    #[account(
        seeds = [INSURANCE_SEED, market.key().as_ref()],
        bump = market.load()?.insurance_bump
    )]
    pub insurance_authority: UncheckedAccount<'info>,
    #[account(
        init,
        payer = payer,
        space = 8 + MarginAccount::INIT_SPACE,
        seeds = [
            MARGIN_SEED,
            market.key().as_ref(),
            insurance_authority.key().as_ref(),
            &[kind],
        ],
        bump
    )]
    pub backstop_account: Box<Account<'info, MarginAccount>>,
    pub system_program: Program<'info, System>,
}

pub fn open_backstop(ctx: Context<OpenBackstop>, kind: u8) -> Result<()> {
    let kind = Kind::try_from(kind).map_err(|_| BallastError::WrongKind)?;
    let accounts = ctx.accounts;
    Version::require(accounts.market.load()?.version)?;
    accounts.backstop_account.set_inner(MarginAccount::new(
        accounts.market.key(),
        accounts.insurance_authority.key(),
        kind,
        ctx.bumps.backstop_account,
    ));
    Ok(())
}
