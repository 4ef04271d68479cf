//! Option kinds and exact conversion between base atoms, quote atoms and feed prices.
//!
//! Prices are the oracle's own integers: `price x 10^exponent` quote per whole base token. A call series is
//! collateralised and paid in base atoms, a put series in quote atoms.

use crate::error::{Result, RiskError};
use crate::numeric::{mul_div_down, mul_div_up, to_u64};

pub use crate::numeric::{mul_bps_down, mul_bps_up, BPS};

/// Most decimals a mint may have.
pub const MAX_DECIMALS: u8 = 18;

/// Exponents a feed may have.
pub const PRICE_EXPONENTS: core::ops::RangeInclusive<i32> = -18..=8;

/// Call or put.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Pays `(1 - K/P)+` base per contract.
    Call = 0,
    /// Pays `(K - P)+` quote per contract.
    Put = 1,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Call, Self::Put];

    /// As people call it: `call`, `put`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Put => "put",
        }
    }
}

impl TryFrom<u8> for Kind {
    type Error = RiskError;

    /// Inverse of `as u8`; [`RiskError::UnknownKind`] for any other byte.
    fn try_from(byte: u8) -> Result<Self> {
        match byte {
            0 => Ok(Self::Call),
            1 => Ok(Self::Put),
            _ => Err(RiskError::UnknownKind(byte)),
        }
    }
}

/// The decimals that tie base atoms, quote atoms and the feed's prices together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Decimals of the base mint and of every option mint.
    pub base_decimals: u8,
    /// Decimals of the quote mint.
    pub quote_decimals: u8,
    /// Power of ten of one feed unit, in quote per whole base.
    pub price_exponent: i32,
}

/// Power of ten between `base atoms x price` and quote atoms.
enum Shift {
    Multiply(u128),
    Divide(u128),
}

impl Scale {
    /// [`RiskError::InvalidParameter`] unless decimals are at most 18 and the exponent lies in -18..=8.
    pub fn validate(&self) -> Result<()> {
        if self.base_decimals > MAX_DECIMALS {
            return Err(RiskError::InvalidParameter("base_decimals"));
        }
        if self.quote_decimals > MAX_DECIMALS {
            return Err(RiskError::InvalidParameter("quote_decimals"));
        }
        if !PRICE_EXPONENTS.contains(&self.price_exponent) {
            return Err(RiskError::InvalidParameter("price_exponent"));
        }
        Ok(())
    }

    fn shift(&self) -> Result<Shift> {
        self.validate()?;
        // At most 36 in size after validation, and 10^36 fits 128 bits.
        let power =
            self.price_exponent + i32::from(self.quote_decimals) - i32::from(self.base_decimals);
        let ten = 10u128.pow(power.unsigned_abs());
        Ok(if power >= 0 {
            Shift::Multiply(ten)
        } else {
            Shift::Divide(ten)
        })
    }

    /// Quote atoms that `base_atoms` are worth at `price`, rounded down.
    pub fn quote_for_base_down(&self, base_atoms: u64, price: u64) -> Result<u64> {
        let product = u128::from(base_atoms) * u128::from(price);
        match self.shift()? {
            Shift::Multiply(ten) => to_u64(product.checked_mul(ten).ok_or(RiskError::Overflow)?),
            Shift::Divide(ten) => to_u64(product / ten),
        }
    }

    /// One whole contract, atoms; [`Self::validate`] has seen to it that it fits.
    pub fn one_contract(&self) -> u64 {
        10u64.saturating_pow(self.base_decimals.into())
    }

    /// Quote atoms that `base_atoms` are worth at `price`, rounded up.
    pub fn quote_for_base_up(&self, base_atoms: u64, price: u64) -> Result<u64> {
        let product = u128::from(base_atoms) * u128::from(price);
        match self.shift()? {
            Shift::Multiply(ten) => to_u64(product.checked_mul(ten).ok_or(RiskError::Overflow)?),
            Shift::Divide(ten) => to_u64(product.div_ceil(ten)),
        }
    }

    /// Base atoms that `quote_atoms` buy at `price`, rounded down.
    pub fn base_for_quote_down(&self, quote_atoms: u64, price: u64) -> Result<u64> {
        let (numerator, denominator) = self.base_fraction(quote_atoms, price)?;
        to_u64(numerator / denominator)
    }

    /// Base atoms that cost `quote_atoms` at `price`, rounded up.
    pub fn base_for_quote_up(&self, quote_atoms: u64, price: u64) -> Result<u64> {
        let (numerator, denominator) = self.base_fraction(quote_atoms, price)?;
        to_u64(numerator.div_ceil(denominator))
    }

    /// Numerator and non-zero denominator of `quote_atoms / price` in base atoms.
    fn base_fraction(&self, quote_atoms: u64, price: u64) -> Result<(u128, u128)> {
        if price == 0 {
            return Err(RiskError::ZeroPrice);
        }
        let (quote, price) = (u128::from(quote_atoms), u128::from(price));
        let fraction = match self.shift()? {
            Shift::Multiply(ten) => price.checked_mul(ten).map(|price| (quote, price)),
            Shift::Divide(ten) => quote.checked_mul(ten).map(|quote| (quote, price)),
        };
        fraction.ok_or(RiskError::Overflow)
    }

    /// The most a short of `contracts` can ever pay, rounded up: `contracts` base atoms for calls,
    /// `contracts x strike` in quote atoms for puts.
    pub fn coverage_up(&self, kind: Kind, contracts: u64, strike: u64) -> Result<u64> {
        match kind {
            Kind::Call => Ok(contracts),
            Kind::Put => self.quote_for_base_up(contracts, strike),
        }
    }

    /// [`Self::coverage_up`] rounded down.
    pub fn coverage_down(&self, kind: Kind, contracts: u64, strike: u64) -> Result<u64> {
        match kind {
            Kind::Call => Ok(contracts),
            Kind::Put => self.quote_for_base_down(contracts, strike),
        }
    }

    /// Payoff at `settlement`, rounded down: what a holder may redeem.
    ///
    /// Calls pay `contracts x (P - K) / P` base atoms, puts `contracts x (K - P)` in quote atoms.
    pub fn payoff_down(
        &self,
        kind: Kind,
        contracts: u64,
        strike: u64,
        settlement: u64,
    ) -> Result<u64> {
        match kind {
            Kind::Call if settlement <= strike => Ok(0),
            Kind::Call => mul_div_down(contracts, settlement - strike, settlement),
            Kind::Put => self.quote_for_base_down(contracts, strike.saturating_sub(settlement)),
        }
    }

    /// [`Self::payoff_down`] rounded up: what a writer owes.
    pub fn payoff_up(
        &self,
        kind: Kind,
        contracts: u64,
        strike: u64,
        settlement: u64,
    ) -> Result<u64> {
        match kind {
            Kind::Call if settlement <= strike => Ok(0),
            Kind::Call => mul_div_up(contracts, settlement - strike, settlement),
            Kind::Put => self.quote_for_base_up(contracts, strike.saturating_sub(settlement)),
        }
    }
}
