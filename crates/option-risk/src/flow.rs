//! A budget of flow per window: hedges in base atoms, liquidations in contracts.

use crate::breaker::Limit;
use crate::error::{Result, RiskError};
use crate::numeric::mul_bps_down;

/// What a window has spent. All zero is unspent.
///
/// The window opens with the first spending after the last one closed, so its limit holds for any split of the same
/// amount into calls, and no stretch as long as a window ever sees more than two limits.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FlowBudget {
    /// When the window opened.
    pub window_start_ts: i64,
    /// Spent in it.
    pub used: u64,
}

const _: () = assert!(core::mem::size_of::<FlowBudget>() == 16);

impl FlowBudget {
    /// What is left at `now` of the share of `limit_per_window` in force, rounded down; everything under [`Limit::Free`].
    ///
    /// A window of zero seconds would never close a budget, so it has none: 0.
    pub fn available(
        &self,
        now: i64,
        limit_per_window: u64,
        window_secs: u32,
        limit: Limit,
    ) -> Result<u64> {
        let Limit::Share(limit_bps) = limit else {
            return Ok(u64::MAX);
        };
        if window_secs == 0 {
            return Ok(0);
        }
        let limit = mul_bps_down(limit_per_window, limit_bps)?;
        Ok(if self.is_open(now, window_secs) {
            limit.saturating_sub(self.used)
        } else {
            limit
        })
    }

    /// Spends `amount`, or [`RiskError::FlowBudgetExceeded`] and no change if less is left. What is free is not counted.
    pub fn spend(
        &mut self,
        now: i64,
        limit_per_window: u64,
        window_secs: u32,
        limit: Limit,
        amount: u64,
    ) -> Result<()> {
        if amount > self.available(now, limit_per_window, window_secs, limit)? {
            return Err(RiskError::FlowBudgetExceeded);
        }
        if amount == 0 || limit == Limit::Free {
            return Ok(());
        }
        if !self.is_open(now, window_secs) {
            *self = Self {
                window_start_ts: now,
                used: 0,
            };
        }
        self.used = self.used.checked_add(amount).ok_or(RiskError::Overflow)?;
        Ok(())
    }

    /// What the window of `now` has spent; 0 once the window on record has closed.
    pub fn spent(&self, now: i64, window_secs: u32) -> u64 {
        if self.is_open(now, window_secs) {
            self.used
        } else {
            0
        }
    }

    /// Whether the window on record still runs; a clock behind its start keeps it open.
    fn is_open(&self, now: i64, window_secs: u32) -> bool {
        now.saturating_sub(self.window_start_ts) < i64::from(window_secs)
    }
}
