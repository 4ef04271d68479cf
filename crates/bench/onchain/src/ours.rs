//! The functions of `option-math`, each in a wrapper of its own that is never inlined.

use option_math::{
    kernel, CallPut, Greeks, MathError, OptionInputs, OptionKind, Price, Rate, Series, Vol, Years,
    I64F64,
};

use crate::op::{Case, Output};

const FAILED: i128 = -1;

fn inputs(case: &Case) -> OptionInputs {
    let [spot, strike, years, vol, rate, _] = case.map(I64F64::from_bits);
    OptionInputs {
        spot: Price(spot),
        strike: Price(strike),
        years: Years(years),
        vol: Vol(vol),
        rate: Rate(rate),
    }
}

#[inline(never)]
pub(crate) fn cdf(case: &Case, output: &mut Output) {
    output[0] = kernel::norm_cdf(I64F64::from_bits(case[5])).to_bits();
}

#[inline(never)]
pub(crate) fn price(case: &Case, output: &mut Output) {
    match option_math::price(&inputs(case)) {
        Ok(both) => {
            output[0] = both.call.0.to_bits();
            output[1] = both.put.0.to_bits();
        }
        Err(_) => output.fill(FAILED),
    }
}

#[inline(never)]
pub(crate) fn price_greeks(case: &Case, output: &mut Output) {
    match option_math::price_and_greeks(&inputs(case)) {
        Ok((prices, greeks)) => write_greeks(&prices, &greeks, output),
        Err(_) => output.fill(FAILED),
    }
}

#[inline(never)]
pub(crate) fn all_greeks(case: &Case, output: &mut Output) {
    match option_math::price_and_all_greeks(&inputs(case)) {
        Ok(all) => {
            write_greeks(&all.prices, &all.greeks, output);
            let second = &all.second_order;
            let values = [second.vanna, second.volga, second.charm];
            for (word, value) in output[10..].iter_mut().zip(values) {
                *word = value.to_bits();
            }
        }
        Err(_) => output.fill(FAILED),
    }
}

#[inline(always)]
fn write_greeks(prices: &CallPut, g: &Greeks, output: &mut Output) {
    let values = [
        prices.call.0,
        prices.put.0,
        g.call_delta,
        g.put_delta,
        g.gamma,
        g.vega,
        g.call_theta,
        g.put_theta,
        g.call_rho,
        g.put_rho,
    ];
    for (word, value) in output.iter_mut().zip(values) {
        *word = value.to_bits();
    }
}

#[inline(never)]
pub(crate) fn implied_vol(case: &Case, output: &mut Output) {
    let of = inputs(case);
    let price = Price(I64F64::from_bits(case[5]));
    let kind = OptionKind::Call;
    output[0] = option_math::implied_vol(price, of.spot, of.strike, of.years, of.rate, kind)
        .map_or(FAILED, |vol| vol.0.to_bits());
}

/// Spots of 5/8 to 13/8 by eighths, volatilities of 3/4, 1 and 3/2: the calls.
#[inline(never)]
pub(crate) fn grid(case: &Case, output: &mut Output) {
    if fill_grid(&inputs(case), output).is_err() {
        output.fill(FAILED);
    }
}

fn fill_grid(of: &OptionInputs, output: &mut Output) -> Result<(), MathError> {
    let series = Series::new(of.strike, of.years, of.rate)?;
    let (half, quarter) = (of.vol.0 >> 1u32, of.vol.0 >> 2u32);
    let vols = [
        series.at_vol(Vol(half.wrapping_add(quarter)))?,
        series.at_vol(of.vol)?,
        series.at_vol(Vol(of.vol.0.wrapping_add(half)))?,
    ];
    let step = of.spot.0 >> 3u32;
    let mut spot = (of.spot.0 >> 1u32).wrapping_add(step);
    for row in output.chunks_exact_mut(3) {
        let at = series.at_spot(Price(spot))?;
        for (word, vol) in row.iter_mut().zip(&vols) {
            *word = series.price(&at, vol).call.0.to_bits();
        }
        spot = spot.wrapping_add(step);
    }
    Ok(())
}
