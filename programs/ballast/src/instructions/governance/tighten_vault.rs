//! Tightens a vault's parameters at once, a running sale's included: tighter
//! means dearer there, and a buyer's own limit protects the buyer.

use anchor_lang::prelude::*;

use crate::{
    constants::PROTOCOL_SEED,
    errors::BallastError,
    events::VaultTightened,
    state::{Market, Protocol, Vault, VaultParams, Version},
};

#[derive(Accounts)]
pub struct TightenVault<'info> {
    pub authority: Signer<'info>,
    #[account(
        mut,
        seeds = [PROTOCOL_SEED, protocol.creator.as_ref()],
        bump = protocol.bump,
        has_one = authority @ BallastError::WrongAuthority
    )]
    pub protocol: Box<Account<'info, Protocol>>,
    #[account(has_one = protocol @ BallastError::WrongProtocol)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub vault: Box<Account<'info, Vault>>,
}

pub fn tighten_vault(ctx: Context<TightenVault>, params: VaultParams) -> Result<()> {
    params.validate()?;
    let accounts = ctx.accounts;
    Version::require(accounts.market.load()?.version)?;
    super::require_tightening(&accounts.vault.params, &params)?;
    accounts.vault.params = params;
    emit!(VaultTightened {
        header: super::header(&mut accounts.protocol, &Clock::get()?),
        vault: accounts.vault.key(),
        params,
    });
    Ok(())
}
