//! The same functions of the crate `solmath`, at its scale of 1e12.

use solmath::{black_scholes_price, bs_full, norm_cdf_poly};

use crate::op::{Case, Output};

const FAILED: i128 = -1;

/// Spot, strike, rate, volatility, years: the peer's order. The cases are never negative.
fn inputs(case: &Case) -> [u128; 5] {
    [case[0], case[1], case[4], case[3], case[2]].map(|x| x as u128)
}

#[inline(never)]
pub(crate) fn cdf(case: &Case, output: &mut Output) {
    output[0] = norm_cdf_poly(case[5]).unwrap_or(FAILED);
}

#[inline(never)]
pub(crate) fn price(case: &Case, output: &mut Output) {
    let [s, k, r, sigma, t] = inputs(case);
    match black_scholes_price(s, k, r, sigma, t) {
        Ok((call, put)) => {
            output[0] = call as i128;
            output[1] = put as i128;
        }
        Err(_) => output.fill(FAILED),
    }
}

#[inline(never)]
pub(crate) fn price_greeks(case: &Case, output: &mut Output) {
    let [s, k, r, sigma, t] = inputs(case);
    match bs_full(s, k, r, sigma, t) {
        Ok(full) => {
            let values = [
                full.call as i128,
                full.put as i128,
                full.call_delta,
                full.put_delta,
                full.gamma,
                full.vega,
                full.call_theta,
                full.put_theta,
                full.call_rho,
                full.put_rho,
            ];
            output[..values.len()].copy_from_slice(&values);
        }
        Err(_) => output.fill(FAILED),
    }
}

#[inline(never)]
pub(crate) fn implied_vol(case: &Case, output: &mut Output) {
    let [s, k, r, _, t] = inputs(case);
    output[0] = solmath::implied_vol(case[5] as u128, s, k, r, t).map_or(FAILED, |v| v as i128);
}

/// Spots of 5/8 to 13/8 by eighths, volatilities of 3/4, 1 and 3/2: the calls.
#[inline(never)]
pub(crate) fn grid(case: &Case, output: &mut Output) {
    let [s, k, r, sigma, t] = inputs(case);
    let vols = [(sigma >> 1) + (sigma >> 2), sigma, sigma + (sigma >> 1)];
    let mut spot = (s >> 1) + (s >> 3);
    for row in output.chunks_exact_mut(3) {
        for (word, vol) in row.iter_mut().zip(vols) {
            let price = black_scholes_price(spot, k, r, vol, t);
            *word = price.map_or(FAILED, |(call, _)| call as i128);
        }
        spot += s >> 3;
    }
}
