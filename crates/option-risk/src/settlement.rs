//! The settlement price of an expiry: a time-weighted mean over its last half hour.
//!
//! Every accepted print feeds the slot. Each print's price holds until the next, but for two minutes at most. The first
//! print recorded at or after the expiry fixes the final price once and for all, whenever a settlement is asked for: the
//! mean, if at least half of the window is covered.
//!
//! Where it is not, nobody may choose among the prints that follow: the price is the one print at or after the expiry
//! whose predecessor lies before it. It may be recorded as it comes or shown days later ([`ExpirySlot::pin`]). Should
//! nobody have it, the first print recorded from [`LATE_SECS`] after the expiry on will do: no series waits for ever.

use crate::error::{Result, RiskError};
use crate::numeric::to_u64;

/// Length of the averaging window before the expiry, seconds.
pub const WINDOW_SECS: i64 = 1_800;

/// When the averaging window of an expiry begins.
pub fn averages_from(expiry_ts: i64) -> i64 {
    expiry_ts.saturating_sub(WINDOW_SECS)
}

/// Whether the prints of now are averaged into an expiry's price.
pub fn is_averaging(expiry_ts: i64, now: i64) -> bool {
    (averages_from(expiry_ts)..expiry_ts).contains(&now)
}

/// How long a print's price holds, seconds.
pub const HOLD_SECS: i64 = 120;

/// Seconds that must be covered for the mean to count.
pub const MIN_COVERED_SECS: u64 = 900;

/// How long after the expiry any print fixes the price of an unwatched market, seconds.
pub const LATE_SECS: i64 = 3_600;

/// The accumulator of one expiry. All zero is a free slot.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ExpirySlot {
    /// The expiry; 0 for a free slot.
    pub expiry_ts: i64,
    /// Seconds of the window that have a price.
    pub covered_secs: u64,
    /// Sum of price x seconds, high 64 bits.
    pub weighted_sum_hi: u64,
    /// Sum of price x seconds, low 64 bits.
    pub weighted_sum_lo: u64,
    /// Time of the last print.
    pub last_ts: i64,
    /// Price of the last print, feed units; 0 before the first.
    pub last_price: u64,
    /// The settlement price, feed units; 0 until it is fixed.
    pub final_price: u64,
    /// Series that settle by this slot.
    pub series: u32,
    /// Always zero.
    pub padding: [u8; 4],
}

const _: () = assert!(core::mem::size_of::<ExpirySlot>() == 64);

impl ExpirySlot {
    /// An empty accumulator for `expiry_ts`.
    pub fn new(expiry_ts: i64) -> Self {
        Self {
            expiry_ts,
            ..Self::default()
        }
    }

    /// The settlement price, once fixed.
    pub fn settlement(&self) -> Option<u64> {
        (self.final_price != 0).then_some(self.final_price)
    }

    /// Takes a print, `prev_ts` being when the oracle published the one before it; `true` if it fixes the settlement
    /// price. Prints after that change nothing.
    ///
    /// The mean is rounded down. [`RiskError::OutOfOrder`] for a print older than the last, [`RiskError::ZeroPrice`]
    /// for no price.
    pub fn feed(&mut self, ts: i64, price: u64, prev_ts: i64) -> Result<bool> {
        if self.final_price != 0 {
            return Ok(false);
        }
        if price == 0 {
            return Err(RiskError::ZeroPrice);
        }
        if self.last_price != 0 {
            if ts < self.last_ts {
                return Err(RiskError::OutOfOrder);
            }
            self.hold_until(ts)?;
        }
        self.last_ts = ts;
        self.last_price = price;
        if ts < self.expiry_ts {
            return Ok(false);
        }
        let is_late = ts >= self.expiry_ts.saturating_add(LATE_SECS);
        match self.mean()? {
            Some(mean) => self.final_price = mean,
            None if is_late || self.is_first(ts, prev_ts) => self.final_price = price,
            None => return Ok(false),
        }
        Ok(true)
    }

    /// Takes the first print at or after the expiry, whenever it is shown, and returns the price it fixes: the mean where
    /// that counts, else its own.
    ///
    /// [`RiskError::PriceFixed`] once there is one, [`RiskError::NotFirstPrint`] for any other print,
    /// [`RiskError::ZeroPrice`] for no price.
    pub fn pin(&mut self, ts: i64, price: u64, prev_ts: i64) -> Result<u64> {
        if self.final_price != 0 {
            return Err(RiskError::PriceFixed);
        }
        if price == 0 {
            return Err(RiskError::ZeroPrice);
        }
        if !self.is_first(ts, prev_ts) {
            return Err(RiskError::NotFirstPrint);
        }
        if self.last_price != 0 && self.last_ts < ts {
            self.hold_until(ts)?;
            (self.last_ts, self.last_price) = (ts, price);
        }
        self.final_price = self.mean()?.unwrap_or(price);
        Ok(self.final_price)
    }

    fn is_first(&self, ts: i64, prev_ts: i64) -> bool {
        prev_ts < self.expiry_ts && ts >= self.expiry_ts
    }

    /// Adds the last print's price for the time it held inside the window.
    fn hold_until(&mut self, ts: i64) -> Result<()> {
        let from = self.last_ts.max(averages_from(self.expiry_ts));
        let to = ts
            .min(self.last_ts.saturating_add(HOLD_SECS))
            .min(self.expiry_ts);
        let Ok(held) = u64::try_from(to.saturating_sub(from)) else {
            return Ok(());
        };
        let added = u128::from(self.last_price) * u128::from(held);
        let sum = self
            .weighted_sum()
            .checked_add(added)
            .ok_or(RiskError::Overflow)?;
        self.weighted_sum_hi = (sum >> 64) as u64;
        self.weighted_sum_lo = sum as u64;
        self.covered_secs = self.covered_secs.saturating_add(held);
        Ok(())
    }

    /// The mean so far, if enough of the window is covered.
    fn mean(&self) -> Result<Option<u64>> {
        if self.covered_secs < MIN_COVERED_SECS {
            return Ok(None);
        }
        to_u64(self.weighted_sum() / u128::from(self.covered_secs)).map(Some)
    }

    fn weighted_sum(&self) -> u128 {
        (u128::from(self.weighted_sum_hi) << 64) | u128::from(self.weighted_sum_lo)
    }
}
