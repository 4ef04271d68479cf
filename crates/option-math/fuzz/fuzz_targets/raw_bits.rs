//! Any 96 bytes as six numbers, into every public function: none panics, and what holds between outputs holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use option_math::black_76::{self, ForwardInputs};
use option_math::{
    implied_vol, kernel, merton, price, price_and_all_greeks, price_and_greeks, strike_from_delta,
    CallPut, OptionInputs, OptionKind, Price, Rate, Series, Vol, Years, I64F64,
};

fuzz_target!(|words: [[u8; 16]; 6]| {
    let numbers = words.map(I64F64::from_le_bytes);
    kernels(numbers[5]);
    options(&numbers);
    carried(&numbers);
    inverses(&numbers);
});

fn kernels(x: I64F64) {
    assert!(kernel::exp(x).map_or(x > 43, |y| y >= 0));
    assert_eq!(kernel::ln(x).is_ok(), x > 0);
    assert_eq!(kernel::sqrt(x).is_ok(), x >= 0);
    assert!((I64F64::ZERO..=I64F64::ONE / 2).contains(&kernel::norm_pdf(x)));
    let below = kernel::norm_cdf(x);
    assert!((I64F64::ZERO..=I64F64::ONE).contains(&below));
    if let Some(mirrored) = x.checked_neg() {
        assert_eq!(below + kernel::norm_cdf(mirrored), I64F64::ONE);
    }
    assert_eq!(kernel::inv_norm_cdf(x).is_ok(), x > 0 && x < 1);
}

fn options(&[spot, strike, years, vol, rate, _]: &[I64F64; 6]) {
    let inputs = OptionInputs {
        spot: Price(spot),
        strike: Price(strike),
        years: Years(years),
        vol: Vol(vol),
        rate: Rate(rate),
    };
    let prices = price(&inputs);
    assert_eq!(by_series(&inputs).ok(), prices.ok());
    let Ok(prices) = prices else {
        assert!(price_and_greeks(&inputs).is_err());
        return;
    };
    within_bounds(&inputs, &prices);
    if let Ok((same, greeks)) = price_and_greeks(&inputs) {
        assert_eq!(same, prices);
        assert!((I64F64::ZERO..=I64F64::ONE).contains(&greeks.call_delta));
        assert_eq!(greeks.put_delta, greeks.call_delta - I64F64::ONE);
        assert!(greeks.gamma >= 0 && greeks.vega >= 0);
        if let Ok(all) = price_and_all_greeks(&inputs) {
            assert_eq!((all.prices, all.greeks), (prices, greeks));
        }
    }
}

/// A yield of any bits, and the spot as a forward.
fn carried(&[spot, strike, years, vol, rate, dividend]: &[I64F64; 6]) {
    let (strike, years, vol, rate) = (Price(strike), Years(years), Vol(vol), Rate(rate));
    let inputs = OptionInputs {
        spot: Price(spot),
        strike,
        years,
        vol,
        rate,
    };
    let forward = ForwardInputs {
        forward: Price(spot),
        strike,
        years,
        vol,
        rate,
    };
    assert_eq!(merton::price(&inputs, Rate::ZERO), price(&inputs));
    let asset = merton::price(&inputs, rate);
    assert_eq!(black_76::price(&forward).ok(), asset.ok());
    if let Ok(all) = merton::price_and_all_greeks(&inputs, Rate(dividend)) {
        assert!(all.prices.call >= Price::ZERO && all.prices.put >= Price::ZERO);
        assert!(all.greeks.call_delta >= 0 && all.greeks.put_delta <= 0);
        let same = merton::price_and_greeks(&inputs, Rate(dividend));
        assert_eq!(same, Ok((all.prices, all.greeks)));
    }
    if let Ok(all) = black_76::price_and_all_greeks(&forward) {
        assert!(all.greeks.call_rho <= 0 && all.greeks.put_rho <= 0);
        let same = black_76::price_and_greeks(&forward);
        assert_eq!(same, Ok((all.prices, all.greeks)));
    }
}

fn by_series(inputs: &OptionInputs) -> Result<CallPut, option_math::MathError> {
    let series = Series::new(inputs.strike, inputs.years, inputs.rate)?;
    Ok(series.price(&series.at_spot(inputs.spot)?, &series.at_vol(inputs.vol)?))
}

/// No arbitrage, and parity: `S - (C - P)` is the discounted strike, whatever the volatility.
fn within_bounds(inputs: &OptionInputs, prices: &CallPut) {
    let (call, put) = (prices.call.0, prices.put.0);
    let forward = call - put;
    let discounted = inputs.spot.0 - forward;
    assert!(call >= forward.max(I64F64::ZERO) && call <= inputs.spot.0);
    assert!(put >= (-forward).max(I64F64::ZERO) && put <= discounted);
    if inputs.rate == Rate::ZERO || inputs.years == Years::ZERO {
        assert_eq!(discounted, inputs.strike.0);
    }
    let calm = OptionInputs {
        vol: Vol::ZERO,
        ..*inputs
    };
    let calm = price(&calm).expect("the same domain but for volatility");
    assert_eq!(calm.call.0 - calm.put.0, forward);
}

/// The functions that go from a price or a delta back to an input.
fn inverses(&[spot, strike, years, vol, rate, x]: &[I64F64; 6]) {
    let (spot, years, rate) = (Price(spot), Years(years), Rate(rate));
    for kind in [OptionKind::Call, OptionKind::Put] {
        let found = implied_vol(Price(x), spot, Price(strike), years, rate, kind);
        assert!(found.map_or(true, |found| found >= Vol::ZERO));
    }
    let found = strike_from_delta(spot, x, years, Vol(vol), rate);
    assert!(found.map_or(true, |found| found > Price::ZERO));
}
