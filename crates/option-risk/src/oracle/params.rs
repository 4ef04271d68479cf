//! Validity rules for prints.

use bytemuck::{Pod, Zeroable};

use crate::error::Result;
use crate::numeric::within;

/// Validity rules for prints.
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
pub struct OracleParams {
    /// Oldest print anything acts on, seconds.
    pub max_age_secs: u32,
    /// Widest confidence accepted, bps of the price.
    pub max_confidence_bps: u32,
    /// How far ahead of the chain's clock a print may be, seconds.
    pub max_ahead_secs: u32,
    /// Oldest print a trade against a vault is priced at, seconds: nobody may choose among recent prints.
    pub max_trade_age_secs: u32,
    /// Oldest print the market learns from, seconds.
    pub max_sense_age_secs: u32,
    /// Furthest from the oracle's own moving average that new risk is taken on at, bps of that.
    pub max_ema_divergence_bps: u32,
    /// Furthest from the stable price that new risk is taken on at, bps of that.
    pub max_stable_divergence_bps: u32,
    /// How fast the stable price follows, bps of the print a minute.
    pub stable_rate_bps_per_min: u32,
}

const _: () = assert!(core::mem::size_of::<OracleParams>() == 32);

impl Default for OracleParams {
    fn default() -> Self {
        Self {
            max_age_secs: 60,
            max_confidence_bps: 200,
            max_ahead_secs: 10,
            max_trade_age_secs: 10,
            max_sense_age_secs: 1_200,
            max_ema_divergence_bps: 2_000,
            max_stable_divergence_bps: 1_000,
            stable_rate_bps_per_min: 50,
        }
    }
}

impl OracleParams {
    /// Hard bounds: age 10..=300 s, confidence 1%..=10%, ahead at most 60 s, trades 1..=60 s, sensing 60 s..=1 h,
    /// divergence from the average 1%..=50%, from the stable price 1%..=30%, its rate 0.05%..=5% a minute.
    pub fn validate(&self) -> Result<()> {
        within("max_age_secs", self.max_age_secs, 10..=300)?;
        within("max_confidence_bps", self.max_confidence_bps, 100..=1_000)?;
        within("max_ahead_secs", self.max_ahead_secs, 0..=60)?;
        within("max_trade_age_secs", self.max_trade_age_secs, 1..=60)?;
        within("max_sense_age_secs", self.max_sense_age_secs, 60..=3_600)?;
        within(
            "max_ema_divergence_bps",
            self.max_ema_divergence_bps,
            100..=5_000,
        )?;
        within(
            "max_stable_divergence_bps",
            self.max_stable_divergence_bps,
            100..=3_000,
        )?;
        within(
            "stable_rate_bps_per_min",
            self.stable_rate_bps_per_min,
            5..=500,
        )
    }
}
