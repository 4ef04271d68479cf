//! What holds between outputs, on random inputs.

use crate::inputs::millionths;
use option_math::{
    kernel, price, price_and_greeks, CallPut, OptionInputs, Price, Rate, Vol, Years, I64F64,
};
use proptest::prelude::*;

prop_compose! {
    /// Ordinary inputs, from an hour to ten years and one basis point to 400% of volatility.
    fn ordinary()(
        spot in millionths(1_000, 1_000_000_000_000),
        ratio in millionths(100_000, 10_000_000),
        years in millionths(114, 10_000_000),
        vol in millionths(100, 4_000_000),
        rate in millionths(-200_000, 300_000),
    ) -> OptionInputs {
        OptionInputs {
            spot: Price(spot),
            strike: Price(spot * ratio),
            years: Years(years),
            vol: Vol(vol),
            rate: Rate(rate),
        }
    }
}

/// What a price may be off by, for amounts of `size`.
fn tolerance(size: I64F64) -> I64F64 {
    (size >> 56u32) + I64F64::DELTA * 4
}

/// `K e^(-rT)` as the parity of the library's own prices states it.
fn discounted_strike(inputs: &OptionInputs, prices: &CallPut) -> I64F64 {
    inputs.spot.0 - (prices.call.0 - prices.put.0)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn parity_is_exact_at_rate_zero(inputs in ordinary()) {
        let inputs = OptionInputs { rate: Rate::ZERO, ..inputs };
        let p = price(&inputs).unwrap();
        prop_assert_eq!(p.call.0 - p.put.0, inputs.spot.0 - inputs.strike.0);
    }

    #[test]
    fn parity_holds_to_the_same_discounted_strike(inputs in ordinary(), other in ordinary()) {
        // C - P + K e^(-rT) = S to the last unit: the difference depends neither on spot nor on volatility.
        let elsewhere = OptionInputs { spot: other.spot, vol: other.vol, ..inputs };
        let (p, q) = (price(&inputs).unwrap(), price(&elsewhere).unwrap());
        prop_assert_eq!(discounted_strike(&inputs, &p), discounted_strike(&elsewhere, &q));
    }

    #[test]
    fn prices_are_within_the_bounds_of_no_arbitrage(inputs in ordinary()) {
        let p = price(&inputs).unwrap();
        let discounted = discounted_strike(&inputs, &p);
        let forward = inputs.spot.0 - discounted;
        prop_assert!(p.call.0 >= forward.max(I64F64::ZERO) && p.call <= inputs.spot);
        prop_assert!(p.put.0 >= (-forward).max(I64F64::ZERO) && p.put.0 <= discounted);
    }

    #[test]
    fn prices_are_homogeneous_in_spot_and_strike(inputs in ordinary(), power in 1u32..20) {
        let scaled = OptionInputs {
            spot: Price(inputs.spot.0 << power),
            strike: Price(inputs.strike.0 << power),
            ..inputs
        };
        let (small, large) = (price(&inputs).unwrap(), price(&scaled).unwrap());
        let allowed = tolerance(scaled.spot.0.max(scaled.strike.0)) + (I64F64::DELTA << (power + 2));
        prop_assert!((large.call.0 - (small.call.0 << power)).abs() <= allowed);
        prop_assert!((large.put.0 - (small.put.0 << power)).abs() <= allowed);
    }

    #[test]
    fn call_and_put_trade_places_with_spot_and_strike(inputs in ordinary()) {
        let inputs = OptionInputs { rate: Rate::ZERO, ..inputs };
        let mirrored = OptionInputs { spot: inputs.strike, strike: inputs.spot, ..inputs };
        let (p, q) = (price(&inputs).unwrap(), price(&mirrored).unwrap());
        let allowed = tolerance(inputs.spot.0.max(inputs.strike.0));
        prop_assert!((p.call.0 - q.put.0).abs() <= allowed);
    }

    #[test]
    fn prices_rise_with_volatility_and_spot(inputs in ordinary(), more in millionths(1, 1_000_000)) {
        let base = price(&inputs).unwrap();
        let wilder = price(&OptionInputs { vol: Vol(inputs.vol.0 + more), ..inputs }).unwrap();
        let higher = price(&OptionInputs { spot: Price(inputs.spot.0 + more), ..inputs }).unwrap();
        let allowed = tolerance(inputs.spot.0.max(inputs.strike.0) * 8);
        prop_assert!(wilder.call.0 >= base.call.0 - allowed && wilder.put.0 >= base.put.0 - allowed);
        prop_assert!(higher.call.0 >= base.call.0 - allowed && higher.put.0 <= base.put.0 + allowed);
    }

    #[test]
    fn greeks_have_their_signs(inputs in ordinary()) {
        let (_, g) = price_and_greeks(&inputs).unwrap();
        prop_assert_eq!(g.put_delta, g.call_delta - I64F64::ONE);
        prop_assert!((I64F64::ZERO..=I64F64::ONE).contains(&g.call_delta));
        prop_assert!(g.gamma >= 0 && g.vega >= 0 && g.call_rho >= 0 && g.put_rho <= 0);
    }

    #[test]
    fn greeks_solve_the_equation_of_black_and_scholes(inputs in ordinary()) {
        // theta + r S delta + sigma^2 S^2 gamma / 2 = r C, in floating point to a part of the terms.
        let (p, g) = price_and_greeks(&inputs).unwrap();
        let [s, vol, r] = [inputs.spot.0, inputs.vol.0, inputs.rate.0].map(|x| x.to_num::<f64>());
        let strike: f64 = inputs.strike.0.to_num();
        for (value, delta, theta) in [
            (p.call, g.call_delta, g.call_theta),
            (p.put, g.put_delta, g.put_theta),
        ] {
            let [value, delta, theta, gamma] = [value.0, delta, theta, g.gamma].map(|x| x.to_num::<f64>());
            let bend = vol * vol * s * s * gamma / 2.0;
            let gap = theta + r * s * delta + bend - r * value;
            // One unit of gamma, 2^-64, weighs vol^2 S^2 / 2.
            let unit = vol * vol * s * s / 2f64.powi(64);
            prop_assert!(gap.abs() <= 1e-12 * (bend + r.abs() * (s + 8.0 * strike)) + unit + 1e-12);
        }
    }

    #[test]
    fn distribution_is_monotone_and_symmetric(bits in -(10i128 << 64)..(10i128 << 64), gap in 0u32..64) {
        let x = I64F64::from_bits(bits);
        let next = I64F64::from_bits(bits + (1 << gap));
        prop_assert!(kernel::norm_cdf(x) <= kernel::norm_cdf(next));
        prop_assert_eq!(kernel::norm_cdf(x) + kernel::norm_cdf(-x), I64F64::ONE);
        prop_assert_eq!(kernel::norm_pdf(x), kernel::norm_pdf(-x));
    }

    #[test]
    fn distribution_is_monotone_across_intervals(sixteenth in -150i128..150, offset in -(1i128 << 12)..(1i128 << 12)) {
        let x = I64F64::from_bits((sixteenth << 60) + offset);
        prop_assert!(kernel::norm_cdf(x) <= kernel::norm_cdf(x + (I64F64::DELTA << 7u32)));
    }

    #[test]
    fn distribution_is_symmetric_about_whole_numbers(whole in 0i128..21, offset in -200i128..=200) {
        let x = I64F64::from_bits((whole << 64) + offset);
        prop_assert_eq!(kernel::norm_cdf(x) + kernel::norm_cdf(-x), I64F64::ONE);
        prop_assert!(kernel::norm_cdf(x) <= kernel::norm_cdf(x + I64F64::DELTA));
    }

    #[test]
    fn quantile_inverts_the_distribution(bits in 1i128..(1i128 << 64)) {
        let p = I64F64::from_bits(bits);
        let x = kernel::inv_norm_cdf(p).unwrap();
        prop_assert!((kernel::norm_cdf(x) - p).abs() <= I64F64::from_num(1e-17));
        if let Ok(mirrored) = kernel::inv_norm_cdf(I64F64::ONE - p) {
            prop_assert_eq!(mirrored, -x);
        }
    }

    #[test]
    fn logarithm_inverts_the_exponential(x in millionths(-20_000_000, 43_000_000)) {
        let back = kernel::ln(kernel::exp(x).unwrap()).unwrap();
        // A unit of a small exponential is a large part of it.
        let allowed = 3e-18 + 2f64.powi(-64) * (-x.to_num::<f64>()).exp();
        prop_assert!((back - x).abs().to_num::<f64>() <= allowed.max(4e-17));
    }

    #[test]
    fn square_root_is_within_a_unit(bits: u64) {
        let root = kernel::sqrt(I64F64::from_bits(bits.into())).unwrap().to_bits() as u128;
        let square = |r: u128| r.saturating_mul(r);
        prop_assert!(square(root.saturating_sub(1)) <= u128::from(bits) << 64);
        prop_assert!(u128::from(bits) << 64 <= square(root + 1));
    }
}
