//! Opens a margin account for calls or for puts.

use anchor_lang::prelude::*;
use option_risk::units::Kind;

use crate::{
    constants::MARGIN_SEED,
    errors::BallastError,
    state::{MarginAccount, Market, Version},
};

#[derive(Accounts)]
#[instruction(kind: u8)]
pub struct OpenMarginAccount<'info> {
    #[account(mut)]
    pub owner: Signer<'info>,
    pub market: AccountLoader<'info, Market>,
    #[account(
        init,
        payer = owner,
        space = 8 + MarginAccount::INIT_SPACE,
        seeds = [MARGIN_SEED, market.key().as_ref(), owner.key().as_ref(), &[kind]],
        bump
    )]
    pub margin_account: Box<Account<'info, MarginAccount>>,
    pub system_program: Program<'info, System>,
}

pub fn open_margin_account(ctx: Context<OpenMarginAccount>, kind: u8) -> Result<()> {
    let kind = Kind::try_from(kind).map_err(|_| BallastError::WrongKind)?;
    Version::require(ctx.accounts.market.load()?.version)?;
    ctx.accounts.margin_account.set_inner(MarginAccount::new(
        ctx.accounts.market.key(),
        ctx.accounts.owner.key(),
        kind,
        ctx.bumps.margin_account,
    ));
    Ok(())
}
