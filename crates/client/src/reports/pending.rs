//! Changes that wait.

use anchor_lang::prelude::Pubkey;
use ballast::state::{Change, Proposal};
use option_risk::governance::{phase, Phase, WINDOW_SECS};
use serde::Serialize;

/// A proposal that is neither executed nor cancelled.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Pending {
    /// Its number in the protocol.
    pub index: u64,
    /// What it changes.
    pub change: &'static str,
    /// The market, vault or protocol it changes.
    pub target: String,
    /// When it was proposed.
    pub proposed_ts: i64,
    /// The first second it may be executed in.
    pub due_ts: i64,
    /// The last one.
    pub until_ts: i64,
    /// `waiting`, `due` or `lapsed`.
    pub phase: &'static str,
}

/// The proposals that may concern a market: its own, its protocol's and those of vaults, which name no market.
pub fn pending(proposals: &[Proposal], market: &Pubkey, now: i64) -> Vec<Pending> {
    let concerns = |proposal: &&Proposal| match proposal.change {
        Change::MarketParams(_) | Change::Oracle { .. } => proposal.target == *market,
        Change::VaultParams(_) | Change::Guardian(_) => true,
    };
    let mut pending: Vec<Pending> = proposals
        .iter()
        .filter(concerns)
        .map(|proposal| Pending::of(proposal, now))
        .collect();
    pending.sort_unstable_by_key(|entry| entry.index);
    pending
}

impl Pending {
    /// One, as it stands at `now`.
    pub fn of(proposal: &Proposal, now: i64) -> Self {
        Self {
            index: proposal.index,
            change: change_name(&proposal.change),
            target: proposal.target.to_string(),
            proposed_ts: proposal.proposed_ts,
            due_ts: proposal.due_ts,
            until_ts: proposal.due_ts.saturating_add(i64::from(WINDOW_SECS)),
            phase: match phase(proposal.due_ts, now) {
                Phase::Waiting => "waiting",
                Phase::Due => "due",
                Phase::Lapsed => "lapsed",
            },
        }
    }
}

/// What a change is about.
pub fn change_name(change: &Change) -> &'static str {
    match change {
        Change::MarketParams(_) => "market parameters",
        Change::VaultParams(_) => "vault parameters",
        Change::Oracle { .. } => "oracle",
        Change::Guardian(_) => "guardian",
    }
}
