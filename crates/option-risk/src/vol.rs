//! Realised variance on irregular time, and the volatilities the decisions use.
//!
//! Two exponentially weighted estimates of annualised variance, `s2 += w (r^2/dt - s2)` with
//! `w = 1 - exp(-dt ln 2 / half_life)` and `r = ln(price / sampled price)`, winsorised at `winsor_milli / 1000` of the
//! estimate's own standard deviations, so that one print moves neither estimate far.

use bytemuck::{Pod, Zeroable};
use option_math::{kernel, Vol, I64F64};

use crate::error::{Result, RiskError};
use crate::numeric::{add, bps, milli, mul, ratio_down, within, YEAR_SECS};

/// Variances in accounts are integers in units of `2^-VARIANCE_FRACTION_BITS`.
pub const VARIANCE_FRACTION_BITS: u32 = 48;

/// `ln 2`, rounded to 2^-64.
const LN_2: I64F64 = I64F64::from_bits(0xb172_17f7_d1cf_79ac);

/// Half-lives beyond which nothing is left of an old estimate: 2^-64 is one unit in the last place.
const FORGOTTEN_HALF_LIVES: u64 = 64;

/// Parameters of the estimates.
#[repr(C)]
#[cfg_attr(
    feature = "borsh",
    derive(borsh::BorshSerialize, borsh::BorshDeserialize)
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct VolParams {
    /// Half-life of the slow estimate, seconds.
    pub slow_half_life_secs: u32,
    /// Half-life of the fast estimate, seconds.
    pub fast_half_life_secs: u32,
    /// Least annualised volatility, bps.
    pub floor_bps: u32,
    /// Greatest annualised volatility, bps.
    pub cap_bps: u32,
    /// Standard deviations (x 1000) at which a return is winsorised.
    pub winsor_milli: u32,
    /// Least time between samples, seconds.
    pub min_dt_secs: u32,
}

const _: () = assert!(core::mem::size_of::<VolParams>() == 24);

impl Default for VolParams {
    fn default() -> Self {
        Self {
            slow_half_life_secs: 259_200,
            fast_half_life_secs: 3_600,
            floor_bps: 4_500,
            cap_bps: 50_000,
            winsor_milli: 4_000,
            min_dt_secs: 60,
        }
    }
}

impl VolParams {
    /// Hard bounds: slow half-life 6 h..=30 d, fast 5 min..=1 d, floor 10%..=200%, cap from the floor to 1,000%,
    /// winsorising at 3..=10 deviations, sampling every 10..=600 s.
    pub fn validate(&self) -> Result<()> {
        within(
            "slow_half_life_secs",
            self.slow_half_life_secs,
            21_600..=2_592_000,
        )?;
        within(
            "fast_half_life_secs",
            self.fast_half_life_secs,
            300..=86_400,
        )?;
        within("floor_bps", self.floor_bps, 1_000..=20_000)?;
        within("cap_bps", self.cap_bps, self.floor_bps..=100_000)?;
        within("winsor_milli", self.winsor_milli, 3_000..=10_000)?;
        within("min_dt_secs", self.min_dt_secs, 10..=600)
    }

    /// The volatility clamped to floor and cap.
    fn clamp(&self, vol: I64F64) -> Vol {
        Vol(vol.min(bps(self.cap_bps)).max(bps(self.floor_bps)))
    }
}

/// The two estimates and the last sample.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
pub struct VolState {
    /// Slow annualised variance, units of 2^-48.
    pub slow_variance: u64,
    /// Fast annualised variance, units of 2^-48.
    pub fast_variance: u64,
    /// Price of the last sample, feed units.
    pub sampled_price: u64,
    /// Time of the last sample.
    pub sampled_ts: i64,
}

const _: () = assert!(core::mem::size_of::<VolState>() == 32);

impl VolState {
    /// Both estimates at `initial`, sampled at `price`.
    pub fn new(initial: Vol, price: u64, ts: i64) -> Result<Self> {
        if price == 0 {
            return Err(RiskError::ZeroPrice);
        }
        let variance = to_state(mul(initial.0, initial.0)?)?;
        Ok(Self {
            slow_variance: variance,
            fast_variance: variance,
            sampled_price: price,
            sampled_ts: ts,
        })
    }

    /// Takes a sample; `false` if less than `min_dt_secs` has passed since the last, in which case nothing changes.
    ///
    /// The estimates therefore depend on the prices, not on how often anybody cranks between two samples.
    pub fn sample(&mut self, params: &VolParams, ts: i64, price: u64) -> Result<bool> {
        if price == 0 {
            return Err(RiskError::ZeroPrice);
        }
        let dt = match u64::try_from(ts.saturating_sub(self.sampled_ts)) {
            Ok(dt) if dt > 0 && dt >= u64::from(params.min_dt_secs) => dt,
            _ => return Ok(false),
        };
        let log_return = kernel::ln(ratio_down(price, self.sampled_price)?)?;
        let squared = mul(log_return, log_return)?;
        let next = Self {
            slow_variance: blend(
                self.slow_variance,
                squared,
                dt,
                params.slow_half_life_secs,
                params,
            )?,
            fast_variance: blend(
                self.fast_variance,
                squared,
                dt,
                params.fast_half_life_secs,
                params,
            )?,
            sampled_price: price,
            sampled_ts: ts,
        };
        *self = next;
        Ok(true)
    }

    /// The slow volatility, with floor and cap.
    pub fn slow(&self, params: &VolParams) -> Result<Vol> {
        volatility(self.slow_variance, params)
    }

    /// The fast volatility, with floor and cap.
    pub fn fast(&self, params: &VolParams) -> Result<Vol> {
        volatility(self.fast_variance, params)
    }

    /// The volatility that marks positions: `implied` held to 0.75 x slow ..= 2 x max(fast, slow).
    ///
    /// Implied volatility comes from cleared sales; the bounds keep one odd sale from moving every mark.
    pub fn mark_vol(&self, implied: Vol, params: &VolParams) -> Result<Vol> {
        let (slow, fast) = (self.slow(params)?.0, self.fast(params)?.0);
        let least = mul(slow, bps(7_500))?;
        let most = add(slow.max(fast), slow.max(fast))?;
        Ok(Vol(implied.0.min(most).max(least)))
    }

    /// The volatility of maintenance margin: 1.25 x slow. A spike moves it only as fast as the slow estimate.
    pub fn maintenance_vol(&self, params: &VolParams) -> Result<Vol> {
        Ok(Vol(mul(self.slow(params)?.0, bps(12_500))?))
    }

    /// The volatility of new risk and withdrawals: max(fast, slow, mark).
    pub fn initial_vol(&self, implied: Vol, params: &VolParams) -> Result<Vol> {
        let mark = self.mark_vol(implied, params)?;
        Ok(self.slow(params)?.max(self.fast(params)?).max(mark))
    }
}

/// One step of an estimate, kept within `cap_bps` squared.
fn blend(
    variance: u64,
    squared_return: I64F64,
    dt: u64,
    half_life: u32,
    params: &VolParams,
) -> Result<u64> {
    let old = from_state(variance);
    let floor = bps(params.floor_bps);
    let limit = mul(milli(params.winsor_milli), milli(params.winsor_milli))?;
    // Winsorising the square needs no root: r^2/dt <= k^2 sigma^2.
    let most = mul(limit, old.max(mul(floor, floor)?))?;
    let realised = annualised(squared_return, dt).min(most);
    let step = mul(weight(dt, half_life)?, realised - old)?;
    let cap = mul(bps(params.cap_bps), bps(params.cap_bps))?;
    to_state(add(old, step)?.clamp(I64F64::ZERO, cap))
}

/// `r^2 / dt` in variance a year, saturating: it is winsorised next.
fn annualised(squared_return: I64F64, dt: u64) -> I64F64 {
    I64F64::from_num(YEAR_SECS)
        .checked_mul(squared_return)
        .map_or(I64F64::MAX, |yearly| {
            I64F64::from_bits(yearly.to_bits() / i128::from(dt.max(1)))
        })
}

/// `1 - exp(-dt ln 2 / half_life)`.
fn weight(dt: u64, half_life: u32) -> Result<I64F64> {
    let half_life = u64::from(half_life);
    if dt >= half_life.saturating_mul(FORGOTTEN_HALF_LIVES) {
        return Ok(I64F64::ONE);
    }
    // Below 64 half-lives, and a half-life of zero took the branch above.
    let decay = mul(ratio_down(dt, half_life)?, LN_2)?;
    Ok(I64F64::ONE - kernel::exp(-decay)?)
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
