//! Puts a change on record, for everybody to see before it can act.

use anchor_lang::prelude::*;
use option_risk::governance::due_ts;

use super::target::Target;
use crate::{
    constants::{PROPOSAL_SEED, PROTOCOL_SEED},
    errors::{risk, BallastError},
    events::ChangeProposed,
    state::{Change, Market, Proposal, Protocol, Vault, Version},
};

#[derive(Accounts)]
pub struct ProposeChange<'info> {
    #[account(mut)]
    pub authority: Signer<'info>,
    #[account(
        mut,
        seeds = [PROTOCOL_SEED, protocol.creator.as_ref()],
        bump = protocol.bump,
        has_one = authority @ BallastError::WrongAuthority
    )]
    pub protocol: Box<Account<'info, Protocol>>,
    #[account(
        init,
        payer = authority,
        space = 8 + Proposal::INIT_SPACE,
        seeds = [PROPOSAL_SEED, protocol.key().as_ref(), &protocol.proposals.to_le_bytes()],
        bump
    )]
    pub proposal: Box<Account<'info, Proposal>>,
    /// For a change of a market's parameters, of its oracle, or of a vault of it.
    #[account(has_one = protocol @ BallastError::WrongProtocol)]
    pub market: Option<AccountLoader<'info, Market>>,
    /// For a change of a vault's parameters.
    #[account(has_one = market @ BallastError::WrongMarket)]
    pub vault: Option<Box<Account<'info, Vault>>>,
    pub system_program: Program<'info, System>,
}

pub fn propose_change(ctx: Context<ProposeChange>, change: Change) -> Result<()> {
    let clock = Clock::get()?;
    let bump = ctx.bumps.proposal;
    let accounts = ctx.accounts;
    let target = accounts.target().vet(&change)?;
    let proposal = accounts.record(change, target, bump, clock.unix_timestamp)?;
    emit!(ChangeProposed {
        header: super::header(&mut accounts.protocol, &clock),
        proposal: accounts.proposal.key(),
        target,
        due_ts: proposal.due_ts,
        change,
    });
    accounts.proposal.set_inner(proposal);
    Ok(())
}

impl<'info> ProposeChange<'info> {
    fn target(&self) -> Target<'_, 'info> {
        Target {
            protocol: self.protocol.key(),
            market: self.market.as_ref(),
            vault: self.vault.as_deref(),
        }
    }

    fn record(&mut self, change: Change, target: Pubkey, bump: u8, now: i64) -> Result<Proposal> {
        let protocol = &mut self.protocol;
        let proposal = Proposal {
            version: Version::CURRENT,
            bump,
            protocol: protocol.key(),
            index: protocol.proposals,
            proposer: self.authority.key(),
            target,
            proposed_ts: now,
            due_ts: due_ts(now, protocol.cluster.delay_secs()).map_err(risk)?,
            change,
        };
        protocol.proposals += 1; // a u64 of proposals does not run out
        Ok(proposal)
    }
}
