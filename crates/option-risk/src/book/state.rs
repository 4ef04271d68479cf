//! The sum of what every series last contributed.

use super::Exposure;
use crate::error::{Result, RiskError};
use crate::numeric::BPS;

/// Bits of [`BPS`].
const BPS_BITS: u32 = u32::BITS - BPS.leading_zeros();

/// A market's book. All zero is empty.
///
/// Contributions are integers and each is taken out as it was put in, so the totals never drift from their sum.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Delta hedge per 1% move, quote atoms; negative is short.
    pub net_gamma_per_pct: i64,
    /// Value per volatility point, quote atoms; negative is short.
    pub net_vega: i64,
    /// The series' gammas added up without their signs, quote atoms.
    pub gross_gamma_per_pct: u64,
    /// Sum of the squares of the series' gammas, low and high 64 bits.
    gamma_squares: [u64; 2],
    /// When a series was last refreshed or settled; others may have been before.
    pub refreshed_ts: i64,
}

const _: () = assert!(core::mem::size_of::<Book>() == 48);

impl Book {
    /// Takes a series' `old` contribution out and puts its `new` one in. The order of replacements does not matter.
    ///
    /// [`RiskError::Overflow`], and no change, if a total does not fit or `old` was never put in and a total shows it.
    pub fn replace(&mut self, old: &Exposure, new: &Exposure, ts: i64) -> Result<()> {
        let (was, is) = (size(old), size(new));
        let squares = (self.squares().checked_sub(was * was))
            .and_then(|rest| rest.checked_add(is * is))
            .ok_or(RiskError::Overflow)?;
        let gross = (u128::from(self.gross_gamma_per_pct).checked_sub(was))
            .and_then(|rest| u64::try_from(rest + is).ok())
            .ok_or(RiskError::Overflow)?;
        *self = Self {
            net_gamma_per_pct: swap(self.net_gamma_per_pct, old.gamma_per_pct, new.gamma_per_pct)?,
            net_vega: swap(self.net_vega, old.vega, new.vega)?,
            gross_gamma_per_pct: gross,
            gamma_squares: [squares as u64, (squares >> 64) as u64],
            refreshed_ts: self.refreshed_ts.max(ts),
        };
        Ok(())
    }

    /// Herfindahl index of the series' gammas, in bps, rounded down: 10,000 for a single series, `10,000 / n` for `n`
    /// equal ones, 0 for an empty book.
    pub fn concentration_bps(&self) -> u32 {
        let gross = u128::from(self.gross_gamma_per_pct);
        match gross {
            0 => 0,
            // A sum of squares is at most the square of the sum.
            _ => share_bps(self.squares().min(gross * gross), gross * gross),
        }
    }

    fn squares(&self) -> u128 {
        let [low, high] = self.gamma_squares.map(u128::from);
        high << 64 | low
    }
}

/// Gamma without its sign; below 2^64, so that its square fits.
fn size(exposure: &Exposure) -> u128 {
    u128::from(exposure.gamma_per_pct.unsigned_abs())
}

fn swap(total: i64, old: i64, new: i64) -> Result<i64> {
    let total = i128::from(total) - i128::from(old) + i128::from(new);
    i64::try_from(total).map_err(|_| RiskError::Overflow)
}

/// `part x 10,000 / whole` rounded down, for `part <= whole` and `whole > 0`.
///
/// The product does not fit 128 bits: the factor is taken bit by bit and the remainder kept below `whole`, which needs
/// no division either.
fn share_bps(part: u128, whole: u128) -> u32 {
    let (mut quotient, mut rest) = (0, 0);
    for bit in (0..BPS_BITS).rev() {
        let (doubled, carry) = add_modulo(rest, rest, whole);
        (quotient, rest) = (2 * quotient + carry, doubled);
        if BPS >> bit & 1 == 1 {
            let (sum, carry) = add_modulo(rest, part, whole);
            (quotient, rest) = (quotient + carry, sum);
        }
    }
    quotient
}

/// `a + b` less `whole` if it reaches that, and whether it did; `a < whole` and `b <= whole`.
fn add_modulo(a: u128, b: u128, whole: u128) -> (u128, u32) {
    let (sum, past) = a.overflowing_add(b);
    if past || sum >= whole {
        (sum.wrapping_sub(whole), 1)
    } else {
        (sum, 0)
    }
}
