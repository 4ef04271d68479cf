//! The price of a hedge order.

use super::{HedgeParams, Side};
use crate::error::{Result, RiskError};
use crate::numeric::{to_u64, BPS};

/// The price at which an order fills `elapsed_secs` after its crossing, feed units; `None` once it has expired.
///
/// A sale starts at `oracle x (1 + inside)` and falls linearly to `oracle x (1 - outside)`, rounded up; a purchase
/// mirrors it, rounded down.
pub fn dutch_price(
    side: Side,
    oracle_price: u64,
    elapsed_secs: u64,
    params: &HedgeParams,
) -> Result<Option<u64>> {
    let duration = u64::from(params.duration_secs);
    if duration == 0 || elapsed_secs > duration {
        return Ok(None);
    }
    // Offsets in bps x seconds; each product of two u32 fits.
    let inside = u64::from(params.inside_bps) * duration;
    let slide = (u64::from(params.inside_bps) + u64::from(params.outside_bps))
        .checked_mul(elapsed_secs)
        .ok_or(RiskError::Overflow)?;
    let one = u64::from(BPS) * duration;
    let price = match side {
        Side::SellBase => {
            let factor = (one.checked_add(inside))
                .and_then(|factor| factor.checked_sub(slide))
                .ok_or(RiskError::Overflow)?;
            (u128::from(oracle_price) * u128::from(factor)).div_ceil(u128::from(one))
        }
        Side::BuyBase => {
            let factor = (one.checked_add(slide))
                .and_then(|factor| factor.checked_sub(inside))
                .ok_or(RiskError::Overflow)?;
            u128::from(oracle_price) * u128::from(factor) / u128::from(one)
        }
    };
    to_u64(price).map(Some)
}
