//! How far a print stands from its window's extreme, in bps and in standard deviations.

use option_math::{kernel, Vol, I64F64};

use super::Direction;
use crate::error::{Result, RiskError};
use crate::numeric::{mul, mul_div_down, ratio_down, BPS, YEAR_SECS};
use crate::ring::{Extremes, PriceRing, Print};

/// Length of the short window, seconds.
pub const FIFTEEN_SECS: u32 = 900;

/// Length of the long window, seconds.
pub const SIXTY_SECS: u32 = 3_600;

/// A print against its two windows; all zero where there is nothing to compare it with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Deviations (x 1000) over 15 minutes, rounded down, saturating.
    pub z15_milli: u64,
    /// Move over 15 minutes, bps of the extreme, rounded down, saturating.
    pub move15_bps: u32,
    /// Which way the print stands from the 15-minute extreme.
    pub direction15: Direction,
    /// Deviations (x 1000) over 60 minutes, rounded down, saturating.
    pub z60_milli: u64,
    /// Move over 60 minutes, bps of the extreme, rounded down, saturating.
    pub move60_bps: u32,
    /// Which way the print stands from the 60-minute extreme.
    pub direction60: Direction,
}

/// One window's distance.
#[derive(Clone, Copy, Default)]
struct Distance {
    z_milli: u64,
    move_bps: u32,
    direction: Direction,
}

/// Reads `price` at `now` against the ring; call it before the print is recorded. `sigma` is the slow volatility.
///
/// Distance is `(high - p) / high` for a fall and `(p - low) / low` for a rise, whichever is larger;
/// `z = distance / (sigma sqrt(window / 1 y))`. After a gap inside or at the edge of the window the last print before it
/// is a second reference, over the time elapsed since; the greater z is the reading.
/// [`RiskError::OutOfOrder`] if `now` is before the newest print.
pub fn read(ring: &PriceRing, price: u64, now: i64, sigma: Vol) -> Result<Reading> {
    if price == 0 {
        return Err(RiskError::ZeroPrice);
    }
    let fifteen = window(ring, price, now, sigma, FIFTEEN_SECS)?;
    let sixty = window(ring, price, now, sigma, SIXTY_SECS)?;
    Ok(Reading {
        z15_milli: fifteen.z_milli,
        move15_bps: fifteen.move_bps,
        direction15: fifteen.direction,
        z60_milli: sixty.z_milli,
        move60_bps: sixty.move_bps,
        direction60: sixty.direction,
    })
}

fn window(ring: &PriceRing, price: u64, now: i64, sigma: Vol, secs: u32) -> Result<Distance> {
    let Some(extremes) = ring.extremes(now, secs)? else {
        return Ok(Distance::default());
    };
    let inside = distance(&extremes, price, sigma)?;
    let Some(before) = extremes.before else {
        return Ok(inside);
    };
    let outside = distance(&held(before, now), price, sigma)?;
    Ok(if outside.z_milli > inside.z_milli {
        outside
    } else {
        inside
    })
}

/// A lone earlier print as the extremes of the time since.
fn held(print: Print, now: i64) -> Extremes {
    Extremes {
        high: print.price,
        low: print.price,
        effective_window_secs: now.abs_diff(print.ts),
        observations: 0,
        before: None,
    }
}

fn distance(extremes: &Extremes, price: u64, sigma: Vol) -> Result<Distance> {
    let fall = (extremes.high.saturating_sub(price), extremes.high);
    let rise = (price.saturating_sub(extremes.low), extremes.low);
    let (down, up) = (ratio_down(fall.0, fall.1)?, ratio_down(rise.0, rise.1)?);
    let (size, (moved, from), direction) = if down >= up {
        (down, fall, Direction::Down)
    } else {
        (up, rise, Direction::Up)
    };
    if moved == 0 {
        return Ok(Distance::default());
    }
    let window = ratio_down(extremes.effective_window_secs, YEAR_SECS)?;
    let deviation = mul(sigma.0, kernel::sqrt(window)?)?;
    let move_bps = mul_div_down(moved, u64::from(BPS), from).unwrap_or(u64::MAX);
    Ok(Distance {
        z_milli: deviations_milli(size, deviation),
        move_bps: u32::try_from(move_bps).unwrap_or(u32::MAX),
        direction,
    })
}

/// `size / deviation x 1000`, rounded down, saturating; without deviation any move is infinitely rare.
fn deviations_milli(size: I64F64, deviation: I64F64) -> u64 {
    if deviation <= I64F64::ZERO {
        return u64::MAX;
    }
    size.checked_div(deviation)
        .and_then(|z| z.checked_mul(I64F64::from_num(1_000)))
        .map_or(u64::MAX, |z| z.saturating_to_num())
}
