//! The breaker's thresholds and times.

use bytemuck::{Pod, Zeroable};

use crate::error::{Result, RiskError};
use crate::numeric::{within, BPS};

/// Halts the state can remember, and so the most a day may have.
pub const MAX_HALTS_PER_DAY: u32 = 2;

/// The longest a halt may ever last, seconds.
pub const MAX_HALT_SECS: u32 = 900;

/// Thresholds and times of the breaker.
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
pub struct BreakerParams {
    /// 1 if the breaker may trip, 0 if not.
    pub armed: u8,
    /// Always zero.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub padding: [u8; 3],
    /// Trips above this many deviations (x 1000) over 15 minutes...
    pub z15_milli: u32,
    /// ...if the move is at least this many bps.
    pub move15_bps: u32,
    /// Trips above this many deviations (x 1000) over 60 minutes...
    pub z60_milli: u32,
    /// ...if the move is at least this many bps.
    pub move60_bps: u32,
    /// Length of a halt, seconds.
    pub halt_secs: u32,
    /// Length of a halt with every extension, seconds.
    pub max_halt_secs: u32,
    /// Least time from the end of one halt to the next, seconds.
    pub cooldown_secs: u32,
    /// Time after a halt in which only top-ups and closes act, seconds.
    pub grace_secs: u32,
    /// Time after the grace over which limits return, seconds.
    pub ramp_secs: u32,
    /// Share of the limits at the start of the ramp, bps.
    pub ramp_start_bps: u32,
    /// Halts allowed to start within 24 hours.
    pub max_halts_per_day: u32,
}

const _: () = assert!(core::mem::size_of::<BreakerParams>() == 48);

impl Default for BreakerParams {
    fn default() -> Self {
        Self {
            armed: 1,
            padding: [0; 3],
            z15_milli: 8_000,
            move15_bps: 500,
            z60_milli: 8_000,
            move60_bps: 800,
            halt_secs: 300,
            max_halt_secs: MAX_HALT_SECS,
            cooldown_secs: 1_800,
            grace_secs: 120,
            ramp_secs: 600,
            ramp_start_bps: 2_000,
            max_halts_per_day: MAX_HALTS_PER_DAY,
        }
    }
}

impl BreakerParams {
    /// Hard bounds: deviations 4..=20, moves 2%..=30%, halts 1..=15 min and no longer than their maximum, cooldown
    /// 10 min..=6 h, grace 1..=10 min, ramp 1..=60 min from 5%..=100%, at most two halts a day.
    pub fn validate(&self) -> Result<()> {
        if self.armed > 1 {
            return Err(RiskError::InvalidParameter("armed"));
        }
        within("z15_milli", self.z15_milli, 4_000..=20_000)?;
        within("move15_bps", self.move15_bps, 200..=3_000)?;
        within("z60_milli", self.z60_milli, 4_000..=20_000)?;
        within("move60_bps", self.move60_bps, 200..=3_000)?;
        within("max_halt_secs", self.max_halt_secs, 60..=MAX_HALT_SECS)?;
        within("halt_secs", self.halt_secs, 60..=self.max_halt_secs)?;
        within("cooldown_secs", self.cooldown_secs, 600..=21_600)?;
        within("grace_secs", self.grace_secs, 60..=600)?;
        within("ramp_secs", self.ramp_secs, 60..=3_600)?;
        within("ramp_start_bps", self.ramp_start_bps, 500..=BPS)?;
        within(
            "max_halts_per_day",
            self.max_halts_per_day,
            1..=MAX_HALTS_PER_DAY,
        )
    }
}
