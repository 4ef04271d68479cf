//! Values printed in Haug, The Complete Guide to Option Pricing Formulas (1998; volga and charm: 2007), to the digits
//! printed.
//!
//! A carry b other than r is a yield of `r - b`; of zero, a forward.

use crate::inputs::{fixed, on_forward, option};
use option_math::{black_76, merton, price, price_and_greeks, Rate, I64F64};

#[track_caller]
fn assert_printed(got: I64F64, printed: f64) {
    let got: f64 = got.to_num();
    assert!((got - printed).abs() <= 0.5001e-4, "{got} is not {printed}");
}

#[test]
fn black_scholes_call() {
    let p = price(&option(60.0, 65.0, 0.25, 0.30, 0.08)).unwrap();
    assert_printed(p.call.0, 2.1334);
}

#[test]
fn merton_put_with_a_dividend_yield() {
    let p = merton::price(&option(100.0, 95.0, 0.5, 0.20, 0.10), Rate(fixed(0.05))).unwrap();
    assert_printed(p.put.0, 2.4648);
}

#[test]
fn black_76_on_a_future_at_the_money() {
    let p = black_76::price(&on_forward(&option(19.0, 19.0, 0.75, 0.28, 0.10))).unwrap();
    assert_printed(p.call.0, 1.7011);
    assert_printed(p.put.0, 1.7011);
}

#[test]
fn garman_kohlhagen_currency_call() {
    let p = merton::price(&option(1.56, 1.6, 0.5, 0.12, 0.06), Rate(fixed(0.08))).unwrap();
    assert_printed(p.call.0, 0.0291);
}

#[test]
fn delta_of_a_future_option() {
    let (_, g) =
        black_76::price_and_greeks(&on_forward(&option(105.0, 100.0, 0.5, 0.36, 0.10))).unwrap();
    assert_printed(g.call_delta, 0.5946);
    assert_printed(g.put_delta, -0.3566);
}

#[test]
fn gamma_and_vega() {
    let (_, g) = price_and_greeks(&option(55.0, 60.0, 0.75, 0.30, 0.10)).unwrap();
    assert_printed(g.gamma, 0.0278);
    assert_printed(g.vega, 18.9358);
}

#[test]
fn theta_of_a_put_on_an_index_with_a_yield() {
    let inputs = option(430.0, 405.0, 1.0 / 12.0, 0.20, 0.07);
    let (_, g) = merton::price_and_greeks(&inputs, Rate(fixed(0.05))).unwrap();
    assert_printed(g.put_theta, -31.1924);
}

/// Spot and strike the same number: the logarithm is nothing, and the rate is all of the moneyness.
#[test]
fn at_the_money_exactly_with_a_rate() {
    let (both, _) = price_and_greeks(&option(100.0, 100.0, 1.0, 0.20, 0.05)).unwrap();
    assert_printed(both.call.0, 10.4506);
    assert_printed(both.put.0, 5.5735);
}

#[test]
fn rho_of_a_call() {
    let (_, g) = price_and_greeks(&option(72.0, 75.0, 1.0, 0.19, 0.09)).unwrap();
    assert_printed(g.call_rho, 38.7325);
}

#[test]
fn volga_and_charm_of_future_options() {
    let of = |inputs| {
        black_76::price_and_all_greeks(&inputs)
            .unwrap()
            .second_order
    };
    let far = of(on_forward(&option(90.0, 130.0, 0.75, 0.28, 0.05)));
    assert_printed(far.volga, 92.3444);
    let low = of(on_forward(&option(105.0, 90.0, 0.25, 0.24, 0.14)));
    assert_printed(low.put_charm, 0.3700);
}
