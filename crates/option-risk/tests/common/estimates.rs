//! Estimates of volatility as numbers.

use option_math::Vol;
use option_risk::vol::VARIANCE_FRACTION_BITS;

pub fn variance(bits: u64) -> f64 {
    bits as f64 / f64::from(1u32 << (VARIANCE_FRACTION_BITS / 2)).powi(2)
}

pub fn vol(vol: Vol) -> f64 {
    vol.0.to_num()
}
