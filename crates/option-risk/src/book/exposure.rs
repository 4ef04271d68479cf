//! What one series adds to the book.

use option_math::{price_and_greeks, OptionInputs, Price, Rate, Vol, Years, I64F64};

use crate::calendar::years_to;
use crate::error::{Result, RiskError};
use crate::numeric::PER_CENT;
use crate::units::{Kind, Scale};
use crate::valuation::inverse_moneyness;

/// Fractional bits of a share of notional.
const SHARE_BITS: u32 = 57;

/// What rounds a product by a share up.
const SHARE_ROUND: u128 = (1 << SHARE_BITS) - 1;

/// Flow that moves of price and volatility force on hedgers, in quote atoms; negative for short positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// Delta hedge per 1% move of the price.
    pub gamma_per_pct: i64,
    /// Value per volatility point (0.01 a year).
    pub vega: i64,
}

impl Exposure {
    /// What is left of it with `left` of `before` shorts, rounded towards zero; nothing of nothing.
    pub fn share(&self, left: u64, before: u64) -> Self {
        let share = |flow: i64| {
            let product = i128::from(flow) * i128::from(left.min(before));
            // At most `flow` in size.
            product.checked_div(i128::from(before)).unwrap_or(0) as i64
        };
        Self {
            gamma_per_pct: share(self.gamma_per_pct),
            vega: share(self.vega),
        }
    }
}

/// The market at the moment the book is refreshed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookView {
    /// Spot, feed units.
    pub spot: u64,
    /// Unix seconds.
    pub now: i64,
    /// Volatility the series are valued at.
    pub vol: Vol,
    /// Units of prices and amounts.
    pub scale: Scale,
}

/// Exposure of a series with `open_shorts` contract atoms; zero without shorts, and at or after its expiry.
///
/// `Gamma S^2 1% x contracts` and `vega 0.01 x contracts` by Black-Scholes at rate zero, each the same for calls and
/// puts: a share of the contracts' notional (in whole quote atoms), rounded up in size. Gamma grows without bound
/// towards an expiry at the money, but no move turns a delta by more than one: it is capped at the notional.
///
/// # Errors
/// [`RiskError::ZeroPrice`] for a spot or strike of zero; [`RiskError::Overflow`] for a notional past `i64`;
/// [`RiskError::Math`] outside the domain of [`price_and_greeks`].
pub fn exposure(
    view: &BookView,
    strike: u64,
    expiry_ts: i64,
    open_shorts: u64,
) -> Result<Exposure> {
    if open_shorts == 0 || expiry_ts <= view.now {
        return Ok(Exposure::default());
    }
    let years = years_to(expiry_ts, view.now);
    let unit = UnitExposure::new(strike, view.spot, years, view.vol)?;
    let notional = view.scale.quote_for_base_down(open_shorts, view.spot)?;
    Ok(Exposure {
        gamma_per_pct: short(notional, unit.gamma)?,
        vega: short(notional, unit.vega)?,
    })
}

/// [`Exposure`] of one contract held, as shares of its notional in units of `2^-SHARE_BITS`.
pub(super) struct UnitExposure {
    /// `min(S Gamma / 100, 1)`.
    gamma: u64,
    /// `vega / (100 S)`, at most `8 n(0) / 100`.
    vega: u64,
}

impl UnitExposure {
    /// Both depend on `K/S` alone; rounded up, beyond the error of [`price_and_greeks`].
    pub(super) fn new(strike: u64, spot: u64, years: Years, vol: Vol) -> Result<Self> {
        let (_, greeks) = price_and_greeks(&OptionInputs {
            spot: Price(I64F64::ONE),
            strike: Price(inverse_moneyness(Kind::Call, spot, strike)?),
            years,
            vol,
            rate: Rate::ZERO,
        })?;
        Ok(Self {
            gamma: hundredth_up(greeks.gamma),
            vega: hundredth_up(greeks.vega),
        })
    }

    /// The gamma as a number, exactly.
    pub(super) fn gamma(&self) -> I64F64 {
        I64F64::from_bits(i128::from(self.gamma) << (64 - SHARE_BITS))
    }
}

/// The smaller of 1 and a hundredth of a Greek that is at least zero, rounded up.
///
/// A hundred takes 7 bits, so that what is left of 64 holds the fraction and no 128-bit division is needed.
fn hundredth_up(greek: I64F64) -> u64 {
    let bits = greek
        .clamp(I64F64::ZERO, I64F64::from_bits(i128::from(PER_CENT) << 64))
        .to_bits() as u128;
    let coarse = bits.wrapping_add((1 << (64 - SHARE_BITS)) - 1) >> (64 - SHARE_BITS);
    (coarse as u64).div_ceil(PER_CENT)
}

/// A short's flow: `notional x share` rounded up in size.
fn short(notional: u64, share: u64) -> Result<i64> {
    let flow = (u128::from(notional) * u128::from(share) + SHARE_ROUND) >> SHARE_BITS;
    Ok(-i64::try_from(flow).map_err(|_| RiskError::Overflow)?)
}
