//! How flows move the price, and the price as the oracle prints it.

use option_math::{kernel, Vol, I64F64};
use option_risk::{
    book::{self, BookParams},
    vol::{VolParams, VolState},
    RiskError,
};

use crate::error::Result;
use crate::model::ModelParams;

/// One per cent.
const PER_CENT: i128 = 100;

/// Change of the logarithm of the price by `flow` quote atoms, bought if positive, where `depth` trade within 1%:
/// `1% flow / depth` up to the depth, `1% sqrt(flow / depth)` beyond it.
pub fn impact(flow: i64, depth: u64) -> Result<I64F64> {
    let ratio = ratio(flow.unsigned_abs(), depth);
    let size = match ratio > I64F64::ONE {
        true => kernel::sqrt(ratio).map_err(RiskError::from)?,
        false => ratio,
    } / PER_CENT;
    Ok(if flow < 0 { -size } else { size })
}

/// A flow over depth.
fn ratio(flow: u64, depth: u64) -> I64F64 {
    // Both below 2^63: a quotient of at most 2^63, which fits.
    I64F64::from_bits(((u128::from(flow) << 64) / u128::from(depth.max(1))) as i128)
}

/// What trades within 1%: thins out with the volatility of the price, by the risk library's own formula.
pub struct Depth {
    params: BookParams,
    vol_params: VolParams,
    vol: VolState,
    constant: bool,
    depth: u64,
    /// Of the volatility it was measured at, what the present one is, at least one.
    stress: I64F64,
}

impl Depth {
    /// Calm.
    pub fn new(model: &ModelParams, price: u64, ts: i64) -> Result<Self> {
        let initial = Vol::from_bps(model.depth_vol_bps);
        let vol_params = VolParams {
            fast_half_life_secs: model.depth_half_life_secs,
            floor_bps: 1_000,
            winsor_milli: 10_000,
            ..VolParams::default()
        };
        Ok(Self {
            params: BookParams {
                depth_quote_per_pct: model.depth_quote_per_pct,
                depth_vol_bps: model.depth_vol_bps,
                ..BookParams::default()
            },
            vol_params,
            vol: VolState::new(initial, price, ts)?,
            constant: model.constant_depth != 0,
            depth: model.depth_quote_per_pct,
            stress: I64F64::ONE,
        })
    }

    /// Takes a price.
    pub fn observe(&mut self, price: u64, ts: i64) -> Result<()> {
        if self.constant || !self.vol.sample(&self.vol_params, ts, price)? {
            return Ok(());
        }
        let vol = self.vol.fast(&self.vol_params)?;
        self.depth = book::depth(&self.params, vol);
        self.stress = (vol.0 / Vol::from_bps(self.params.depth_vol_bps).0).max(I64F64::ONE);
        Ok(())
    }

    /// Quote atoms within 1%.
    pub fn quote(&self) -> u64 {
        self.depth
    }

    /// Volatility that options are worth at least: what the price has lately realised.
    pub fn realised(&self) -> Result<I64F64> {
        Ok(self.vol.quote_vol(&self.vol_params)?.0)
    }

    /// Volatility over that of calm, at least one.
    pub fn stress(&self) -> I64F64 {
        self.stress
    }
}

/// `start x e^log`, feed units, at least one.
pub fn price_at(start: u64, log: I64F64) -> Result<u64> {
    let factor = kernel::exp(log).map_err(RiskError::from)?;
    let price = I64F64::from_num(start)
        .checked_mul(factor)
        .ok_or(RiskError::Overflow)?;
    Ok(price.max(I64F64::ONE).to_num())
}

/// `part` of a whole, bps of it.
pub fn share(whole: u64, bps: u32) -> u64 {
    option_risk::units::mul_bps_down(whole, bps).unwrap_or(u64::MAX)
}

/// A share as millionths, rounded down; 0 of nothing.
pub fn ppm(part: u64, whole: u64) -> i64 {
    let ppm = u128::from(part) * 1_000_000;
    ppm.checked_div(u128::from(whole))
        .and_then(|ppm| i64::try_from(ppm).ok())
        .unwrap_or(0)
}
