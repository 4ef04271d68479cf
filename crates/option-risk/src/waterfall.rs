//! Who pays for a short at settlement: its writer, then the insurance fund, then the holders pro rata.

use crate::error::Result;
use crate::numeric::{mul_div_down, BPS};

/// Who pays how much of one payoff; the parts add up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waterfall {
    /// From the writer's collateral.
    pub collateral: u64,
    /// From the insurance fund.
    pub insurance: u64,
    /// What nobody pays: the holders go without it.
    pub shortfall: u64,
}

/// Splits `payoff`, one of several that the same collateral owes at one expiry, `due` together (itself included).
///
/// Collateral that does not cover all of them is shared in proportion, rounded down, so that it does not matter which
/// is settled first: what one leaves is what the others are due, to an atom a payoff. `fund` is the insurance fund, all
/// of it there for whoever comes.
pub fn split(payoff: u64, due: u64, collateral: u64, fund: u64) -> Result<Waterfall> {
    let share = match collateral >= due {
        true => payoff,
        // Below the payoff, since the collateral is below what is due.
        false => mul_div_down(collateral, payoff, due.max(1))?.min(payoff),
    };
    let insurance = (payoff - share).min(fund);
    Ok(Waterfall {
        collateral: share,
        insurance,
        shortfall: payoff - share - insurance,
    })
}

/// What of a `full` payoff a pool of `atoms` cannot pay, bps, rounded up; 0 where it pays all.
pub fn haircut_bps(full: u64, atoms: u64) -> u32 {
    let missing = u128::from(full.saturating_sub(atoms)) * u128::from(BPS);
    match missing.checked_div(u128::from(full)) {
        // At most 10,000.
        Some(_) => missing.div_ceil(u128::from(full)) as u32,
        None => 0,
    }
}
