//! Options by their numbers.

use option_math::black_76::ForwardInputs;
use option_math::{OptionInputs, Price, Rate, Vol, Years, I64F64};
use proptest::prelude::*;

pub fn fixed(x: f64) -> I64F64 {
    I64F64::from_num(x)
}

pub fn option(spot: f64, strike: f64, years: f64, vol: f64, rate: f64) -> OptionInputs {
    OptionInputs {
        spot: Price(fixed(spot)),
        strike: Price(fixed(strike)),
        years: Years(fixed(years)),
        vol: Vol(fixed(vol)),
        rate: Rate(fixed(rate)),
    }
}

/// The same option on a forward at its spot.
pub fn on_forward(inputs: &OptionInputs) -> ForwardInputs {
    ForwardInputs {
        forward: inputs.spot,
        strike: inputs.strike,
        years: inputs.years,
        vol: inputs.vol,
        rate: inputs.rate,
    }
}

/// `low..high` in units of 1e-6.
pub fn millionths(low: i64, high: i64) -> impl Strategy<Value = I64F64> {
    let unit = I64F64::from_num(1_000_000);
    (low..high).prop_map(move |millionths| I64F64::from_num(millionths) / unit)
}
