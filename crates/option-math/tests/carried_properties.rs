//! What holds between Merton, Black-76 and the formula without a yield, on random inputs.

use crate::inputs::{millionths, on_forward};
use option_math::black_76::{self, ForwardInputs};
use option_math::{
    kernel, merton, price, price_and_all_greeks, price_and_greeks, CarriedValuation, OptionInputs,
    Price, Rate, Valuation, Vol, Years, I64F64,
};
use proptest::prelude::*;

prop_compose! {
    /// Ordinary inputs and a yield, from an hour to ten years and 1% to 400% of volatility.
    fn ordinary()(
        spot in millionths(1_000, 1_000_000_000_000),
        ratio in millionths(100_000, 10_000_000),
        years in millionths(114, 10_000_000),
        vol in millionths(10_000, 4_000_000),
        rate in millionths(-200_000, 300_000),
        dividend in millionths(-200_000, 300_000),
    ) -> (OptionInputs, Rate) {
        let inputs = OptionInputs {
            spot: Price(spot),
            strike: Price(spot * ratio),
            years: Years(years),
            vol: Vol(vol),
            rate: Rate(rate),
        };
        (inputs, Rate(dividend))
    }
}

/// What two prices may be apart, for amounts of `size`.
fn tolerance(size: I64F64) -> I64F64 {
    (size >> 55u32) + I64F64::DELTA * 4
}

/// `x e^(-rate T)`.
fn present(x: Price, rate: Rate, years: Years) -> I64F64 {
    x.0 * kernel::exp(-(rate.0 * years.0)).unwrap()
}

fn assert_is_plain(all: &CarriedValuation, plain: &Valuation) {
    assert_eq!((all.prices, all.greeks), (plain.prices, plain.greeks));
    let (second, plain) = (all.second_order, plain.second_order);
    assert_eq!((second.vanna, second.volga), (plain.vanna, plain.volga));
    assert_eq!([second.call_charm, second.put_charm], [plain.charm; 2]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn without_a_yield_every_bit_is_the_same((inputs, _) in ordinary(), calm in 0u8..4) {
        let inputs = OptionInputs {
            vol: if calm == 0 { Vol::ZERO } else { inputs.vol },
            years: if calm == 1 { Years::ZERO } else { inputs.years },
            rate: if calm == 2 { Rate::ZERO } else { inputs.rate },
            ..inputs
        };
        prop_assert_eq!(merton::price(&inputs, Rate::ZERO), price(&inputs));
        prop_assert_eq!(merton::price_and_greeks(&inputs, Rate::ZERO), price_and_greeks(&inputs));
        let all = merton::price_and_all_greeks(&inputs, Rate::ZERO).unwrap();
        assert_is_plain(&all, &price_and_all_greeks(&inputs).unwrap());
        if inputs.rate == Rate::ZERO {
            let forward = black_76::price_and_all_greeks(&on_forward(&inputs)).unwrap();
            prop_assert_eq!(forward.prices, all.prices);
            prop_assert_eq!(forward.second_order, all.second_order);
        }
    }

    #[test]
    fn a_forward_is_an_asset_that_yields_the_rate((inputs, _) in ordinary()) {
        let forward = black_76::price_and_all_greeks(&on_forward(&inputs)).unwrap();
        let asset = merton::price_and_all_greeks(&inputs, inputs.rate).unwrap();
        prop_assert_eq!(forward.prices, asset.prices);
        prop_assert_eq!(forward.second_order, asset.second_order);
        let (f, a) = (forward.greeks, asset.greeks);
        prop_assert_eq!(
            (f.call_delta, f.put_delta, f.gamma, f.vega, f.call_theta, f.put_theta),
            (a.call_delta, a.put_delta, a.gamma, a.vega, a.call_theta, a.put_theta)
        );
        for (rho, value) in [(f.call_rho, forward.prices.call), (f.put_rho, forward.prices.put)] {
            let exact = -(inputs.years.0 * value.0);
            prop_assert!((rho - exact).abs() <= (value.0 >> 57u32) + I64F64::DELTA * 2);
        }
    }

    #[test]
    fn parity_holds((inputs, dividend) in ordinary()) {
        let OptionInputs { spot, strike, years, rate, .. } = inputs;
        let p = merton::price(&inputs, dividend).unwrap();
        let (held, paid) = (present(spot, dividend, years), present(strike, rate, years));
        // The exponential here is rounded to a unit of its own, which a large amount multiplies.
        let allowed = tolerance(held.max(paid)) + (spot.0.max(strike.0) >> 62u32);
        prop_assert!(((p.call.0 - p.put.0) - (held - paid)).abs() <= allowed);
        let p = black_76::price(&on_forward(&inputs)).unwrap();
        let gap = present(spot, rate, years) - paid;
        prop_assert!(((p.call.0 - p.put.0) - gap).abs() <= allowed + tolerance(present(spot, rate, years)));
    }

    #[test]
    fn parity_is_exact_for_the_rounded_present_values((inputs, dividend) in ordinary(), other in ordinary()) {
        // `C - P` does not know the volatility, and is the sum of what spot and strike add to it.
        let gap = |spot, strike, vol| {
            let p = merton::price(&OptionInputs { spot, strike, vol, ..inputs }, dividend).unwrap();
            p.call.0 - p.put.0
        };
        let (elsewhere, _) = other;
        let OptionInputs { spot, strike, vol, .. } = inputs;
        prop_assert_eq!(gap(spot, strike, vol), gap(spot, strike, elsewhere.vol));
        prop_assert_eq!(
            gap(spot, strike, vol) - gap(elsewhere.spot, strike, vol),
            gap(spot, elsewhere.strike, vol) - gap(elsewhere.spot, elsewhere.strike, vol)
        );
        let p = black_76::price(&ForwardInputs { forward: strike, ..on_forward(&inputs) }).unwrap();
        prop_assert_eq!(p.call, p.put);
    }

    #[test]
    fn call_and_put_trade_places_with_spot_and_strike((inputs, dividend) in ordinary()) {
        let mirrored = OptionInputs {
            spot: inputs.strike,
            strike: inputs.spot,
            rate: dividend,
            ..inputs
        };
        let p = merton::price(&inputs, dividend).unwrap();
        let q = merton::price(&mirrored, inputs.rate).unwrap();
        let allowed = tolerance(inputs.spot.0.max(inputs.strike.0) * 8);
        prop_assert!((p.call.0 - q.put.0).abs() <= allowed);
    }

    #[test]
    fn prices_are_homogeneous_in_spot_and_strike((inputs, dividend) in ordinary(), power in 1u32..20) {
        let scaled = OptionInputs {
            spot: Price(inputs.spot.0 << power),
            strike: Price(inputs.strike.0 << power),
            ..inputs
        };
        let small = merton::price(&inputs, dividend).unwrap();
        let large = merton::price(&scaled, dividend).unwrap();
        let allowed = tolerance(scaled.spot.0.max(scaled.strike.0) * 8) + (I64F64::DELTA << (power + 2));
        prop_assert!((large.call.0 - (small.call.0 << power)).abs() <= allowed);
        prop_assert!((large.put.0 - (small.put.0 << power)).abs() <= allowed);
    }

    #[test]
    fn greeks_solve_the_equation_with_a_yield((inputs, dividend) in ordinary()) {
        // theta + (r - q) S delta + sigma^2 S^2 gamma / 2 = r C, in floating point to a part of the terms.
        let (p, g) = merton::price_and_greeks(&inputs, dividend).unwrap();
        let [s, vol, r, q] = [inputs.spot.0, inputs.vol.0, inputs.rate.0, dividend.0].map(|x| x.to_num::<f64>());
        let strike: f64 = inputs.strike.0.to_num();
        let bend = vol * vol * s * s / 2.0;
        for (value, delta, theta) in [
            (p.call, g.call_delta, g.call_theta),
            (p.put, g.put_delta, g.put_theta),
        ] {
            let [value, delta, theta, gamma] = [value.0, delta, theta, g.gamma].map(|x| x.to_num::<f64>());
            let gap = theta + (r - q) * s * delta + bend * gamma - r * value;
            let terms = bend * gamma + (r.abs() + q.abs()) * 8.0 * (s + strike);
            // One unit of gamma, 2^-64, weighs `bend`.
            prop_assert!(gap.abs() <= 1e-12 * terms + bend / 2f64.powi(64) + 1e-12);
        }
    }

    #[test]
    fn sides_differ_by_the_discount_and_its_yield((inputs, dividend) in ordinary()) {
        let all = merton::price_and_all_greeks(&inputs, dividend).unwrap();
        let factor = kernel::exp(-(dividend.0 * inputs.years.0)).unwrap();
        let apart = all.greeks.call_delta - all.greeks.put_delta;
        prop_assert!((apart - factor).abs() <= I64F64::from_num(2e-17));
        prop_assert!(all.greeks.call_delta >= 0 && all.greeks.put_delta <= 0);
        let second = all.second_order;
        let yearly = second.call_charm - second.put_charm;
        prop_assert!((yearly - dividend.0 * factor).abs() <= I64F64::from_num(2e-17));
    }
}
