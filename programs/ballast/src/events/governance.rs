//! Decisions on a protocol, its markets and its vaults.

use anchor_lang::prelude::*;

use crate::state::{Change, MarketParams, VaultParams};

/// Where and when a decision was made; `sequence` counts a protocol's events without gaps.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProtocolHeader {
    pub protocol: Pubkey,
    pub slot: u64,
    pub ts: i64,
    pub sequence: u64,
}

/// The authority was offered; to itself or to the default key: an offer was withdrawn.
#[event]
#[derive(Clone, Debug)]
pub struct AuthorityOffered {
    pub header: ProtocolHeader,
    pub authority: Pubkey,
    pub offered_to: Pubkey,
}

/// The authority passed on.
#[event]
#[derive(Clone, Debug)]
pub struct AuthorityAccepted {
    pub header: ProtocolHeader,
    pub from: Pubkey,
    pub to: Pubkey,
}

/// A market's parameters were tightened at once.
#[event]
#[derive(Clone, Debug)]
pub struct MarketTightened {
    pub header: ProtocolHeader,
    pub market: Pubkey,
    pub params: MarketParams,
}

/// A vault's parameters were tightened at once.
#[event]
#[derive(Clone, Debug)]
pub struct VaultTightened {
    pub header: ProtocolHeader,
    pub vault: Pubkey,
    pub params: VaultParams,
}

/// A change was proposed.
#[event]
#[derive(Clone, Debug)]
pub struct ChangeProposed {
    pub header: ProtocolHeader,
    pub proposal: Pubkey,
    pub target: Pubkey,
    pub due_ts: i64,
    pub change: Change,
}

/// A proposal was cancelled; by a stranger: it had lapsed.
#[event]
#[derive(Clone, Debug)]
pub struct ProposalCancelled {
    pub header: ProtocolHeader,
    pub proposal: Pubkey,
    pub by: Pubkey,
}

/// A proposal was executed.
#[event]
#[derive(Clone, Debug)]
pub struct ChangeExecuted {
    pub header: ProtocolHeader,
    pub proposal: Pubkey,
    pub target: Pubkey,
    pub change: Change,
}
