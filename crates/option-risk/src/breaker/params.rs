//! The breaker's thresholds and times.

use bytemuck::{Pod, Zeroable};

use crate::error::{Result, RiskError};
use crate::numeric::{within, BPS};

/// Halts the state can remember, and so the most a day may have.
pub const MAX_HALTS_PER_DAY: u32 = 2;

/// The longest a halt may ever last, seconds.
pub const MAX_HALT_SECS: u32 = 900;

/// The longest a pause of the guardian may last, seconds.
pub const MAX_PAUSE_SECS: u32 = 1_800;

/// Thresholds and times of the breaker.
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
pub struct BreakerParams {
    /// 1 if the breaker may throttle and trip, 0 if not; the guardian's pause is not subject to it.
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
    /// Trips above this many deviations (x 1000) over 5 minutes...
    pub z5_milli: u32,
    /// ...if the move is at least this many bps.
    pub move5_bps: u32,
    /// Throttles above this many deviations (x 1000) over 15 minutes...
    pub throttle_z15_milli: u32,
    /// ...if the move is at least this many bps.
    pub throttle_move15_bps: u32,
    /// Throttles above this loop gain, x 1000.
    pub throttle_gain_milli: u32,
    /// How long Throttle outlasts the last print that reads above half of what throttles (a loop gain: three quarters), seconds.
    pub throttle_secs: u32,
    /// Share of the limits in Throttle, bps.
    pub throttle_limit_bps: u32,
    /// Trips on a print further than this from the oracle's own moving average, bps.
    pub max_divergence_bps: u32,
    /// Trips on a jump of the cleared implied volatility beyond this, bps of it.
    pub max_implied_jump_bps: u32,
    /// Wide-confidence prints that run for this long trip, seconds. No single print can where it is at least the
    /// oracle's `max_age_secs`.
    pub suspect_secs: u32,
    /// Fewer minutes with a print than this in the last 15 throttle; 1 never does.
    pub min_buckets15: u32,
    /// Length of a pause of the guardian, seconds.
    pub pause_secs: u32,
}

const _: () = assert!(core::mem::size_of::<BreakerParams>() == 96);

impl Default for BreakerParams {
    /// As `docs/breaker.md` finds them on recorded crashes.
    fn default() -> Self {
        Self {
            armed: 1,
            padding: [0; 3],
            z15_milli: 9_000,
            move15_bps: 700,
            z60_milli: 9_000,
            move60_bps: 1_000,
            halt_secs: 300,
            max_halt_secs: MAX_HALT_SECS,
            cooldown_secs: 1_800,
            grace_secs: 120,
            ramp_secs: 600,
            ramp_start_bps: 2_000,
            max_halts_per_day: MAX_HALTS_PER_DAY,
            z5_milli: 12_000,
            move5_bps: 600,
            throttle_z15_milli: 5_000,
            throttle_move15_bps: 365,
            throttle_gain_milli: 700,
            throttle_secs: 1_800,
            throttle_limit_bps: 5_000,
            max_divergence_bps: 2_500,
            max_implied_jump_bps: 1_500,
            suspect_secs: 60,
            min_buckets15: 3,
            pause_secs: MAX_PAUSE_SECS,
        }
    }
}

impl BreakerParams {
    /// Hard bounds: halting deviations 4..=20 (5 minutes: 4..=30), throttling 2..=20; halting moves 2%..=30%,
    /// throttling 1%..=30%; halts 1..=15 min and no longer than their maximum, cooldown 10 min..=6 h, grace 1..=10 min,
    /// ramp 1..=60 min from 5%..=100%, at most two halts a day; gain 0.1..=1, Throttle 1..=60 min at 5%..=100% of the
    /// limits; divergence 5%..=50%, implied jump 5%..=100%, wide prints 30..=600 s, 1..=15 minutes with a print; a pause
    /// 1..=30 min.
    pub fn validate(&self) -> Result<()> {
        if self.armed > 1 {
            return Err(RiskError::InvalidParameter("armed"));
        }
        self.validate_halts()?;
        self.validate_throttle()?;
        within("grace_secs", self.grace_secs, 60..=600)?;
        within("ramp_secs", self.ramp_secs, 60..=3_600)?;
        within("ramp_start_bps", self.ramp_start_bps, 500..=BPS)?;
        within("pause_secs", self.pause_secs, 60..=MAX_PAUSE_SECS)
    }

    fn validate_halts(&self) -> Result<()> {
        within("z5_milli", self.z5_milli, 4_000..=30_000)?;
        within("move5_bps", self.move5_bps, 200..=3_000)?;
        within("z15_milli", self.z15_milli, 4_000..=20_000)?;
        within("move15_bps", self.move15_bps, 200..=3_000)?;
        within("z60_milli", self.z60_milli, 4_000..=20_000)?;
        within("move60_bps", self.move60_bps, 200..=3_000)?;
        within("max_divergence_bps", self.max_divergence_bps, 500..=5_000)?;
        within(
            "max_implied_jump_bps",
            self.max_implied_jump_bps,
            500..=10_000,
        )?;
        within("suspect_secs", self.suspect_secs, 30..=600)?;
        within("max_halt_secs", self.max_halt_secs, 60..=MAX_HALT_SECS)?;
        within("halt_secs", self.halt_secs, 60..=self.max_halt_secs)?;
        within("cooldown_secs", self.cooldown_secs, 600..=21_600)?;
        within(
            "max_halts_per_day",
            self.max_halts_per_day,
            1..=MAX_HALTS_PER_DAY,
        )
    }

    fn validate_throttle(&self) -> Result<()> {
        within(
            "throttle_z15_milli",
            self.throttle_z15_milli,
            2_000..=20_000,
        )?;
        within("throttle_move15_bps", self.throttle_move15_bps, 100..=3_000)?;
        within("throttle_gain_milli", self.throttle_gain_milli, 100..=1_000)?;
        within("throttle_secs", self.throttle_secs, 60..=3_600)?;
        within("throttle_limit_bps", self.throttle_limit_bps, 500..=BPS)?;
        within("min_buckets15", self.min_buckets15, 1..=15)
    }
}
