//! Parameters of markets and vaults, in the units of the risk library.

use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};
use option_risk::{
    book::BookParams,
    breaker::BreakerParams,
    buyback::BuybackParams,
    fees::FeeParams,
    hedge::HedgeParams,
    liquidation::LiquidationParams,
    margin::MarginParams,
    open_interest::OpenInterestParams,
    oracle::OracleParams,
    sale::SaleParams,
    schedule::ScheduleParams,
    shares,
    vol::{ImpliedParams, VolParams},
};

use crate::errors::{risk, BallastError};

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
    /// Implied volatility options are marked at until sales clear, before its bounds against realised, in bps a year.
    pub implied_vol_bps: u32,
    /// Volatility both estimators start from, in bps a year.
    pub initial_vol_bps: u32,
    /// Length of the hedge flow window, seconds.
    pub hedge_window_secs: u32,
    /// What vaults of this market may hedge in one flow window, bps of what trades within 1% of the price.
    pub hedge_depth_share_bps: u32,
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
            (10..=3_600).contains(&self.hedge_window_secs)
                && (1..=10_000).contains(&self.hedge_depth_share_bps),
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
    pub buyback: BuybackParams,
    pub fees: FeeParams,
    pub schedule: ScheduleParams,
    /// Most collateral atoms the vault takes, queue included.
    pub deposit_cap: u64,
    /// Smallest deposit, in collateral atoms.
    pub min_deposit: u64,
    /// Share of the premium that feeds the insurance fund, in bps.
    pub insurance_share_bps: u32,
    /// 1: no deposits and no more sales; the vault is wound down. 0: as usual.
    pub withdraw_only: u32,
}

/// A larger vault could mint more share atoms than a `u64` counts, even after
/// its share price has fallen to a sixteenth.
const MAX_DEPOSIT_CAP: u64 = u64::MAX / (shares::VIRTUAL_SHARES * 16);

/// Bytes of a plain parameter struct.
const fn bytes<T>() -> usize {
    core::mem::size_of::<T>()
}

impl Space for VaultParams {
    // The risk library's parameter structs have no gaps: Borsh writes as many bytes as they take.
    const INIT_SPACE: usize = bytes::<SaleParams>()
        + bytes::<HedgeParams>()
        + bytes::<BuybackParams>()
        + bytes::<FeeParams>()
        + bytes::<ScheduleParams>()
        + 8
        + 8
        + 4
        + 4;
}

impl VaultParams {
    /// Refuses values outside the hard bounds.
    pub fn validate(&self) -> Result<()> {
        self.sale.validate().map_err(risk)?;
        self.hedge.validate().map_err(risk)?;
        self.buyback.validate().map_err(risk)?;
        self.fees.validate().map_err(risk)?;
        self.schedule.validate().map_err(risk)?;
        require!(
            self.insurance_share_bps <= 2_000
                && self.withdraw_only <= 1
                && self.min_deposit > 0
                && self.min_deposit <= self.deposit_cap
                && self.deposit_cap <= MAX_DEPOSIT_CAP,
            BallastError::InvalidParameter
        );
        Ok(())
    }

    /// Whether the vault is being wound down.
    pub fn is_winding_down(&self) -> bool {
        self.withdraw_only != 0
    }
}
