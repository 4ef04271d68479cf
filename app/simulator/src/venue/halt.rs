//! A hard halt: everything shut after a large move, then open at once. Not the program's; what it is compared with.

use option_math::{Vol, I64F64};
use option_risk::{breaker::read, ring::PriceRing};

use crate::error::Result;

/// The move over 15 minutes that halts, bps.
pub const HARD_HALT_BPS: u32 = 500;
/// Deviations are not looked at.
const ANY_VOL: Vol = Vol(I64F64::ONE);

/// A halt of fixed length.
pub struct HardHalt {
    secs: i64,
    until_ts: i64,
    ring: PriceRing,
}

impl HardHalt {
    /// Halts of `secs`; none for 0.
    pub fn new(secs: i64) -> Self {
        Self {
            secs,
            until_ts: i64::MIN,
            ring: PriceRing::default(),
        }
    }

    /// Takes a print; true while shut. What moved before and in a halt does not halt again.
    pub fn observe(&mut self, price: u64, now: i64) -> Result<bool> {
        if self.secs == 0 {
            return Ok(false);
        }
        if now < self.until_ts {
            return Ok(true);
        }
        if self.until_ts != i64::MIN {
            self.until_ts = i64::MIN;
            self.ring.restart(now, price)?;
            return Ok(false);
        }
        let moved = read(&self.ring, price, now, ANY_VOL)?.fifteen().move_bps;
        self.ring.record(now, price)?;
        if moved >= HARD_HALT_BPS {
            self.until_ts = now.saturating_add(self.secs);
            return Ok(true);
        }
        Ok(false)
    }
}
