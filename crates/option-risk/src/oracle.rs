//! Which oracle prints are fit for use.
//!
//! Who published a print is the caller's to verify; this judges what it says.

use bytemuck::{Pod, Zeroable};

use crate::error::Result;
use crate::numeric::{within, BPS};

/// Validity rules for prints.
#[repr(C)]
#[cfg_attr(
    feature = "borsh",
    derive(borsh::BorshSerialize, borsh::BorshDeserialize)
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct OracleParams {
    /// Oldest print accepted, seconds.
    pub max_age_secs: u32,
    /// Widest confidence accepted, bps of the price.
    pub max_confidence_bps: u32,
    /// How far ahead of the chain's clock a print may be, seconds.
    pub max_ahead_secs: u32,
    /// Oldest print a trade against a vault is priced at, seconds: nobody may choose among recent prints.
    pub max_trade_age_secs: u32,
}

const _: () = assert!(core::mem::size_of::<OracleParams>() == 16);

impl Default for OracleParams {
    fn default() -> Self {
        Self {
            max_age_secs: 60,
            max_confidence_bps: 200,
            max_ahead_secs: 10,
            max_trade_age_secs: 10,
        }
    }
}

impl OracleParams {
    /// Hard bounds: age 10..=300 s, confidence 0.1%..=10%, ahead at most 60 s, trades 1..=60 s.
    pub fn validate(&self) -> Result<()> {
        within("max_age_secs", self.max_age_secs, 10..=300)?;
        within("max_confidence_bps", self.max_confidence_bps, 10..=1_000)?;
        within("max_ahead_secs", self.max_ahead_secs, 0..=60)?;
        within("max_trade_age_secs", self.max_trade_age_secs, 1..=60)
    }
}

/// Silence after which the oracle counts as out, seconds.
pub const OUTAGE_SECS: i64 = 1_200;

/// Whether the last recorded print is so old that nobody can have a fit one.
pub fn is_out(last_publish_ts: i64, now: i64) -> bool {
    now.saturating_sub(last_publish_ts) > OUTAGE_SECS
}

/// A print that passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    /// Feed units.
    pub price: u64,
    /// When the publishers saw it, unix seconds.
    pub publish_ts: i64,
}

/// Why a print is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Zero or negative.
    NotPositive,
    /// Older than `max_age_secs`.
    Stale,
    /// Further ahead of the clock than `max_ahead_secs`.
    FromFuture,
    /// Confidence wider than `max_confidence_bps` of the price.
    WideConfidence,
}

impl OracleParams {
    /// Whether a print of `publish_ts` may price a trade against a vault at `now`.
    pub fn may_trade(&self, publish_ts: i64, now: i64) -> bool {
        now.saturating_sub(publish_ts) <= i64::from(self.max_trade_age_secs)
    }
}

/// Judges a print at `now`. The bounds themselves pass.
pub fn judge(
    params: &OracleParams,
    price: i64,
    confidence: u64,
    publish_ts: i64,
    now: i64,
) -> core::result::Result<Print, Rejection> {
    let price = match u64::try_from(price) {
        Ok(price) if price > 0 => price,
        _ => return Err(Rejection::NotPositive),
    };
    if now.saturating_sub(publish_ts) > i64::from(params.max_age_secs) {
        return Err(Rejection::Stale);
    }
    if publish_ts.saturating_sub(now) > i64::from(params.max_ahead_secs) {
        return Err(Rejection::FromFuture);
    }
    let width = u128::from(confidence) * u128::from(BPS);
    if width > u128::from(price) * u128::from(params.max_confidence_bps) {
        return Err(Rejection::WideConfidence);
    }
    Ok(Print { price, publish_ts })
}
