//! Creates the root account of one deployment's markets and names who governs it.

use anchor_lang::prelude::*;

use crate::{
    constants::PROTOCOL_SEED,
    state::{Cluster, Protocol, Version},
};

#[derive(Accounts)]
pub struct InitializeProtocol<'info> {
    #[account(mut)]
    pub creator: Signer<'info>,
    #[account(
        init,
        payer = creator,
        space = 8 + Protocol::INIT_SPACE,
        seeds = [PROTOCOL_SEED, creator.key().as_ref()],
        bump
    )]
    pub protocol: Account<'info, Protocol>,
    pub system_program: Program<'info, System>,
}

pub fn initialize_protocol(
    ctx: Context<InitializeProtocol>,
    authority: Pubkey,
    guardian: Pubkey,
    cluster: Cluster,
) -> Result<()> {
    ctx.accounts.protocol.set_inner(Protocol {
        version: Version::CURRENT,
        bump: ctx.bumps.protocol,
        creator: ctx.accounts.creator.key(),
        authority,
        pending_authority: Pubkey::default(),
        guardian,
        cluster,
        proposals: 0,
        sequence: 0,
    });
    Ok(())
}
