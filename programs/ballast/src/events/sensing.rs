//! What the market sensed, and what its breaker did about it.

use anchor_lang::prelude::*;

use super::EventHeader;

/// An oracle print was taken into the market's state.
#[event]
#[derive(Clone, Debug)]
pub struct PriceObserved {
    pub header: EventHeader,
    /// Feed units.
    pub price: u64,
    pub publish_ts: i64,
    pub inputs: BreakerInputs,
}

/// An oracle print was refused; nothing but a counter and a run of wide prints knows of it.
#[event]
#[derive(Clone, Debug)]
pub struct PrintRejected {
    pub header: EventHeader,
    /// Number of the [`crate::errors::BallastError`] that other instructions fail with.
    pub error: u32,
    /// Prints refused so far.
    pub rejected: u64,
}

/// What the breaker judged a print by.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BreakerInputs {
    /// Deviations (x 1000) over 5, 15 and 60 minutes.
    pub z_milli: [u64; 3],
    /// Moves over 5, 15 and 60 minutes, bps.
    pub move_bps: [u32; 3],
    /// Too few minutes with a print.
    pub thin: bool,
    /// Distance from the oracle's own moving average, bps.
    pub divergence_bps: u32,
    /// Jump of the implied volatility that sales cleared at, bps.
    pub implied_jump_bps: u32,
    /// Loop gain x 1000.
    pub gain_milli: u32,
}

/// The breaker changed stage.
#[event]
#[derive(Clone, Debug)]
pub struct BreakerChanged {
    pub header: EventHeader,
    pub from: u8,
    pub to: u8,
    /// When the change took effect; before `header.ts` if the clock alone caused it.
    pub effective_ts: i64,
    /// When the new stage ends by itself; zero for a stage without an end.
    pub until_ts: i64,
    pub price: u64,
    pub reason: u8,
    /// Of the move: 0 none, 1 up, 2 down.
    pub direction: u8,
    pub z_milli: u64,
    pub move_bps: u32,
    pub inputs: BreakerInputs,
}

/// Series' contributions to the gamma book were brought up to date.
#[event]
#[derive(Clone, Debug)]
pub struct BookRefreshed {
    pub header: EventHeader,
    /// How many were passed.
    pub series: u32,
    /// Quote atoms of delta hedge per 1% move, and of value per volatility point; negative is short.
    pub net_gamma_per_pct: i64,
    pub net_vega: i64,
    pub gross_gamma_per_pct: u64,
    /// Herfindahl index of the series' gammas.
    pub concentration_bps: u32,
    pub loop_gain_milli: u32,
}

/// An action did nothing because its own observation tripped the breaker.
#[event]
#[derive(Clone, Debug)]
pub struct ActionDeferred {
    pub header: EventHeader,
    pub action: u8,
    pub account: Pubkey,
}
