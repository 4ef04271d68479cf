//! The ends of the domain: what lies beyond has an error of its own, and what lies at them a value.

use crate::inputs::{fixed, on_forward, option};
use option_math::{
    black_76, implied_vol, merton, price, price_and_all_greeks, strike_from_delta, MathError,
    OptionInputs, OptionKind, Price, Rate, Vol, Years, I64F64,
};

#[test]
fn inputs_beyond_the_domain_are_named() {
    for (inputs, error) in [
        (option(0., 1., 1., 1., 0.), MathError::NonPositiveSpot),
        (option(-1., 1., 1., 1., 0.), MathError::NonPositiveSpot),
        (option(1., 0., 1., 1., 0.), MathError::NonPositiveStrike),
        (option(1., 1., -1., 1., 0.), MathError::NegativeTime),
        (option(1., 1., 64., 1., 0.), MathError::TimeOutOfDomain),
        (option(1., 1., 1., -1., 0.), MathError::NegativeVol),
        (option(1., 1., 1., 16., 0.), MathError::TotalVolOutOfDomain),
        (option(1., 1., 1., 1., 8.), MathError::RateOutOfDomain),
        (option(1., 1., 1., 1., -8.), MathError::RateOutOfDomain),
        (
            option(1., 9e18, 1., 1., -0.1),
            MathError::DiscountedStrikeOverflow,
        ),
    ] {
        assert_eq!(price(&inputs), Err(error), "{inputs:?}");
        assert_eq!(price_and_all_greeks(&inputs), Err(error), "{inputs:?}");
    }
    let wild = option(4e18, 4e18, 1e-9, 1e3, 0.);
    assert!(price(&wild).is_ok());
    assert_eq!(price_and_all_greeks(&wild), Err(MathError::GreekOverflow));
}

#[test]
fn yields_and_forwards_beyond_the_domain_are_named() {
    let base = option(1., 1., 1., 1., 0.);
    for (inputs, dividend, error) in [
        (base, 8., MathError::YieldOutOfDomain),
        (base, -8., MathError::YieldOutOfDomain),
        (
            option(9e18, 1., 1., 1., 0.),
            -0.1,
            MathError::DiscountedSpotOverflow,
        ),
        (option(0., 1., 1., 1., 0.), 0.1, MathError::NonPositiveSpot),
        (
            option(1., 1., 1., 16., 0.),
            0.1,
            MathError::TotalVolOutOfDomain,
        ),
    ] {
        let dividend = Rate(fixed(dividend));
        assert_eq!(merton::price(&inputs, dividend), Err(error), "{inputs:?}");
        let all = merton::price_and_all_greeks(&inputs, dividend);
        assert_eq!(all, Err(error), "{inputs:?}");
    }
    for (forward, rate, error) in [
        (0., 0.1, MathError::NonPositiveForward),
        (1., 8., MathError::RateOutOfDomain),
        (9e18, -0.1, MathError::DiscountedForwardOverflow),
    ] {
        let inputs = on_forward(&option(forward, 1., 1., 1., rate));
        assert_eq!(black_76::price(&inputs), Err(error), "{inputs:?}");
        assert_eq!(
            black_76::price_and_greeks(&inputs),
            Err(error),
            "{inputs:?}"
        );
    }
    // The price fits, its rho does not.
    let long = on_forward(&option(4e18, 1., 10., 0.1, 0.));
    assert!(black_76::price(&long).is_ok());
    assert_eq!(
        black_76::price_and_greeks(&long),
        Err(MathError::GreekOverflow)
    );
}

/// Yields whose difference to the rate is beyond the format, over the shortest time there is.
#[test]
fn the_widest_carry_is_within_the_domain() {
    for (rate, dividend) in [(I64F64::MAX, I64F64::MIN), (I64F64::MIN, I64F64::MAX)] {
        let years = Years(I64F64::DELTA);
        let inputs = OptionInputs {
            years,
            rate: Rate(rate),
            ..option(2., 1., 1., 1., 0.)
        };
        let p = merton::price(&inputs, Rate(dividend)).unwrap();
        // `|rT|` and `|qT|` are 1/2.
        let grown = if rate > 0 { 0.5f64 } else { -0.5 };
        let gap = 2. * grown.exp() - (-grown).exp();
        assert!(((p.call.0 - p.put.0).to_num::<f64>() - gap).abs() < 1e-15);
    }
}

#[test]
fn a_yield_is_earned_without_volatility_too() {
    let (rate, dividend) = (0.05f64, -0.03f64);
    for spot in [50.0, 200.0] {
        let inputs = option(spot, 100., 2., 0., rate);
        let all = merton::price_and_all_greeks(&inputs, Rate(fixed(dividend))).unwrap();
        let (held, paid) = (spot * (-dividend * 2.).exp(), 100. * (-rate * 2.).exp());
        let inside = if held > paid { 1. } else { 0. };
        let factor = (-dividend * 2.).exp();
        for (got, want) in [
            (all.prices.call.0, (held - paid).max(0.)),
            (all.greeks.call_delta, inside * factor),
            (all.greeks.put_delta, (inside - 1.) * factor),
            (
                all.greeks.call_theta,
                inside * (dividend * held - rate * paid),
            ),
            (
                all.greeks.put_theta,
                (inside - 1.) * (dividend * held - rate * paid),
            ),
            (all.second_order.call_charm, inside * dividend * factor),
            (
                all.second_order.put_charm,
                (inside - 1.) * dividend * factor,
            ),
            (all.second_order.vanna, 0.),
        ] {
            assert!(
                (got.to_num::<f64>() - want).abs() < 1e-12,
                "{got} is not {want}"
            );
        }
    }
}

#[test]
fn at_expiry_and_without_volatility_the_intrinsic_value_is_left() {
    for rate in [-0.5, 0.0, 0.5] {
        for (years, vol) in [(0.0, 0.5), (1.0, 0.0), (0.0, 0.0)] {
            for (spot, delta) in [(50.0, 0.0), (100.0, 0.5), (200.0, 1.0)] {
                let inputs = option(spot, 100.0, years, vol, rate);
                let all = price_and_all_greeks(&inputs).unwrap();
                let strike: f64 = 100.0 * (-rate * years).exp();
                let call: f64 = all.prices.call.0.to_num();
                assert!((call - (spot - strike).max(0.0)).abs() < 1e-12);
                let (greeks, second) = (all.greeks, all.second_order);
                // At the money only if the rate leaves it there.
                if rate * years == 0.0 {
                    assert_eq!(greeks.call_delta, fixed(delta));
                }
                let still = [greeks.gamma, greeks.vega, second.vanna, second.volga];
                assert_eq!(still, [I64F64::ZERO; 4]);
            }
        }
    }
}

/// `ln(S/K)` of 127 ln 2 either way, at a negative rate too.
#[test]
fn the_widest_moneyness_is_worth_its_bounds() {
    let (unit, most) = (Price(I64F64::DELTA), Price(I64F64::MAX));
    for rate in [-0.05, 0.0, 0.05] {
        let base = option(1.0, 1.0, 0.5, 0.8, rate);
        let out = price(&OptionInputs {
            spot: unit,
            strike: Price(most.0 >> 1u32),
            ..base
        });
        assert_eq!(out.unwrap().call, Price::ZERO);
        let deep = price(&OptionInputs {
            spot: most,
            strike: unit,
            ..base
        });
        let deep = deep.unwrap();
        assert!(deep.put == Price::ZERO && most.0 - deep.call.0 <= I64F64::DELTA * 2);
    }
}

#[test]
fn prices_that_imply_no_volatility_are_named() {
    let implied = |value: f64, years: f64| {
        let kind = OptionKind::Call;
        let (spot, strike) = (Price(fixed(100.0)), Price(fixed(90.0)));
        implied_vol(
            Price(fixed(value)),
            spot,
            strike,
            Years(fixed(years)),
            Rate::ZERO,
            kind,
        )
    };
    for value in [-1.0, 0.0, 10.0, 100.0, 101.0] {
        assert_eq!(implied(value, 1.0), Err(MathError::PriceOutOfBounds));
    }
    assert_eq!(implied(11.0, 0.0), Err(MathError::VegaTooSmall));
    assert_eq!(implied(11.0, -1.0), Err(MathError::NegativeTime));
}

#[test]
fn deltas_without_a_strike_are_named() {
    let strike = |delta: f64, spot: f64| {
        let (years, vol) = (Years(fixed(1.0)), Vol(fixed(2.0)));
        strike_from_delta(Price(fixed(spot)), fixed(delta), years, vol, Rate::ZERO)
    };
    for delta in [-0.5, 0.0, 1.0, 1.5] {
        assert_eq!(strike(delta, 1.0), Err(MathError::DeltaOutOfDomain));
    }
    assert_eq!(strike(0.5, 0.0), Err(MathError::NonPositiveSpot));
    assert_eq!(strike(1e-9, 9e18), Err(MathError::StrikeOutOfDomain));
}
