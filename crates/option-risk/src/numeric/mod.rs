//! Exact integer and fixed-point helpers shared by the decisions.
//!
//! Where a quotient is rounded the name says which way: `_down` or `_up`.

mod fixed;
mod integer;
#[cfg(test)]
mod tests;
mod wide;

use core::ops::RangeInclusive;

use option_math::types::SECS_PER_YEAR;

use crate::error::{Result, RiskError};

pub(crate) use fixed::{
    add, bps, milli, mul, ratio_down, scale_down, scale_up, share_down, share_up,
};
pub(crate) use integer::{distance_bps, mul_div_down, mul_div_up, to_u64};
pub use integer::{mul_bps_down, mul_bps_up};

/// Basis points in one.
pub const BPS: u32 = 10_000;

/// Hundredths in one.
pub(crate) const PER_CENT: u64 = 100;

/// Seconds in the year of 365 days that annualises every volatility.
pub(crate) const YEAR_SECS: u64 = SECS_PER_YEAR as u64;

/// Seconds in a day.
pub(crate) const DAY_SECS: u64 = 86_400;

/// Refuses a parameter outside its hard bounds.
pub(crate) fn within<T: PartialOrd>(
    name: &'static str,
    value: T,
    bounds: RangeInclusive<T>,
) -> Result<()> {
    if bounds.contains(&value) {
        Ok(())
    } else {
        Err(RiskError::InvalidParameter(name))
    }
}
