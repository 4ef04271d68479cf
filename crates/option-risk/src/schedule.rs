//! When a vault's options expire and when its sale opens.
//!
//! Expiries lie on the calendar's moments (08:00 UTC), every `tenor_days` days; `phase_days` says which of them are a
//! vault's, `open_after_secs` how long after one its next sale opens. Vaults of one tenor whose phases differ never
//! share an expiry, and those whose opening differs by hours do not sell at the same one.

use bytemuck::{Pod, Zeroable};

use crate::calendar::{DAY, EXPIRY_TIME_SECS};
use crate::error::{Result, RiskError};
use crate::numeric::{within, DAY_SECS};

/// Parameters of a vault's rounds.
#[repr(C)]
#[cfg_attr(
    feature = "borsh",
    derive(crate::wire::Serialize, crate::wire::Deserialize)
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct ScheduleParams {
    /// Days from one expiry to the next.
    pub tenor_days: u32,
    /// Which days: those whose number since 1 January 1970, a Thursday, leaves this when divided by the tenor.
    pub phase_days: u32,
    /// How long after an expiry moment a sale may open, seconds.
    pub open_after_secs: u32,
    /// How long after a sale that sold nothing the next may open, seconds.
    pub retry_secs: u32,
}

const _: () = assert!(core::mem::size_of::<ScheduleParams>() == 16);

impl Default for ScheduleParams {
    /// Weekly, on Fridays, opened at once, tried again a day later.
    fn default() -> Self {
        Self {
            tenor_days: 7,
            phase_days: 1,
            open_after_secs: 0,
            retry_secs: DAY_SECS as u32,
        }
    }
}

impl ScheduleParams {
    /// Hard bounds: 1..=9 days, a phase below that, opened within a quarter of a tenor and a day, tried again after 10
    /// minutes to a week.
    ///
    /// A sale may expire one and a half tenors ahead: nine days keep that within two weeks.
    pub fn validate(&self) -> Result<()> {
        within("tenor_days", self.tenor_days, 1..=9)?;
        within("phase_days", self.phase_days, 0..=self.tenor_days - 1)?;
        // Another quarter is left for whoever cranks late.
        let quarter = self.tenor_days * (DAY_SECS as u32 / 4);
        within(
            "open_after_secs",
            self.open_after_secs,
            0..=quarter.min(DAY_SECS as u32 - 1),
        )?;
        within("retry_secs", self.retry_secs, 600..=604_800)
    }

    /// When a sale may open at the earliest, seen from `now`: `open_after_secs` after the last scheduled moment. Past if
    /// it may open now.
    pub fn opens_ts(&self, now: i64) -> Result<i64> {
        let next = self.first(now)?;
        let last = match next == now {
            true => now,
            false => next.checked_sub(self.cycle()?).ok_or(RiskError::Overflow)?,
        };
        last.checked_add(i64::from(self.open_after_secs))
            .ok_or(RiskError::Overflow)
    }

    /// Expiry of a sale that starts at `now`: the first scheduled moment at least half a tenor ahead.
    ///
    /// A sale that starts on time gets nearly its whole tenor, one that a keeper or the breaker kept waiting for more
    /// than half of it takes the next.
    pub fn expiry(&self, now: i64) -> Result<i64> {
        let half = self.cycle()? / 2;
        self.first(now.checked_add(half).ok_or(RiskError::Overflow)?)
    }

    /// The first scheduled moment at or after `ts`.
    fn first(&self, ts: i64) -> Result<i64> {
        let cycle = self.cycle()?;
        let anchor = i64::from(self.phase_days) * DAY + EXPIRY_TIME_SECS;
        let past = ts.checked_sub(anchor).ok_or(RiskError::Overflow)?;
        let ahead = (-past.rem_euclid(cycle)).rem_euclid(cycle);
        ts.checked_add(ahead).ok_or(RiskError::Overflow)
    }

    fn cycle(&self) -> Result<i64> {
        match self.tenor_days {
            0 => Err(RiskError::InvalidParameter("tenor_days")),
            days => Ok(i64::from(days) * DAY),
        }
    }
}
