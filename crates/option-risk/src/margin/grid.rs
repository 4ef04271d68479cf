//! Revaluing one leg in every scenario.

use option_math::{kernel, AtVol, Price, Rate, Series, Vol, I64F64};

use super::scenario::{VolShock, INNER_THIRDS, SCENARIOS, SPOTS, VOL_SHOCKS};
use super::{Leg, Level, MarginParams, MarketView};
use crate::calendar::years_to;
use crate::error::{Result, RiskError};
use crate::numeric::{add, bps, milli, mul, ratio_down, BPS, DAY_SECS, YEAR_SECS};
use crate::units::Kind;
use crate::valuation::inverse_moneyness;

/// The two tails may leave no less than this share of spot, bps.
const LEAST_SPOT_BPS: u32 = 500;

/// A shocked volatility is at least this share of the unshocked, bps.
const LEAST_VOL_BPS: u32 = 1_000;

/// Tenor at which the volatility shocks are stated, seconds.
const SHOCK_TENOR_SECS: u64 = 30 * DAY_SECS;

/// Power of the tenor by which short-dated volatility moves more (Derive v2), x 1000.
const TENOR_POWER_MILLI: u32 = 300;

/// A leg's value in every scenario as fractions of its coverage: independent of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitValues {
    /// At the present spot and the mark volatility.
    pub mark: I64F64,
    /// Per scenario, in the order of [`super::Scenario::from_index`].
    pub scenarios: [I64F64; SCENARIOS],
}

impl UnitValues {
    /// All zero, to be filled by [`Grid::revalue`].
    pub const ZERO: Self = Self {
        mark: I64F64::ZERO,
        scenarios: [I64F64::ZERO; SCENARIOS],
    };
}

/// What every leg of one account shares: shocked spots and volatility at one level.
pub struct Grid<'a> {
    kind: Kind,
    view: &'a MarketView,
    params: &'a MarginParams,
    vol: Vol,
    /// Factors on the inverse moneyness: of a shocked spot for puts, of its reciprocal for calls.
    factors: [I64F64; SPOTS],
}

/// Volatility factors of one expiry.
struct VolFactors {
    down: I64F64,
    up: I64F64,
}

impl<'a> Grid<'a> {
    /// The grid at `level`. [`RiskError::ZeroPrice`] without a spot.
    pub fn new(
        kind: Kind,
        view: &'a MarketView,
        params: &'a MarginParams,
        level: Level,
    ) -> Result<Self> {
        if view.spot == 0 {
            return Err(RiskError::ZeroPrice);
        }
        let vol = match level {
            Level::Maintenance => view.maintenance_vol,
            // New risk is never asked for less than what it must maintain.
            Level::Initial | Level::StressedInitial => view.initial_vol.max(view.maintenance_vol),
        };
        let range = range(vol, params)?;
        let tail = mul(range, bps(params.tail_multiple_bps))?;
        let mut grid = Self {
            kind,
            view,
            params,
            vol,
            factors: [I64F64::ONE; SPOTS],
        };
        for (factor, thirds) in grid.factors.iter_mut().zip(INNER_THIRDS) {
            let shock = I64F64::from_bits(range.to_bits() * i128::from(thirds) / 3);
            *factor = spot_factor(kind, shock);
        }
        grid.factors[SPOTS - 2] = spot_factor(kind, tail);
        grid.factors[SPOTS - 1] = spot_factor(kind, -tail);
        Ok(grid)
    }

    /// Fills `out` with the leg's value in every scenario; [`RiskError::ExpiredLeg`] at or after its expiry.
    ///
    /// In a tail the value is `mark + weight x max(0, V - mark)`. At rate zero a call's `C(S,K) / S` is the put at spot
    /// `K/S` and strike 1, as a put's `P(S,K) / K` is at spot `S/K`: one series values both kinds.
    pub fn revalue(&self, leg: &Leg, out: &mut UnitValues) -> Result<()> {
        if leg.expiry_ts <= self.view.now {
            return Err(RiskError::ExpiredLeg);
        }
        let years = years_to(leg.expiry_ts, self.view.now);
        let ratio = inverse_moneyness(self.kind, self.view.spot, leg.strike)?;
        let series = Series::new(Price(I64F64::ONE), years, Rate::ZERO)?;
        let mark_vol = self.view.mark_vol_at(leg.strike)?;
        out.mark = values(&series, ratio, [&series.at_vol(mark_vol)?])[0];
        let vols = self.shocked_vols(&series, leg)?;
        let (inner, tails) = out
            .scenarios
            .split_at_mut(INNER_THIRDS.len() * VOL_SHOCKS.len());
        for (row, factor) in inner.chunks_mut(VOL_SHOCKS.len()).zip(&self.factors) {
            row.copy_from_slice(&values(&series, mul(ratio, *factor)?, vols.each_ref()));
        }
        let [.., up] = &vols;
        for (value, factor) in tails.iter_mut().zip(&self.factors[SPOTS - 2..]) {
            let [at_tail] = values(&series, mul(ratio, *factor)?, [up]);
            *value = self.weighted(at_tail, out.mark)?;
        }
        Ok(())
    }

    fn weighted(&self, value: I64F64, mark: I64F64) -> Result<I64F64> {
        let excess = (value - mark).max(I64F64::ZERO);
        add(mark, mul(excess, bps(self.params.tail_weight_bps))?)
    }

    /// The volatilities of [`VOL_SHOCKS`] for the leg's series.
    fn shocked_vols(&self, series: &Series, leg: &Leg) -> Result<[AtVol; VOL_SHOCKS.len()]> {
        let factors = self.vol_factors(leg)?;
        let at = |shock| -> Result<AtVol> { Ok(series.at_vol(self.shocked(&factors, shock)?)?) };
        let [down, flat, up] = VOL_SHOCKS;
        Ok([at(down)?, at(flat)?, at(up)?])
    }

    /// `1 + up x (30 d / T)^0.3` and `max(0.1, 1 - down x (30 d / T)^0.3)`, T at least a day.
    fn vol_factors(&self, leg: &Leg) -> Result<VolFactors> {
        let secs = leg.expiry_ts.saturating_sub(self.view.now);
        let secs = u64::try_from(secs).unwrap_or(0).max(DAY_SECS);
        let tenors = ratio_down(SHOCK_TENOR_SECS, secs)?;
        let power = kernel::exp(mul(milli(TENOR_POWER_MILLI), kernel::ln(tenors)?)?)?;
        let down = mul(bps(self.params.vol_down_bps), power)?;
        Ok(VolFactors {
            down: I64F64::ONE.saturating_sub(down).max(bps(LEAST_VOL_BPS)),
            up: add(I64F64::ONE, mul(bps(self.params.vol_up_bps), power)?)?,
        })
    }

    fn shocked(&self, factors: &VolFactors, shock: VolShock) -> Result<Vol> {
        Ok(match shock {
            VolShock::Down => Vol(mul(self.vol.0, factors.down)?),
            VolShock::Flat => self.vol,
            VolShock::Up => Vol(mul(self.vol.0, factors.up)?),
        })
    }
}

/// `max(floor, sigmas x vol x sqrt(1 d))`, clamped so that the lower tail stays at 5% of spot or more.
fn range(vol: Vol, params: &MarginParams) -> Result<I64F64> {
    let day = kernel::sqrt(ratio_down(DAY_SECS, YEAR_SECS)?)?;
    let range = mul(milli(params.range_sigmas_milli), mul(vol.0, day)?)?;
    let most = (I64F64::ONE - bps(LEAST_SPOT_BPS))
        .checked_div(bps(params.tail_multiple_bps.max(BPS)))
        .ok_or(RiskError::Overflow)?;
    Ok(range.max(bps(params.range_floor_bps)).min(most))
}

/// `1 + shock` for puts, its reciprocal (rounded down, at 2^-63) for calls. `shock` lies above -0.95.
fn spot_factor(kind: Kind, shock: I64F64) -> I64F64 {
    let spot = I64F64::ONE.saturating_add(shock);
    match kind {
        Kind::Put => spot,
        // 2^127 / (x 2^64) = (1/x) 2^63; x is at least 0.05.
        Kind::Call => {
            let doubled = (1u128 << 127) / spot.to_bits().unsigned_abs().max(1);
            I64F64::from_bits((doubled << 1) as i128)
        }
    }
}

/// Puts at spot `ratio` and strike 1, in 0..=1. A ratio rounded to zero is worth the strike.
fn values<const N: usize>(series: &Series, ratio: I64F64, vols: [&AtVol; N]) -> [I64F64; N] {
    match series.at_spot(Price(ratio)) {
        Ok(spot) => vols.map(|vol| {
            series
                .price(&spot, vol)
                .put
                .0
                .clamp(I64F64::ZERO, I64F64::ONE)
        }),
        Err(_) => [I64F64::ONE; N],
    }
}
