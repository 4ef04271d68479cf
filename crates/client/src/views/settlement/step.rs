//! One step of a settlement, and its instruction.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use crate::{instructions as ix, MarketKeys, SeriesKeys, VaultKeys};

/// One instruction of a settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettlementStep {
    /// `settle_series`: fixes the price.
    Price,
    /// `net_position`: takes an account's options off its short.
    Net {
        /// Whose account.
        owner: Pubkey,
    },
    /// `settle_short`.
    Short {
        /// Whose account.
        owner: Pubkey,
        /// Contract atoms left of the short once it is netted.
        contracts: u64,
    },
    /// `end_sale`: of a vault that has not sold all of its options, or not been told so.
    EndSale {
        /// The vault's number.
        vault: u16,
    },
    /// `settle_vault`.
    Vault {
        /// The vault's number.
        vault: u16,
    },
    /// `settle_long`: pays an account for the options it holds, once every short has paid.
    Long {
        /// Whose account.
        owner: Pubkey,
        /// Option atoms left once they are netted.
        contracts: u64,
    },
}

impl SettlementStep {
    /// The instruction that takes the step in a series of `market`.
    pub fn instruction(&self, market: &MarketKeys, series: &SeriesKeys) -> Instruction {
        let keys = |vault| VaultKeys::derive(market, vault, series.kind);
        match self {
            Self::Price => ix::settle_series(market, series),
            Self::Net { owner } => ix::net_position(market, series, owner),
            Self::Short { owner, .. } => ix::settle_short(market, series, owner),
            Self::EndSale { vault } => ix::end_sale(market, &keys(*vault), series),
            Self::Vault { vault } => ix::settle_vault(market, &keys(*vault), series),
            Self::Long { owner, .. } => ix::settle_long(market, series, owner),
        }
    }
}
