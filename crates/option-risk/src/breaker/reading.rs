//! How far a print stands from its windows' extremes, in bps and in standard deviations.
//!
//! 64-bit arithmetic throughout: it runs on every print, on chain.

use option_math::Vol;

use super::Direction;
use crate::error::{Result, RiskError};
use crate::numeric::{mul_div_down, BPS, YEAR_SECS};
use crate::ring::{Extremes, PriceRing, Print, BUCKET_SECS};

/// Length of the shortest window, seconds.
pub const FIVE_SECS: u32 = 300;

/// Length of the middle window, seconds.
pub const FIFTEEN_SECS: u32 = 900;

/// Length of the longest window, seconds.
pub const SIXTY_SECS: u32 = 3_600;

/// The windows, shortest first.
const WINDOWS: [u32; 3] = [FIVE_SECS, FIFTEEN_SECS, SIXTY_SECS];

/// Bits after the point of a window's deviations.
const WINDOW_BITS: u32 = 8;

/// A print against one window; no move where there is nothing to compare it with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowReading {
    /// Length of the window, seconds.
    pub secs: u32,
    /// Deviations (x 1000), rounded down, saturating. Within a millionth part for times up to a year.
    pub z_milli: u64,
    /// Move, bps of the extreme, rounded down, saturating.
    pub move_bps: u32,
    /// Which way the print stands from the extreme.
    pub direction: Direction,
    /// Minutes with a print in the window, the present one included.
    pub buckets: u32,
}

/// A print against all three windows, the shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// 5, 15 and 60 minutes.
    pub windows: [WindowReading; 3],
}

impl Default for Reading {
    /// No move over any window.
    fn default() -> Self {
        Self {
            windows: WINDOWS.map(|secs| WindowReading {
                secs,
                ..WindowReading::default()
            }),
        }
    }
}

impl Reading {
    /// Over 5 minutes.
    pub fn five(&self) -> &WindowReading {
        &self.windows[0]
    }

    /// Over 15 minutes.
    pub fn fifteen(&self) -> &WindowReading {
        &self.windows[1]
    }

    /// Over 60 minutes.
    pub fn sixty(&self) -> &WindowReading {
        &self.windows[2]
    }
}

/// Reads `price` at `now` against the ring; call it before the print is recorded. `sigma` is the slow volatility.
///
/// Distance is `(high - p) / high` for a fall and `(p - low) / low` for a rise, whichever is larger;
/// `z = distance / (sigma sqrt(window / 1 y))`. After a gap inside or at the edge of the window the last print before it
/// is a second reference, over the time elapsed since; the greater z is the reading.
/// [`RiskError::ZeroPrice`] for no price, [`RiskError::OutOfOrder`] if `now` is before the newest print.
pub fn read(ring: &PriceRing, price: u64, now: i64, sigma: Vol) -> Result<Reading> {
    if price == 0 {
        return Err(RiskError::ZeroPrice);
    }
    let mut reading = Reading::default();
    let Some(found) = ring.extremes_of(now, WINDOWS)? else {
        reading.windows.iter_mut().for_each(|w| w.buckets = 1);
        return Ok(reading);
    };
    let own_minute = u32::from(opens_minute(ring, now));
    let units = Units::new(&found, price, sigma);
    for (window, extremes) in reading.windows.iter_mut().zip(&found) {
        let seen = units.furthest(window.secs, extremes, price, now);
        window.z_milli = seen.deviations_milli(&units);
        window.move_bps = seen.move_bps();
        window.direction = seen.direction;
        window.buckets = extremes.observations.saturating_add(own_minute);
    }
    Ok(reading)
}

/// Whether a print at `now` would be the first of its minute.
fn opens_minute(ring: &PriceRing, now: i64) -> bool {
    let minute = |ts: i64| ts.div_euclid(BUCKET_SECS);
    ring.last()
        .is_none_or(|last| minute(last.ts) != minute(now))
}

/// What one reading's distances are measured in.
struct Units {
    /// Places that bring every price in sight below 2^32.
    shift: u32,
    /// Volatility in units of 2^-32.
    sigma: u64,
}

/// A move away from a reference.
#[derive(Clone, Copy)]
struct Distance {
    moved: u64,
    from: u64,
    direction: Direction,
    /// `moved / from` in units of 2^-32, saturating.
    share: u64,
    /// `1000 sqrt(1 y / time)` in units of 2^-WINDOW_BITS.
    per_deviation: u64,
}

impl Units {
    fn new(found: &[Extremes; 3], price: u64, sigma: Vol) -> Self {
        let highest = found.iter().fold(price, |highest, extremes| {
            let before = extremes.before.map_or(0, |print| print.price);
            highest.max(extremes.high).max(before)
        });
        let sigma = u128::try_from(sigma.0.to_bits()).unwrap_or(0) >> 32;
        Self {
            shift: 32u32.saturating_sub(highest.leading_zeros()),
            sigma: u64::try_from(sigma).unwrap_or(u64::MAX),
        }
    }

    /// The distance from the window's own extremes, or from the last print before it where that is the rarer.
    fn furthest(&self, secs: u32, extremes: &Extremes, price: u64, now: i64) -> Distance {
        let per_deviation = match extremes.effective_window_secs {
            time if time == u64::from(secs) => standard_per_deviation(secs),
            widened => per_deviation(widened),
        };
        let inside = self.distance((extremes.high, extremes.low), price, per_deviation);
        let Some(before) = extremes.before else {
            return inside;
        };
        let outside = self.distance((before.price, before.price), price, 0);
        // The time since is the longer: only a larger move can be the rarer.
        if outside.share <= inside.share {
            return inside;
        }
        self.rarer(inside, outside.over(&before, now))
    }

    fn rarer(&self, inside: Distance, outside: Distance) -> Distance {
        if outside.deviations_milli(self) > inside.deviations_milli(self) {
            outside
        } else {
            inside
        }
    }

    fn distance(&self, (high, low): (u64, u64), price: u64, per_deviation: u64) -> Distance {
        let toward = |moved, from, direction| Distance {
            moved,
            from,
            direction,
            share: self.share(moved, from),
            per_deviation,
        };
        let fall = toward(high.saturating_sub(price), high, Direction::Down);
        let rise = toward(price.saturating_sub(low), low, Direction::Up);
        match (fall.moved, rise.moved) {
            (0, 0) => Distance {
                direction: Direction::None,
                ..fall
            },
            _ if fall.share >= rise.share => fall,
            _ => rise,
        }
    }

    /// `moved / from` in units of 2^-32; of a reference that vanishes beside the highest price, as much as fits.
    fn share(&self, moved: u64, from: u64) -> u64 {
        ((moved >> self.shift) << 32)
            .checked_div(from >> self.shift)
            .unwrap_or(u64::MAX)
    }
}

impl Distance {
    /// The same move over the time since `before`.
    fn over(self, before: &Print, now: i64) -> Self {
        Self {
            per_deviation: per_deviation(now.abs_diff(before.ts)),
            ..self
        }
    }

    /// `share x 1000 / (sigma sqrt(time))`, rounded down, saturating; without deviation any move is infinitely rare.
    fn deviations_milli(&self, units: &Units) -> u64 {
        if self.moved == 0 {
            return 0;
        }
        match self.share.checked_mul(self.per_deviation) {
            Some(scaled) => scaled
                .checked_div(units.sigma)
                .map_or(u64::MAX, |z| z >> WINDOW_BITS),
            None => u64::MAX,
        }
    }

    /// The move in bps of its reference, rounded down, saturating.
    fn move_bps(&self) -> u32 {
        mul_div_down(self.moved, u64::from(BPS), self.from)
            .ok()
            .and_then(|bps| u32::try_from(bps).ok())
            .unwrap_or(u32::MAX)
    }
}

/// [`per_deviation`] of the three windows, known beforehand.
fn standard_per_deviation(secs: u32) -> u64 {
    const FIVE: u64 = per_deviation(FIVE_SECS as u64);
    const FIFTEEN: u64 = per_deviation(FIFTEEN_SECS as u64);
    const SIXTY: u64 = per_deviation(SIXTY_SECS as u64);
    match secs {
        FIVE_SECS => FIVE,
        FIFTEEN_SECS => FIFTEEN,
        SIXTY_SECS => SIXTY,
        odd => per_deviation(odd as u64),
    }
}

/// `1000 sqrt(1 y / secs)`, rounded down, in units of 2^-WINDOW_BITS.
const fn per_deviation(secs: u64) -> u64 {
    const SCALED_YEAR: u64 = (YEAR_SECS * 1_000_000) << (2 * WINDOW_BITS);
    match SCALED_YEAR.checked_div(secs) {
        Some(square) => square.isqrt(),
        None => u64::MAX,
    }
}
