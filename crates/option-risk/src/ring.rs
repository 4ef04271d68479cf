//! The last hour of prices in one-minute buckets, and the extremes of a window of it.

use bytemuck::Zeroable;

use crate::error::{Result, RiskError};

/// Buckets kept: an hour and a little more, so that a 60-minute window never loses its first minute.
pub const BUCKETS: usize = 64;

/// Length of a bucket in seconds.
pub const BUCKET_SECS: i64 = 60;

/// One minute of prints, in feed units.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// Start of the minute.
    pub start_ts: i64,
    /// Highest print.
    pub high: u64,
    /// Lowest print.
    pub low: u64,
    /// Last print.
    pub close: u64,
    /// Time of the last print.
    pub last_ts: i64,
}

/// A price at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    /// Publish time.
    pub ts: i64,
    /// Price in feed units.
    pub price: u64,
}

/// Extremes of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extremes {
    /// Highest price.
    pub high: u64,
    /// Lowest price.
    pub low: u64,
    /// The window asked for, or the time since the last print where that is longer.
    pub effective_window_secs: u64,
    /// Buckets with a print inside the window.
    pub observations: u32,
    /// The last print before the window, if the ring still has it and the window has prints of its own.
    pub before: Option<Print>,
}

/// Ring of one-minute buckets; all zero is the empty ring.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, PartialEq, Eq)]
pub struct PriceRing {
    /// The buckets; only `len` of them, ending at `head`, are in use.
    pub buckets: [Bucket; BUCKETS],
    /// Index of the newest bucket.
    pub head: u64,
    /// Buckets in use.
    pub len: u64,
}

const _: () = assert!(BUCKETS.is_power_of_two());
const _: () = assert!(core::mem::size_of::<Bucket>() == 40);
const _: () = assert!(core::mem::size_of::<PriceRing>() == BUCKETS * 40 + 16);

impl Default for PriceRing {
    fn default() -> Self {
        Self::zeroed()
    }
}

impl PriceRing {
    /// The newest print, if any.
    pub fn last(&self) -> Option<Print> {
        self.nth_newest(0).map(Bucket::last_print)
    }

    /// Forgets everything and begins again at a print, as after a trip: a move that has tripped once must not trip again.
    pub fn restart(&mut self, ts: i64, price: u64) -> Result<()> {
        *self = Self::zeroed();
        self.record(ts, price)
    }

    /// Sets every bucket in use to one price, its times as they are: what moved before is not read against what comes.
    pub fn level(&mut self, price: u64) {
        for back in 0..(self.len as usize).min(BUCKETS) {
            let bucket = &mut self.buckets[(self.head as usize).wrapping_sub(back) % BUCKETS];
            (bucket.high, bucket.low, bucket.close) = (price, price, price);
        }
    }

    /// Adds a print. [`RiskError::OutOfOrder`] if it is older than the newest, [`RiskError::ZeroPrice`] for no price.
    pub fn record(&mut self, ts: i64, price: u64) -> Result<()> {
        if price == 0 {
            return Err(RiskError::ZeroPrice);
        }
        let start_ts = ts.saturating_sub(ts.rem_euclid(BUCKET_SECS));
        match self.last() {
            Some(last) if ts < last.ts => return Err(RiskError::OutOfOrder),
            Some(_) if self.newest_mut().start_ts == start_ts => self.newest_mut().merge(ts, price),
            _ => self.push(Bucket {
                start_ts,
                high: price,
                low: price,
                close: price,
                last_ts: ts,
            }),
        }
        Ok(())
    }

    /// Extremes of the `window_secs` up to `now`; call it before the new print is recorded.
    ///
    /// A bucket with any print inside the window counts in full. Where the newest print is older than the window, that
    /// print is the reference and the window widens to the time elapsed. `None` for an empty ring;
    /// [`RiskError::OutOfOrder`] if `now` is before the newest print, [`RiskError::EmptyWindow`] for a window of zero.
    pub fn extremes(&self, now: i64, window_secs: u32) -> Result<Option<Extremes>> {
        Ok(self.extremes_of(now, [window_secs])?.map(|[only]| only))
    }

    /// [`Self::extremes`] of several windows, the shortest first, in one pass over the ring.
    pub fn extremes_of<const N: usize>(
        &self,
        now: i64,
        windows: [u32; N],
    ) -> Result<Option<[Extremes; N]>> {
        if windows.contains(&0) {
            return Err(RiskError::EmptyWindow);
        }
        let Some(last) = self.last() else {
            return Ok(None);
        };
        if now < last.ts {
            return Err(RiskError::OutOfOrder);
        }
        let (mut high, mut low, mut back) = (0, u64::MAX, 0);
        Ok(Some(windows.map(|window_secs| {
            let window_start = now.saturating_sub(i64::from(window_secs));
            // What a shorter window holds a longer one holds too.
            let before = loop {
                match self.nth_newest(back) {
                    Some(bucket) if bucket.last_ts >= window_start => {
                        high = bucket.high.max(high);
                        low = bucket.low.min(low);
                        back += 1;
                    }
                    older => break older.map(Bucket::last_print),
                }
            };
            if back == 0 {
                return Extremes::held(&last, now);
            }
            Extremes {
                high,
                low,
                effective_window_secs: u64::from(window_secs),
                observations: back as u32,
                before,
            }
        })))
    }

    /// The bucket `back` before the newest.
    fn nth_newest(&self, back: usize) -> Option<&Bucket> {
        // A power of two divides the range of `usize`, so wrapping below zero stays on the ring.
        let index = (self.head as usize).wrapping_sub(back) % BUCKETS;
        (back < BUCKETS && (back as u64) < self.len).then(|| &self.buckets[index])
    }

    fn newest_mut(&mut self) -> &mut Bucket {
        &mut self.buckets[self.head as usize % BUCKETS]
    }

    fn push(&mut self, bucket: Bucket) {
        if self.len > 0 {
            self.head = (self.head + 1) % BUCKETS as u64;
        }
        *self.newest_mut() = bucket;
        self.len = (self.len + 1).min(BUCKETS as u64);
    }
}

impl Extremes {
    /// The last print over the time since, where a window holds none.
    fn held(last: &Print, now: i64) -> Self {
        Self {
            high: last.price,
            low: last.price,
            effective_window_secs: now.abs_diff(last.ts),
            observations: 0,
            before: None,
        }
    }
}

impl Bucket {
    fn last_print(&self) -> Print {
        Print {
            ts: self.last_ts,
            price: self.close,
        }
    }

    fn merge(&mut self, ts: i64, price: u64) {
        self.high = self.high.max(price);
        self.low = self.low.min(price);
        self.close = price;
        self.last_ts = ts;
    }
}
