//! Offers the authority to somebody, who has to accept it. An offer replaces
//! the last; offering it to the default key, which nobody can sign for, withdraws it.

use anchor_lang::prelude::*;

use crate::{
    constants::PROTOCOL_SEED, errors::BallastError, events::AuthorityOffered, state::Protocol,
};

#[derive(Accounts)]
pub struct ProposeAuthority<'info> {
    pub authority: Signer<'info>,
    #[account(
        mut,
        seeds = [PROTOCOL_SEED, protocol.creator.as_ref()],
        bump = protocol.bump,
        has_one = authority @ BallastError::WrongAuthority
    )]
    pub protocol: Box<Account<'info, Protocol>>,
}

pub fn propose_authority(ctx: Context<ProposeAuthority>, offered_to: Pubkey) -> Result<()> {
    let protocol = &mut ctx.accounts.protocol;
    protocol.pending_authority = offered_to;
    emit!(AuthorityOffered {
        header: super::header(protocol, &Clock::get()?),
        authority: protocol.authority,
        offered_to,
    });
    Ok(())
}
