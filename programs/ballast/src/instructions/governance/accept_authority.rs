//! Takes the authority over. Only who has been offered it can, so that it
//! never goes to an address nobody holds the key of.

use anchor_lang::prelude::*;

use crate::{
    constants::PROTOCOL_SEED, errors::BallastError, events::AuthorityAccepted, state::Protocol,
};

#[derive(Accounts)]
pub struct AcceptAuthority<'info> {
    pub pending_authority: Signer<'info>,
    #[account(
        mut,
        seeds = [PROTOCOL_SEED, protocol.creator.as_ref()],
        bump = protocol.bump,
        has_one = pending_authority @ BallastError::AuthorityNotOffered
    )]
    pub protocol: Box<Account<'info, Protocol>>,
}

pub fn accept_authority(ctx: Context<AcceptAuthority>) -> Result<()> {
    let protocol = &mut ctx.accounts.protocol;
    let (from, to) = (protocol.authority, protocol.pending_authority);
    protocol.authority = to;
    protocol.pending_authority = Pubkey::default();
    emit!(AuthorityAccepted {
        header: super::header(protocol, &Clock::get()?),
        from,
        to,
    });
    Ok(())
}
