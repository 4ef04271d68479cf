//! The estimates of realised variance, and the volatilities the decisions use.

use option_math::{kernel, Vol, I64F64};

use super::ewma::{
    blend, median, normalised_return, square, times, variance_of_bps, weight, winsorised,
    MEDIAN_TO_VARIANCE,
};
use super::{VolParams, VARIANCE_FRACTION_BITS, VOL_FRACTION_BITS};
use crate::error::{Result, RiskError};
use crate::numeric::{add, bps, mul};

/// The estimates and the last samples.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct VolState {
    /// Slow annualised variance, winsorised, units of 2^-48.
    pub slow_variance: u64,
    /// Fast annualised variance, winsorised, units of 2^-48.
    pub fast_variance: u64,
    /// Annualised variance at the slow half-life, jumps and all, units of 2^-48.
    pub total_variance: u64,
    /// Annualised variance at the slow half-life by medians of three, which no jump reaches, units of 2^-48.
    pub median_variance: u64,
    /// The last two normalised returns `|r| / sqrt(dt)` a year, newest first, units of 2^-32.
    pub returns: [u64; 2],
    /// Price of the last sample, feed units.
    pub sampled_price: u64,
    /// Time of the last sample.
    pub sampled_ts: i64,
}

const _: () = assert!(core::mem::size_of::<VolState>() == 64);

impl VolState {
    /// Every estimate at `initial`, sampled at `price`, as after two returns whose medians say just that.
    ///
    /// [`RiskError::ZeroPrice`] for no price, [`RiskError::Overflow`] for a volatility of 25,600% or more,
    /// [`RiskError::Math`] for one below zero.
    pub fn new(initial: Vol, price: u64, ts: i64) -> Result<Self> {
        if price == 0 {
            return Err(RiskError::ZeroPrice);
        }
        let variance = to_state(mul(initial.0, initial.0)?)?;
        let median = (u128::from(variance) << 32) / u128::from(MEDIAN_TO_VARIANCE);
        let typical = kernel::sqrt(I64F64::from_bits(
            (median as i128) << (64 - VARIANCE_FRACTION_BITS),
        ))?;
        let typical = (typical.to_bits() >> (64 - VOL_FRACTION_BITS)) as u64;
        Ok(Self {
            slow_variance: variance,
            fast_variance: variance,
            total_variance: variance,
            median_variance: variance,
            returns: [typical; 2],
            sampled_price: price,
            sampled_ts: ts,
        })
    }

    /// Takes a sample; `false` if less than `min_dt_secs` has passed since the last, in which case nothing changes.
    ///
    /// The estimates therefore depend on the prices, not on how often anybody cranks between two samples.
    /// [`RiskError::ZeroPrice`] for no price.
    pub fn sample(&mut self, params: &VolParams, ts: i64, price: u64) -> Result<bool> {
        if price == 0 {
            return Err(RiskError::ZeroPrice);
        }
        let dt = match u64::try_from(ts.saturating_sub(self.sampled_ts)) {
            Ok(dt) if dt > 0 && dt >= u64::from(params.min_dt_secs) => dt,
            _ => return Ok(false),
        };
        let newest = normalised_return(price, self.sampled_price, dt)?;
        let slow_weight = weight(dt, params.slow_half_life_secs)?;
        let fast_weight = weight(dt, params.fast_half_life_secs)?;
        let realised = square(newest);
        let middle = times(
            square(median(newest, self.returns[0], self.returns[1])),
            MEDIAN_TO_VARIANCE,
        );
        let (floor, cap) = (
            variance_of_bps(params.floor_bps),
            variance_of_bps(params.cap_bps),
        );
        let winsorised =
            |old, weight| blend(old, winsorised(realised, old, floor, params), weight).min(cap);
        *self = Self {
            slow_variance: winsorised(self.slow_variance, slow_weight),
            fast_variance: winsorised(self.fast_variance, fast_weight),
            total_variance: blend(self.total_variance, realised, slow_weight).min(cap),
            median_variance: blend(self.median_variance, middle, slow_weight).min(cap),
            returns: [newest, self.returns[0]],
            sampled_price: price,
            sampled_ts: ts,
        };
        Ok(true)
    }

    /// Both estimates.
    pub fn estimates(&self, params: &VolParams) -> Result<Estimates> {
        Ok(Estimates {
            slow: self.slow(params)?,
            fast: self.fast(params)?,
        })
    }

    /// The slow volatility, with floor and cap.
    pub fn slow(&self, params: &VolParams) -> Result<Vol> {
        volatility(self.slow_variance, params)
    }

    /// The fast volatility, with floor and cap.
    pub fn fast(&self, params: &VolParams) -> Result<Vol> {
        volatility(self.fast_variance, params)
    }

    /// The part of the latest variance that came by jumps, units of 2^-48: all of it less what medians of three show.
    pub fn jump_variance(&self) -> u64 {
        self.total_variance.saturating_sub(self.median_variance)
    }

    /// The root of [`Self::jump_variance`], neither floored nor capped.
    pub fn jump_vol(&self) -> Result<Vol> {
        Ok(Vol(kernel::sqrt(from_state(self.jump_variance()))?))
    }

    /// The least volatility to quote: `sqrt(max(fast, slow)^2 + jump variance)`, with floor and cap. Up fast, down slow:
    /// an option lives for days, and jumps are counted over the slow half-life.
    pub fn quote_vol(&self, params: &VolParams) -> Result<Vol> {
        let diffusive = self.slow_variance.max(self.fast_variance);
        volatility(diffusive.saturating_add(self.jump_variance()), params)
    }
}

/// Both estimates at one moment, with floor and cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimates {
    /// Over days.
    pub slow: Vol,
    /// Over an hour.
    pub fast: Vol,
}

impl Estimates {
    /// The volatility that marks positions: `implied` held to 0.75 x slow ..= 2 x max(fast, slow).
    ///
    /// Implied volatility comes from cleared sales; the bounds keep one odd sale from moving every mark.
    pub fn mark_vol(&self, implied: Vol) -> Result<Vol> {
        let (slow, fast) = (self.slow.0, self.fast.0);
        let least = mul(slow, bps(7_500))?;
        let most = add(slow.max(fast), slow.max(fast))?;
        Ok(Vol(implied.0.min(most).max(least)))
    }
}

/// The root of a stored variance, with floor and cap.
fn volatility(variance: u64, params: &VolParams) -> Result<Vol> {
    Ok(params.clamp(kernel::sqrt(from_state(variance))?))
}

fn from_state(variance: u64) -> I64F64 {
    I64F64::from_bits(i128::from(variance) << (64 - VARIANCE_FRACTION_BITS))
}

fn to_state(variance: I64F64) -> Result<u64> {
    u64::try_from(variance.to_bits() >> (64 - VARIANCE_FRACTION_BITS))
        .map_err(|_| RiskError::Overflow)
}
