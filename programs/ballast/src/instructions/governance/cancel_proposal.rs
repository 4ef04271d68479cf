//! Takes a proposal back. The authority may at any time, the guardian unless
//! it is to be replaced, and anyone once it has lapsed.

use anchor_lang::prelude::*;

use crate::{
    constants::PROTOCOL_SEED,
    errors::BallastError,
    events::ProposalCancelled,
    state::{Proposal, Protocol},
};

#[derive(Accounts)]
pub struct CancelProposal<'info> {
    pub canceller: Signer<'info>,
    #[account(
        mut,
        seeds = [PROTOCOL_SEED, protocol.creator.as_ref()],
        bump = protocol.bump
    )]
    pub protocol: Box<Account<'info, Protocol>>,
    #[account(
        mut,
        has_one = protocol @ BallastError::WrongProtocol,
        has_one = proposer @ BallastError::WrongProposer,
        close = proposer
    )]
    pub proposal: Box<Account<'info, Proposal>>,
    /// CHECK: the one on record, which gets the rent back.
    #[account(mut)]
    pub proposer: UncheckedAccount<'info>,
}

pub fn cancel_proposal(ctx: Context<CancelProposal>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    require!(
        accounts.may_cancel(clock.unix_timestamp),
        BallastError::MayNotCancel
    );
    emit!(ProposalCancelled {
        header: super::header(&mut accounts.protocol, &clock),
        proposal: accounts.proposal.key(),
        by: accounts.canceller.key(),
    });
    Ok(())
}

impl CancelProposal<'_> {
    fn may_cancel(&self, now: i64) -> bool {
        let by = self.canceller.key();
        by == self.protocol.authority
            || (by == self.protocol.guardian && self.proposal.change.guardian_may_cancel())
            || self.proposal.has_lapsed(now)
    }
}
