//! How much may be written: in a market, in a series, by one account.
//!
//! Options against margin only: a vault's are covered to the last, and must not be shut out by anybody's writing. What
//! liquidation can carry bounds what may be written (Solend, June 2022: a position larger than the market).

use bytemuck::{Pod, Zeroable};

use crate::error::{Result, RiskError};

/// Caps on contracts that margin accounts are short of, contract atoms.
#[repr(C)]
#[cfg_attr(
    feature = "borsh",
    derive(crate::wire::Serialize, crate::wire::Deserialize)
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct OpenInterestParams {
    /// In all series together.
    pub market_contracts: u64,
    /// In one series.
    pub series_contracts: u64,
    /// Of one account, in all its series together.
    pub account_contracts: u64,
}

const _: () = assert!(core::mem::size_of::<OpenInterestParams>() == 24);

impl Default for OpenInterestParams {
    /// A million contracts of nine decimals, half of it a series, a tenth an account.
    fn default() -> Self {
        Self {
            market_contracts: 1_000_000_000_000_000,
            series_contracts: 500_000_000_000_000,
            account_contracts: 100_000_000_000_000,
        }
    }
}

impl OpenInterestParams {
    /// Hard bounds: at least one atom each, a series' and an account's no more than the market's.
    pub fn validate(&self) -> Result<()> {
        let market = self.market_contracts;
        for (name, cap) in [
            ("market_contracts", market),
            ("series_contracts", self.series_contracts),
            ("account_contracts", self.account_contracts),
        ] {
            if cap == 0 || cap > market {
                return Err(RiskError::InvalidParameter(name));
            }
        }
        Ok(())
    }
}

/// Whether a market and a series may be as short as this; [`RiskError::OpenInterestCap`] if not.
pub fn allow(params: &OpenInterestParams, market: u64, series: u64) -> Result<()> {
    if market > params.market_contracts || series > params.series_contracts {
        return Err(RiskError::OpenInterestCap);
    }
    Ok(())
}

/// Whether an account may be as short as this; [`RiskError::ConcentrationCap`] if not.
pub fn allow_account(params: &OpenInterestParams, account: u64) -> Result<()> {
    if account > params.account_contracts {
        return Err(RiskError::ConcentrationCap);
    }
    Ok(())
}
