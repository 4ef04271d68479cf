//! A price that follows the oracle's at a bounded rate: new risk is not taken on far from it.

use crate::numeric::BPS;

/// Parts of a feed unit in which the stable price moves: bps a minute are ten-thousandths in sixty seconds.
const PARTS: u64 = BPS as u64 * 60;

/// The stable price as of a moment. It follows the print in force until then, `rate` bps of that print a minute.
///
/// Exact: advancing in steps is advancing at once, whatever the steps, as long as the print stays the same.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct StablePrice {
    /// Feed units, rounded down.
    pub price: u64,
    /// What is left of it, 600,000ths of a feed unit.
    pub parts: u64,
    /// When it was this.
    pub ts: i64,
}

const _: () = assert!(core::mem::size_of::<StablePrice>() == 24);

impl StablePrice {
    /// At a first print.
    pub fn new(price: u64, ts: i64) -> Self {
        Self {
            price,
            parts: 0,
            ts,
        }
    }

    /// What it is at `now`, given the print in force since it was taken: never past that print. A clock that stands
    /// still or runs backwards changes nothing.
    pub fn at(&self, target: u64, rate_bps_per_min: u32, now: i64) -> Self {
        let Ok(elapsed @ 1..) = u64::try_from(now.saturating_sub(self.ts)) else {
            return *self;
        };
        let reached = Self {
            price: target,
            parts: 0,
            ts: now,
        };
        let Some((units, parts)) = step(target, rate_bps_per_min, elapsed) else {
            return reached;
        };
        let moved = if self.price < target {
            self.up(units, parts).filter(|(price, _)| *price < target)
        } else {
            self.down(units, parts)
                .filter(|(price, _)| *price >= target)
        };
        moved.map_or(reached, |(price, parts)| Self {
            price,
            parts,
            ts: now,
        })
    }

    fn up(&self, units: u64, parts: u64) -> Option<(u64, u64)> {
        let parts = self.parts + parts;
        let price = (self.price.checked_add(units)?).checked_add(parts / PARTS)?;
        Some((price, parts % PARTS))
    }

    fn down(&self, units: u64, parts: u64) -> Option<(u64, u64)> {
        let price = self.price.checked_sub(units)?;
        match self.parts.checked_sub(parts) {
            Some(left) => Some((price, left)),
            None => Some((price.checked_sub(1)?, self.parts + PARTS - parts)),
        }
    }
}

/// Feed units and parts of one covered in `elapsed` seconds; `None` beyond 64 bits, further than any price is.
fn step(target: u64, rate_bps_per_min: u32, elapsed: u64) -> Option<(u64, u64)> {
    let times = elapsed.checked_mul(rate_bps_per_min.into())?;
    let rest = (target % PARTS).checked_mul(times)?;
    let units = (target / PARTS)
        .checked_mul(times)?
        .checked_add(rest / PARTS)?;
    Some((units, rest % PARTS))
}
