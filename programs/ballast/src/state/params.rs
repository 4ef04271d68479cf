//! Parameters of markets and vaults, in the units of the risk library.

use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};
use option_risk::{
    book::BookParams,
    breaker::BreakerParams,
    hedge::HedgeParams,
    liquidation::LiquidationParams,
    margin::MarginParams,
    open_interest::OpenInterestParams,
    oracle::OracleParams,
    sale::SaleParams,
    shares,
    vol::{ImpliedParams, VolParams},
};

use crate::{
    constants::MAX_EXPIRY_DAYS,
    errors::{risk, BallastError},
};

/// Everything about a market that governance sets.
#[derive(
    AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable,
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[repr(C)]
pub struct MarketParams {
    pub oracle: OracleParams,
    pub vol: VolParams,
    pub breaker: BreakerParams,
    pub margin: MarginParams,
    pub liquidation: LiquidationParams,
    pub implied: ImpliedParams,
    /// Strikes are multiples of this, in feed units.
    pub strike_tick: u64,
    /// Most base atoms that vaults of this market may hedge in one flow window.
    pub hedge_cap_base_per_window: u64,
    /// Implied volatility options are marked at until sales clear, before its bounds against realised, in bps a year.
    pub implied_vol_bps: u32,
    /// Volatility both estimators start from, in bps a year.
    pub initial_vol_bps: u32,
    /// Length of the hedge flow window, seconds.
    pub hedge_window_secs: u32,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub _padding: u32,
    pub book: BookParams,
    pub open_interest: OpenInterestParams,
}

impl Space for MarketParams {
    // Plain memory without gaps: Borsh writes as many bytes as it takes.
    const INIT_SPACE: usize = core::mem::size_of::<Self>();
}

impl MarketParams {
    /// Refuses values outside the hard bounds.
    pub fn validate(&self) -> Result<()> {
        self.oracle.validate().map_err(risk)?;
        self.vol.validate().map_err(risk)?;
        self.breaker.validate().map_err(risk)?;
        self.margin.validate().map_err(risk)?;
        self.liquidation.validate().map_err(risk)?;
        self.book.validate().map_err(risk)?;
        self.open_interest.validate().map_err(risk)?;
        self.implied.validate().map_err(risk)?;
        require!(self.strike_tick > 0, BallastError::InvalidParameter);
        for vol_bps in [self.implied_vol_bps, self.initial_vol_bps] {
            require!(
                (1_000..=50_000).contains(&vol_bps),
                BallastError::InvalidParameter
            );
        }
        require!(
            (10..=3_600).contains(&self.hedge_window_secs),
            BallastError::InvalidParameter
        );
        Ok(())
    }
}

/// Everything about a vault that governance sets.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct VaultParams {
    pub sale: SaleParams,
    pub hedge: HedgeParams,
    /// Most base atoms the vault takes, queue included.
    pub deposit_cap: u64,
    /// Smallest deposit, in base atoms.
    pub min_deposit: u64,
    /// Whole days from a sale to its expiry.
    pub tenor_days: u32,
    /// Share of the premium that feeds the insurance fund, in bps.
    pub insurance_share_bps: u32,
}

/// A larger vault could mint more share atoms than a `u64` counts, even after
/// its share price has fallen to a sixteenth.
const MAX_DEPOSIT_CAP: u64 = u64::MAX / (shares::VIRTUAL_SHARES * 16);

impl Space for VaultParams {
    // The risk library's parameter structs have no gaps: Borsh writes as many bytes as they take.
    const INIT_SPACE: usize =
        core::mem::size_of::<SaleParams>() + core::mem::size_of::<HedgeParams>() + 8 + 8 + 4 + 4;
}

impl VaultParams {
    /// Refuses values outside the hard bounds.
    pub fn validate(&self) -> Result<()> {
        self.sale.validate().map_err(risk)?;
        self.hedge.validate().map_err(risk)?;
        require!(
            (1..MAX_EXPIRY_DAYS).contains(&self.tenor_days)
                && self.insurance_share_bps <= 2_000
                && self.min_deposit > 0
                && self.min_deposit <= self.deposit_cap
                && self.deposit_cap <= MAX_DEPOSIT_CAP,
            BallastError::InvalidParameter
        );
        Ok(())
    }
}
