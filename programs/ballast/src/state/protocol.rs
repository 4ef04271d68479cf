//! The root of one deployment's markets, and who governs them.

use anchor_lang::prelude::*;
use option_risk::governance::{DELAY_SECS, LOCALNET_DELAY_SECS};

use super::Version;

/// How long changes wait. Fixed at creation, so that everybody can see it before they deposit.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "lowercase")
)]
pub enum Cluster {
    /// 48 hours.
    #[default]
    Public,
    /// A minute: for chains on which nobody's money is.
    Localnet,
}

impl Cluster {
    /// Seconds from a proposal to its execution.
    pub fn delay_secs(self) -> u32 {
        match self {
            Self::Public => DELAY_SECS,
            Self::Localnet => LOCALNET_DELAY_SECS,
        }
    }
}

/// PDA `["protocol", creator]`. Anybody can create one for themselves, so
/// that there is no address to squat on; markets name the protocol they belong to.
#[account]
#[derive(InitSpace, Debug)]
pub struct Protocol {
    pub version: Version,
    pub bump: u8,
    /// Who created it; part of its address.
    pub creator: Pubkey,
    /// Creates markets and vaults, tightens their parameters at once and
    /// proposes any other change. Holds no power over user funds.
    pub authority: Pubkey,
    /// Whom the authority has been offered to; the default key: nobody.
    pub pending_authority: Pubkey,
    /// Cancels proposals and pauses markets; the default key: nobody.
    pub guardian: Pubkey,
    pub cluster: Cluster,
    /// Proposals made so far; the index of the next.
    pub proposals: u64,
    /// Events of governance emitted so far.
    pub sequence: u64,
}
