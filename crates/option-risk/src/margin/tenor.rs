//! What all legs of one expiry share.

use option_math::{kernel, AtVol, OptionInputs, Price, Rate, Series, Vol, Years, I64F64};

use super::{MarginParams, MarketView};
use crate::calendar::years_to;
use crate::error::{Result, RiskError};
use crate::numeric::{add, bps, milli, mul, ratio_down, DAY_SECS};

/// A shocked volatility is at least this share of the unshocked, bps.
const LEAST_VOL_BPS: u32 = 1_000;

/// Tenor at which the volatility shocks are stated, seconds.
const SHOCK_TENOR_SECS: u64 = 30 * DAY_SECS;

/// Power of the tenor by which short-dated volatility moves more (Derive v2), x 1000.
const TENOR_POWER_MILLI: u32 = 300;

/// One expiry at one level: its time, and the volatilities of grid and mark over it.
pub struct Tenor {
    years: Years,
    /// At strike 1.
    pub(super) series: Series,
    /// The mark at the money.
    pub(super) mark: AtVol,
    /// The grid's, shocked up.
    pub(super) up: AtVol,
    /// The grid's as it is.
    pub(super) flat: AtVol,
    /// The grid's, shocked down.
    pub(super) down: AtVol,
}

impl Tenor {
    pub(super) fn new(
        view: &MarketView,
        params: &MarginParams,
        vol: Vol,
        expiry_ts: i64,
    ) -> Result<Self> {
        if expiry_ts <= view.now {
            return Err(RiskError::ExpiredLeg);
        }
        let years = years_to(expiry_ts, view.now);
        let series = Series::new(Price(I64F64::ONE), years, Rate::ZERO)?;
        let secs = u64::try_from(expiry_ts.saturating_sub(view.now)).unwrap_or(0);
        let tenors = ratio_down(SHOCK_TENOR_SECS, secs.max(DAY_SECS))?;
        // (30 d / T)^0.3, T at least a day: the shocks are `1 + up x` that and `max(0.1, 1 - down x` that`)`.
        let power = kernel::exp(mul(milli(TENOR_POWER_MILLI), kernel::ln(tenors)?)?)?;
        let up = add(I64F64::ONE, mul(bps(params.vol_up_bps), power)?)?;
        let down = mul(bps(params.vol_down_bps), power)?;
        let down = I64F64::ONE.saturating_sub(down).max(bps(LEAST_VOL_BPS));
        Ok(Self {
            years,
            mark: series.at_vol(view.mark_vol)?,
            up: series.at_vol(Vol(mul(vol.0, up)?))?,
            flat: series.at_vol(vol)?,
            down: series.at_vol(Vol(mul(vol.0, down)?))?,
            series,
        })
    }

    /// An option of strike 1 at spot 1.
    pub(super) fn inputs(&self, vol: Vol) -> OptionInputs {
        OptionInputs {
            spot: Price(I64F64::ONE),
            strike: Price(I64F64::ONE),
            years: self.years,
            rate: Rate::ZERO,
            vol,
        }
    }
}
