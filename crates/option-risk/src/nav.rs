//! What a vault's two assets are worth together, in its collateral: base for calls, quote for puts.

use crate::error::{Result, RiskError};
use crate::numeric::{mul_bps_up, BPS};
use crate::units::{Kind, Scale};

/// A vault's assets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assets {
    /// Base atoms.
    pub base: u64,
    /// Quote atoms.
    pub quote: u64,
}

impl Assets {
    /// `collateral` of a kind's vault, and `other` that is not collateral.
    pub fn join(kind: Kind, collateral: u64, other: u64) -> Self {
        let (base, quote) = match kind {
            Kind::Call => (collateral, other),
            Kind::Put => (other, collateral),
        };
        Self { base, quote }
    }

    /// Atoms of the collateral, and of what is not collateral: proceeds of hedges.
    pub fn split(&self, kind: Kind) -> (u64, u64) {
        match kind {
            Kind::Call => (self.base, self.quote),
            Kind::Put => (self.quote, self.base),
        }
    }

    /// Collateral atoms at the dearest of `prices` and `spread_bps` more for what is not collateral, rounded up: what a
    /// newcomer's deposit is measured by. Whoever comes in at a print of their choice and leaves in kind must not have
    /// traded the difference; a price of zero is none.
    pub fn worth_up(
        &self,
        kind: Kind,
        prices: &[u64],
        spread_bps: u32,
        scale: &Scale,
    ) -> Result<u64> {
        let prices = prices.iter().copied().filter(|price| *price > 0);
        let other = match kind {
            Kind::Call => match prices.min() {
                Some(low) => scale.base_for_quote_up(self.quote, low)?,
                None => return Err(RiskError::ZeroPrice),
            },
            Kind::Put => match prices.max() {
                Some(high) => scale.quote_for_base_up(self.base, high)?,
                None => return Err(RiskError::ZeroPrice),
            },
        };
        self.plus(kind, mul_bps_up(other, BPS.saturating_add(spread_bps))?)
    }

    /// Collateral atoms at `price`, rounded down: what fees and reports are measured by.
    pub fn worth_down(&self, kind: Kind, price: u64, scale: &Scale) -> Result<u64> {
        let other = match kind {
            Kind::Call => scale.base_for_quote_down(self.quote, price)?,
            Kind::Put => scale.quote_for_base_down(self.base, price)?,
        };
        self.plus(kind, other)
    }

    fn plus(&self, kind: Kind, other: u64) -> Result<u64> {
        let (collateral, _) = self.split(kind);
        collateral.checked_add(other).ok_or(RiskError::Overflow)
    }
}
