//! Gamma over a range of spots.

use option_math::{Vol, Years, I64F64};

use super::exposure::UnitExposure;
use crate::error::{Result, RiskError};
use crate::numeric::mul_div_down;
use crate::units::Scale;

/// Spots of a profile: 0.6 to 1.4 times the present one in steps of 0.005.
pub const POINTS: usize = 161;

/// The first spot and one, in steps.
const FIRST_STEP: u64 = 120;
const STEPS_PER_SPOT: u64 = 200;

/// A holding of one option; calls and puts have the same gamma, so its kind does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Strike, feed units.
    pub strike: u64,
    /// Time to expiry; an expired option has no gamma.
    pub years: Years,
    /// Contract atoms; negative if hedgers are short.
    pub contracts: i64,
    /// Annualised volatility, held as the spot moves.
    pub vol: Vol,
}

/// Gamma of all positions at one spot, in quote atoms of delta hedge per 1% move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Spot, feed units.
    pub spot: u64,
    /// With signs.
    pub net: I64F64,
    /// Without.
    pub gross: I64F64,
}

/// The positions' gamma at [`POINTS`] spots from 0.6 to 1.4 times `spot`, each rounded down to a feed unit.
///
/// `GEX(P) = sum of contracts x Gamma(P) P^2 1%`, sticky strike, capped per position as in [`super::exposure`].
/// Errors as there, point by point.
pub fn profile<'a>(
    positions: &'a [Position],
    spot: u64,
    scale: &'a Scale,
) -> impl Iterator<Item = Result<Point>> + 'a {
    (0..POINTS as u64).map(move |step| {
        let at = mul_div_down(spot, FIRST_STEP + step, STEPS_PER_SPOT)?;
        Point::of(positions, at, scale)
    })
}

impl Point {
    /// Sums `positions` at `spot`.
    pub(super) fn of<'a>(
        positions: impl IntoIterator<Item = &'a Position>,
        spot: u64,
        scale: &Scale,
    ) -> Result<Self> {
        let mut sum = Self {
            spot,
            net: I64F64::ZERO,
            gross: I64F64::ZERO,
        };
        for position in positions {
            let gamma = position.gamma(spot, scale)?;
            let net = match position.contracts {
                0.. => sum.net.checked_add(gamma),
                _ => sum.net.checked_sub(gamma),
            };
            let gross = sum.gross.checked_add(gamma);
            (sum.net, sum.gross) = net.zip(gross).ok_or(RiskError::Overflow)?;
        }
        Ok(sum)
    }
}

impl Position {
    /// Size of its gamma, quote atoms per 1%.
    fn gamma(&self, spot: u64, scale: &Scale) -> Result<I64F64> {
        let unit = UnitExposure::new(self.strike, spot, self.years, self.vol)?;
        let notional = scale.quote_for_base_down(self.contracts.unsigned_abs(), spot)?;
        I64F64::checked_from_num(notional)
            .and_then(|notional| notional.checked_mul(unit.gamma()))
            .ok_or(RiskError::Overflow)
    }
}
