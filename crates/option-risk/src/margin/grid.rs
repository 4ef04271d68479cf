//! Revaluing one leg in every scenario.

use option_math::{
    kernel, price_and_greeks, AtSpot, AtVol, OptionInputs, Price, Series, SpotFactor, Vol, I64F64,
};

use super::scenario::{self, INNER_THIRDS, SPOTS};
use super::tenor::Tenor;
use super::{Leg, Level, MarginParams, MarketView};
use crate::error::{Result, RiskError};
use crate::numeric::{bps, milli, mul, mul_bps_up, ratio_down, BPS, DAY_SECS, YEAR_SECS};
use crate::units::Kind;
use crate::valuation::inverse_moneyness;

/// The two tails may leave no less than this share of spot, bps.
const LEAST_SPOT_BPS: u32 = 500;

/// A leg at the present spot: independent of its size.
#[derive(Clone, Copy)]
pub struct Base {
    /// Inverse moneyness; none where it rounds to zero and the option is worth all of its coverage.
    spot: Option<AtSpot>,
    /// Value at the mark volatility, a fraction of coverage in units of 2^-64; a unit short of one where it is all of it.
    pub mark: u64,
    /// A day's gamma loss as a fraction of coverage, where the level asks for it; not bounded by coverage.
    pub gamma_addon: I64F64,
}

/// What every leg of one account shares: shocked spots and volatility at one level.
pub struct Grid<'a> {
    kind: Kind,
    view: &'a MarketView,
    params: &'a MarginParams,
    vol: Vol,
    /// Gamma losses asked for, at one day's move; zero for maintenance.
    gamma_weight: I64F64,
    /// Factors on the inverse moneyness: of a shocked spot for puts, of its reciprocal for calls.
    factors: [SpotFactor; SPOTS],
}

impl<'a> Grid<'a> {
    /// The grid at `level`; the scenarios `looked_at` are all that may be asked for. [`RiskError::ZeroPrice`] without a spot.
    pub fn new(
        kind: Kind,
        view: &'a MarketView,
        params: &'a MarginParams,
        level: Level,
        looked_at: &[usize],
    ) -> Result<Self> {
        if view.spot == 0 {
            return Err(RiskError::ZeroPrice);
        }
        let vol = match level {
            Level::Maintenance => view.maintenance_vol,
            // New risk is never asked for less than what it must maintain.
            Level::Initial | Level::StressedInitial => view.initial_vol.max(view.maintenance_vol),
        };
        let day = day_deviation(vol)?;
        let range = range(day, params)?;
        let tail = mul(range, bps(params.tail_multiple_bps))?;
        // A range is below one.
        let third = I64F64::from_bits(i128::from(range.to_bits() as u64 / 3));
        let mut factors = [SpotFactor::ONE; SPOTS];
        for index in looked_at.iter().filter(|index| **index < SPOTS) {
            let shock = match index.checked_sub(INNER_THIRDS.len()) {
                None if INNER_THIRDS[*index] == 0 => continue,
                None => third.saturating_mul_int(INNER_THIRDS[*index].into()),
                Some(0) => tail,
                Some(_) => -tail,
            };
            factors[*index] = spot_factor(kind, shock)?;
        }
        Ok(Self {
            kind,
            view,
            params,
            vol,
            gamma_weight: match level {
                Level::Maintenance => I64F64::ZERO,
                _ => mul(mul(day, day)?, bps(params.gamma_addon_bps))? / 2,
            },
            factors,
        })
    }

    /// What the legs of one expiry share; [`RiskError::ExpiredLeg`] at or after it.
    pub fn tenor(&self, expiry_ts: i64) -> Result<Tenor> {
        Tenor::new(self.view, self.params, self.vol, expiry_ts)
    }

    /// The leg at the present spot; `tenor` is that of its expiry. At rate zero a call's `C(S,K) / S` is the put at spot
    /// `K/S` and strike 1, as a put's `P(S,K) / K` is at spot `S/K`: one series values both kinds.
    pub fn base(&self, leg: &Leg, tenor: &Tenor) -> Result<Base> {
        let series = &tenor.series;
        let ratio = inverse_moneyness(self.kind, self.view.spot, leg.strike)?;
        let Ok(spot) = series.at_spot(Price(ratio)) else {
            return Ok(Base {
                spot: None,
                mark: u64::MAX,
                gamma_addon: I64F64::ZERO,
            });
        };
        let mark_vol = self.view.mark_vol_at(leg.strike)?;
        Ok(Base {
            spot: Some(spot),
            mark: match mark_vol == self.view.mark_vol {
                true => value(series, &spot, &tenor.mark),
                false => value(series, &spot, &series.at_vol(mark_vol)?),
            },
            gamma_addon: match leg.net_short() > 0 && self.gamma_weight > I64F64::ZERO {
                true => self.gamma_addon(ratio, tenor, mark_vol)?,
                false => I64F64::ZERO,
            },
        })
    }

    /// The spot of a scenario, for [`Self::unit`] at each of its volatilities; none beyond all bounds.
    #[inline(always)]
    pub fn shifted(&self, base: &Base, tenor: &Tenor, scenario: usize) -> Option<AtSpot> {
        let factor = &self.factors[scenario::spot_of(scenario)];
        tenor.series.at_factor(base.spot.as_ref()?, factor)
    }

    /// Value in a scenario whose spot is `at`, in units of 2^-64 of coverage; in a tail
    /// `mark + weight x max(0, V - mark)`.
    #[inline(always)]
    pub fn unit(
        &self,
        base: &Base,
        at: Option<&AtSpot>,
        tenor: &Tenor,
        scenario: usize,
    ) -> Result<u64> {
        if base.spot.is_none() {
            return Ok(u64::MAX);
        }
        let (vol, is_tail) = match scenario.checked_sub(SPOTS) {
            None => (&tenor.up, scenario >= INNER_THIRDS.len()),
            Some(rest) if rest < INNER_THIRDS.len() => (&tenor.flat, false),
            Some(_) => (&tenor.down, false),
        };
        // A spot beyond all bounds leaves nothing of the put.
        let value = at.map_or(0, |at| value(&tenor.series, at, vol));
        match is_tail {
            true => self.weighted(value, base.mark),
            false => Ok(value),
        }
    }

    /// A tail counts its excess over the mark by weight, rounded up.
    fn weighted(&self, value: u64, mark: u64) -> Result<u64> {
        let excess = mul_bps_up(value.saturating_sub(mark), self.params.tail_weight_bps)?;
        Ok(mark.saturating_add(excess))
    }

    /// `weight x 1/2 Gamma (spot x one day's deviation)^2` as a fraction of coverage, at the mark.
    ///
    /// On the unit scale both kinds are the put `p(x)` at the inverse moneyness `x`, whose relative moves are the spot's:
    /// `1/2 p''(x) x^2`.
    fn gamma_addon(&self, ratio: I64F64, tenor: &Tenor, vol: Vol) -> Result<I64F64> {
        let inputs = OptionInputs {
            spot: Price(ratio),
            ..tenor.inputs(vol)
        };
        let (_, greeks) = price_and_greeks(&inputs)?;
        let gamma = mul(mul(greeks.gamma, ratio)?, ratio)?;
        // At a vanishing time to expiry gamma has no bound; the charge has.
        mul(gamma.min(I64F64::from_num(1 << 20)), self.gamma_weight)
    }
}

/// One day's standard deviation.
fn day_deviation(vol: Vol) -> Result<I64F64> {
    mul(vol.0, kernel::sqrt(ratio_down(DAY_SECS, YEAR_SECS)?)?)
}

/// `max(floor, sigmas x one day's deviation)`, clamped so that the lower tail stays at 5% of spot or more.
fn range(day: I64F64, params: &MarginParams) -> Result<I64F64> {
    let range = mul(milli(params.range_sigmas_milli), day)?;
    let most = (I64F64::ONE - bps(LEAST_SPOT_BPS))
        .checked_div(bps(params.tail_multiple_bps.max(BPS)))
        .ok_or(RiskError::Overflow)?;
    Ok(range.max(bps(params.range_floor_bps)).min(most))
}

/// `1 + shock` for puts, its reciprocal for calls. `shock` lies above -0.95.
fn spot_factor(kind: Kind, shock: I64F64) -> Result<SpotFactor> {
    let spot = SpotFactor::new(I64F64::ONE.saturating_add(shock))?;
    Ok(match kind {
        Kind::Put => spot,
        Kind::Call => spot.inverse(),
    })
}

/// The put at a spot and strike 1, in units of 2^-64.
fn value(series: &Series, spot: &AtSpot, vol: &AtVol) -> u64 {
    let bits = series.price(spot, vol).put.0.to_bits();
    // Never below zero: a difference of the formula is not, nor is parity where the spot is below the strike.
    match (bits >> 64) as i64 {
        0 => bits as u64,
        _ => u64::MAX,
    }
}
