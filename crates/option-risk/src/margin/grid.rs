//! Revaluing one leg in every scenario.

use option_math::{
    kernel, price_and_greeks, AtSpot, AtVol, OptionInputs, Price, Series, SpotFactor, Vol, I64F64,
};

use super::scenario::{feared, INNER_THIRDS, SCENARIOS, SPOTS};
use super::tenor::Tenor;
use super::{Leg, Level, MarginParams, MarketView};
use crate::error::{Result, RiskError};
use crate::numeric::{bps, milli, mul, mul_bps_up, ratio_down, BPS, DAY_SECS, YEAR_SECS};
use crate::units::Kind;
use crate::valuation::inverse_moneyness;

/// The two tails may leave no less than this share of spot, bps.
const LEAST_SPOT_BPS: u32 = 500;

/// A leg's value as fractions of its coverage, independent of its size: in units of 2^-64, and a unit short of one where it
/// is all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitValues {
    /// At the present spot and the mark volatility.
    pub mark: u64,
    /// In the scenarios of a reach, in their order; zero beyond.
    pub scenarios: [u64; SCENARIOS],
    /// A day's gamma loss at the present spot, where the level asks for it; not bounded by coverage.
    pub gamma_addon: I64F64,
}

impl UnitValues {
    /// All zero, to be filled by [`Grid::revalue`].
    pub const ZERO: Self = Self {
        mark: 0,
        scenarios: [0; SCENARIOS],
        gamma_addon: I64F64::ZERO,
    };
}

/// Which scenarios are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// None: the mark alone.
    Mark,
    /// The two of which one is the worst where nothing offsets a short: no other of the grid can be.
    Worst,
    /// All.
    All,
}

/// Every scenario of the grid.
const ALL: [usize; SCENARIOS] = {
    let mut all = [0; SCENARIOS];
    let mut index = 0;
    while index < SCENARIOS {
        all[index] = index;
        index += 1;
    }
    all
};

impl Reach {
    /// Indices of the scenarios, ascending.
    pub fn scenarios(self, kind: Kind) -> &'static [usize] {
        match self {
            Self::Mark => &[],
            Self::Worst => feared(kind),
            Self::All => &ALL,
        }
    }
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
    /// The grid at `level`, for legs looked at as far as `reach`. [`RiskError::ZeroPrice`] without a spot.
    pub fn new(
        kind: Kind,
        view: &'a MarketView,
        params: &'a MarginParams,
        level: Level,
        reach: Reach,
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
        // A range is below one half.
        let third = I64F64::from_bits(i128::from(range.to_bits() as u64 / 3));
        let mut factors = [SpotFactor::ONE; SPOTS];
        for index in reach.scenarios(kind).iter().take_while(|i| **i < SPOTS) {
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

    /// Fills `out` with the leg's value in the scenarios of `reach`; `tenor` is that of its expiry.
    ///
    /// In a tail the value is `mark + weight x max(0, V - mark)`. At rate zero a call's `C(S,K) / S` is the put at spot
    /// `K/S` and strike 1, as a put's `P(S,K) / K` is at spot `S/K`: one series values both kinds.
    pub fn revalue(
        &self,
        leg: &Leg,
        tenor: &Tenor,
        reach: Reach,
        out: &mut UnitValues,
    ) -> Result<()> {
        let series = &tenor.series;
        let ratio = inverse_moneyness(self.kind, self.view.spot, leg.strike)?;
        let Ok(spot) = series.at_spot(Price(ratio)) else {
            // A ratio rounded to zero: worth the strike wherever the spot goes.
            out.mark = u64::MAX;
            out.scenarios[..reach.scenarios(self.kind).len()].fill(u64::MAX);
            return Ok(());
        };
        let mark_vol = self.view.mark_vol_at(leg.strike)?;
        out.mark = match mark_vol == self.view.mark_vol {
            true => value(series, &spot, &tenor.mark),
            false => value(series, &spot, &series.at_vol(mark_vol)?),
        };
        if reach != Reach::Mark && self.gamma_weight > I64F64::ZERO {
            out.gamma_addon = self.gamma_addon(ratio, tenor, mark_vol)?;
        }
        match reach {
            Reach::Mark => Ok(()),
            Reach::Worst => {
                for (value, index) in out.scenarios.iter_mut().zip(feared(self.kind)) {
                    let shocked = self.shocked(series, &spot, *index, &tenor.up);
                    *value = self.scenario(*index, shocked, out.mark)?;
                }
                Ok(())
            }
            Reach::All => self.all(&spot, tenor, out),
        }
    }

    /// Every scenario, each spot worked out once for its volatilities.
    fn all(&self, spot: &AtSpot, tenor: &Tenor, out: &mut UnitValues) -> Result<()> {
        let series = &tenor.series;
        let (flat, down) = tenor.lower(self.params, self.vol)?;
        let inner = INNER_THIRDS.len();
        for (index, factor) in self.factors.iter().enumerate() {
            let at = series.at_factor(spot, factor);
            let value_at = |vol: &AtVol| at.as_ref().map_or(0, |at| value(series, at, vol));
            out.scenarios[index] = self.scenario(index, value_at(&tenor.up), out.mark)?;
            if index < inner {
                out.scenarios[SPOTS + index] = value_at(&flat);
                out.scenarios[SPOTS + inner + index] = value_at(&down);
            }
        }
        Ok(())
    }

    /// The put at the spot of a scenario; a spot beyond all bounds leaves nothing of it.
    fn shocked(&self, series: &Series, spot: &AtSpot, index: usize, vol: &AtVol) -> u64 {
        let at = series.at_factor(spot, &self.factors[index]);
        at.map_or(0, |at| value(series, &at, vol))
    }

    /// A tail counts its excess over the mark by weight, rounded up.
    fn scenario(&self, index: usize, value: u64, mark: u64) -> Result<u64> {
        if index < INNER_THIRDS.len() {
            return Ok(value);
        }
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
    match (bits >> 64) as i64 {
        0 => bits as u64,
        high if high < 0 => 0,
        _ => u64::MAX,
    }
}
