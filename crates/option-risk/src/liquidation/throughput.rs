//! How much a market may liquidate.

use super::LiquidationParams;
use crate::numeric::{mul_bps_down, BPS};

/// Contracts that may be liquidated in one window, atoms, rounded down: the cap times what is left of the depth
/// (`thinning_bps`) times what the loop gain leaves of one, but no less than the least share of the cap.
///
/// Whoever takes a short over hedges it: the thinner the market and the nearer the loop to feeding itself, the slower.
pub fn throughput(params: &LiquidationParams, thinning_bps: u32, gain_milli: u32) -> u64 {
    let calm_milli = 1_000u32.saturating_sub(gain_milli);
    let share = u64::from(thinning_bps.min(BPS)) * u64::from(calm_milli) / 1_000;
    // At most 10,000.
    let share = (share as u32).max(params.least_cap_bps).min(BPS);
    // A share of at most one fits.
    mul_bps_down(params.cap_contracts_per_window, share).unwrap_or(0)
}
