//! Depth, and the loop gain against it.

use option_math::Vol;

use super::{Book, BookParams};
use crate::numeric::{mul_div_down, mul_div_up, BPS, PER_CENT};

/// Depth never counts as less than this share of the parameter, per cent.
const LEAST_PER_CENT: u64 = 35;

/// How fast depth thins out with volatility, per cent of the relative rise.
const THINNING_PER_CENT: u64 = 35;

/// Quote atoms executable within 1% of the price at a volatility:
/// `D0 x max(0.35, 1 / (1 + 0.35 (vol / vol0 - 1)))`, never above `D0`. Rounded down: a gain is never understated.
///
/// Both volatilities are taken at 2^-32; a negative one counts as zero.
pub fn depth(params: &BookParams, fast_vol: Vol) -> u64 {
    let measured = Vol::from_bps(params.depth_vol_bps);
    let (vol, measured) = (coarse(fast_vol), coarse(measured));
    let full = params.depth_quote_per_pct;
    let least = mul_div_down(full, LEAST_PER_CENT, PER_CENT).unwrap_or(full);
    // Both volatilities are below 2^50.
    let thinned = measured * (PER_CENT - THINNING_PER_CENT) + vol * THINNING_PER_CENT;
    match thinned {
        // Without any volatility nothing was measured.
        0 => least,
        // A quotient beyond 64 bits is beyond the parameter.
        _ => mul_div_down(full, measured * PER_CENT, thinned)
            .unwrap_or(full)
            .clamp(least, full),
    }
}

/// What is left of the depth at a volatility, bps of the parameter, rounded down.
pub fn thinning_bps(params: &BookParams, fast_vol: Vol) -> u32 {
    let depth = depth(params, fast_vol);
    // Depth is never above the parameter.
    mul_div_down(depth, BPS.into(), params.depth_quote_per_pct).map_or(0, |bps| bps as u32)
}

/// A volatility in units of 2^-32, below 2^50: beyond that depth is at its least anyway.
fn coarse(vol: Vol) -> u64 {
    const MOST: u64 = (1 << 50) - 1;
    u64::try_from(vol.0.to_bits() >> 32).map_or(if vol.0 > 0 { MOST } else { 0 }, |v| v.min(MOST))
}

/// Loop gain `(H + C) / D` x 1000, rounded up, saturating; at 1000 a move feeds itself.
///
/// `H` is the hedged share of the net short gamma; a book that is net long damps moves and counts as 0. `C`, quote atoms,
/// is what was liquidated in the current throughput window: the next 1% is taken to bring as much again, a figure that
/// needs no list of accounts and follows a cascade as it unfolds. `D` is [`depth`]; without any the gain saturates.
pub fn loop_gain_milli(
    book: &Book,
    params: &BookParams,
    fast_vol: Vol,
    recent_liquidations_quote: u64,
) -> u32 {
    let short = book.net_gamma_per_pct.min(0).unsigned_abs();
    let share = params.hedged_share_bps.min(BPS);
    // A share of at most one fits.
    let hedges = mul_div_up(short, u64::from(share), u64::from(BPS)).unwrap_or(short);
    let flow = hedges.saturating_add(recent_liquidations_quote);
    mul_div_up(flow, 1_000, depth(params, fast_vol))
        .ok()
        .and_then(|gain| u32::try_from(gain).ok())
        .unwrap_or(u32::MAX)
}
