//! Authority, guardian, and changes that wait.

use anchor_lang::{
    prelude::Pubkey,
    solana_program::{instruction::Instruction, system_program},
};
use ballast::{
    accounts, instruction,
    state::{Change, MarketParams, VaultParams},
};

use super::build;
use crate::address::{self, MarketKeys, VaultKeys};

/// What a change is about, as addresses: a protocol, a market of it, or a vault of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The protocol.
    pub protocol: Pubkey,
    /// The market, for every change but the guardian's.
    pub market: Option<Pubkey>,
    /// The vault, for a change of its parameters.
    pub vault: Option<Pubkey>,
}

impl Target {
    /// A protocol: for a new guardian.
    pub fn protocol(protocol: Pubkey) -> Self {
        Self {
            protocol,
            market: None,
            vault: None,
        }
    }

    /// A market: for its parameters or its oracle.
    pub fn market(keys: &MarketKeys) -> Self {
        Self {
            market: Some(keys.market),
            ..Self::protocol(keys.protocol)
        }
    }

    /// A vault: for its parameters.
    pub fn vault(keys: &MarketKeys, vault: &VaultKeys) -> Self {
        Self {
            vault: Some(vault.vault),
            ..Self::market(keys)
        }
    }
}

/// Offers the authority to `offered_to`; the default key withdraws an offer.
pub fn propose_authority(
    protocol: &Pubkey,
    authority: &Pubkey,
    offered_to: &Pubkey,
) -> Instruction {
    build(
        accounts::ProposeAuthority {
            authority: *authority,
            protocol: *protocol,
        },
        instruction::ProposeAuthority {
            offered_to: *offered_to,
        },
    )
}

/// Takes the authority over that `pending_authority` has been offered.
pub fn accept_authority(protocol: &Pubkey, pending_authority: &Pubkey) -> Instruction {
    build(
        accounts::AcceptAuthority {
            pending_authority: *pending_authority,
            protocol: *protocol,
        },
        instruction::AcceptAuthority {},
    )
}

/// Tightens a market's parameters at once; `params` is the whole set.
pub fn tighten_market(keys: &MarketKeys, authority: &Pubkey, params: MarketParams) -> Instruction {
    build(
        accounts::TightenMarket {
            authority: *authority,
            protocol: keys.protocol,
            market: keys.market,
        },
        instruction::TightenMarket { params },
    )
}

/// Tightens a vault's parameters at once; `params` is the whole set.
pub fn tighten_vault(
    keys: &MarketKeys,
    vault: &VaultKeys,
    authority: &Pubkey,
    params: VaultParams,
) -> Instruction {
    build(
        accounts::TightenVault {
            authority: *authority,
            protocol: keys.protocol,
            market: keys.market,
            vault: vault.vault,
        },
        instruction::TightenVault { params },
    )
}

/// Proposes a change; `index` is the protocol's count of proposals.
pub fn propose_change(
    target: &Target,
    authority: &Pubkey,
    index: u64,
    change: Change,
) -> Instruction {
    build(
        accounts::ProposeChange {
            authority: *authority,
            protocol: target.protocol,
            proposal: address::proposal(&target.protocol, index),
            market: target.market,
            vault: target.vault,
            system_program: system_program::ID,
        },
        instruction::ProposeChange { change },
    )
}

/// Cancels proposal `index`; the rent goes back to `proposer`, the one on record.
pub fn cancel_proposal(
    protocol: &Pubkey,
    canceller: &Pubkey,
    index: u64,
    proposer: &Pubkey,
) -> Instruction {
    build(
        accounts::CancelProposal {
            canceller: *canceller,
            protocol: *protocol,
            proposal: address::proposal(protocol, index),
            proposer: *proposer,
        },
        instruction::CancelProposal {},
    )
}

/// Executes proposal `index`; `oracle` is the new Pyth account if the change is of the oracle.
pub fn execute_proposal(
    target: &Target,
    index: u64,
    proposer: &Pubkey,
    oracle: Option<Pubkey>,
) -> Instruction {
    build(
        accounts::ExecuteProposal {
            protocol: target.protocol,
            proposal: address::proposal(&target.protocol, index),
            proposer: *proposer,
            market: target.market,
            vault: target.vault,
            oracle,
        },
        instruction::ExecuteProposal {},
    )
}
