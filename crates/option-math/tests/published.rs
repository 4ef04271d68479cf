//! Values printed in Haug, The Complete Guide to Option Pricing Formulas (1998), to the digits printed.
//!
//! A carry b other than r is a spot of `S e^((b - r) T)`.

use option_math::{kernel, price, price_and_greeks, OptionInputs, Price, Rate, Vol, Years, I64F64};

fn fixed(x: f64) -> I64F64 {
    I64F64::from_num(x)
}

fn carried(spot: f64, strike: f64, years: f64, rate: f64, carry: f64, vol: f64) -> OptionInputs {
    let factor = kernel::exp(fixed((carry - rate) * years)).unwrap();
    OptionInputs {
        spot: Price(fixed(spot) * factor),
        strike: Price(fixed(strike)),
        years: Years(fixed(years)),
        vol: Vol(fixed(vol)),
        rate: Rate(fixed(rate)),
    }
}

#[track_caller]
fn assert_printed(got: I64F64, printed: f64) {
    let got: f64 = got.to_num();
    assert!((got - printed).abs() <= 0.5001e-4, "{got} is not {printed}");
}

#[test]
fn black_scholes_call() {
    let p = price(&carried(60.0, 65.0, 0.25, 0.08, 0.08, 0.30)).unwrap();
    assert_printed(p.call.0, 2.1334);
}

#[test]
fn merton_put_with_a_dividend_yield() {
    let p = price(&carried(100.0, 95.0, 0.5, 0.10, 0.05, 0.20)).unwrap();
    assert_printed(p.put.0, 2.4648);
}

#[test]
fn black_76_on_a_future_at_the_money() {
    let p = price(&carried(19.0, 19.0, 0.75, 0.10, 0.0, 0.28)).unwrap();
    assert_printed(p.call.0, 1.7011);
    assert_printed(p.put.0, 1.7011);
}

#[test]
fn garman_kohlhagen_currency_call() {
    let p = price(&carried(1.56, 1.6, 0.5, 0.06, 0.06 - 0.08, 0.12)).unwrap();
    assert_printed(p.call.0, 0.0291);
}

#[test]
fn delta_of_a_future_option() {
    let (_, g) = price_and_greeks(&carried(105.0, 100.0, 0.5, 0.10, 0.0, 0.36)).unwrap();
    // Per unit of the future: its present value has the factor e^(-rT).
    let factor = kernel::exp(fixed(-0.05)).unwrap();
    assert_printed(g.call_delta * factor, 0.5946);
    assert_printed(g.put_delta * factor, -0.3566);
}

#[test]
fn gamma_and_vega() {
    let (_, g) = price_and_greeks(&carried(55.0, 60.0, 0.75, 0.10, 0.10, 0.30)).unwrap();
    assert_printed(g.gamma, 0.0278);
    assert_printed(g.vega, 18.9358);
}

#[test]
fn rho_of_a_call() {
    let (_, g) = price_and_greeks(&carried(72.0, 75.0, 1.0, 0.09, 0.09, 0.19)).unwrap();
    assert_printed(g.call_rho, 38.7325);
}
