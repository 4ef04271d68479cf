//! A change that waits.

use anchor_lang::prelude::*;
use option_risk::governance::{phase, Phase};

use super::{MarketParams, VaultParams, Version};
use crate::errors::BallastError;

/// What a proposal changes. Whole sets: what was tightened since it was
/// proposed is overwritten, unless the proposal is cancelled.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, PartialEq, Eq)]
// It lives in accounts and events, whose size is that of the largest anyway.
#[allow(clippy::large_enum_variant)]
pub enum Change {
    /// All parameters of a market.
    MarketParams(MarketParams),
    /// All parameters of a vault.
    VaultParams(VaultParams),
    /// The feed of a market; kind and owner are read from the new account at execution.
    Oracle {
        /// Legacy Pyth: the price account's address. Receiver: the feed id.
        feed: [u8; 32],
    },
    /// The protocol's guardian; the default key: nobody.
    Guardian(Pubkey),
}

impl Change {
    /// Whether the guardian may cancel it: nobody may veto their own removal.
    pub fn guardian_may_cancel(&self) -> bool {
        !matches!(self, Self::Guardian(_))
    }
}

/// PDA `["proposal", protocol, index]`. Closed when executed or cancelled; the rent is the proposer's.
#[account]
#[derive(InitSpace, Debug)]
pub struct Proposal {
    pub version: Version,
    pub bump: u8,
    pub protocol: Pubkey,
    pub index: u64,
    pub proposer: Pubkey,
    /// The market, vault or protocol it changes.
    pub target: Pubkey,
    pub proposed_ts: i64,
    /// First second it may be executed in.
    pub due_ts: i64,
    pub change: Change,
}

impl Proposal {
    /// Refuses execution before it is due and after it has lapsed.
    pub fn require_due(&self, now: i64) -> Result<()> {
        match phase(self.due_ts, now) {
            Phase::Waiting => err!(BallastError::ProposalNotDue),
            Phase::Due => Ok(()),
            Phase::Lapsed => err!(BallastError::ProposalLapsed),
        }
    }

    /// Whether it can never be executed any more.
    pub fn has_lapsed(&self, now: i64) -> bool {
        phase(self.due_ts, now) == Phase::Lapsed
    }
}
