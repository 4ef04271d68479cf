//! What the commands compute, against published values, mpmath and each other.

use crate::run::{column, greeks, number, Run, GREEKS};

fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

/// Haug, The Complete Guide to Option Pricing Formulas (1998), to the digits printed.
#[test]
fn published_values() {
    let run = greeks(&[
        "60,65,0.25,0.08,0.30,call",
        "55,60,0.75,0.10,0.30,call",
        "55,60,0.75,0.10,0.30,put",
        "72,75,1,0.09,0.19,call",
    ])
    .succeeded();
    for (name, row, printed) in [
        ("price", 0, 2.1334),
        ("gamma", 1, 0.0278),
        ("vega", 1, 18.9358),
        ("gamma", 2, 0.0278),
        ("vega", 2, 18.9358),
        ("rho", 3, 38.7325),
    ] {
        let got = number(&column(&run.text(), name)[row]);
        assert!((got - printed).abs() <= 0.5001e-4, "{name} {got}");
    }
}

/// Against the formulas at 60 digits: 15 of the 20 digits printed, and their signs.
#[test]
fn twenty_digits_of_every_greek() {
    let call = [
        "3.8159980515212798",
        "0.38834615099962014",
        "0.023950864694807386",
        "12.262842723741381",
        "-13.577727449519782",
        "5.2595389031136024",
        "0.40899043983437816",
        "3.7120907124346929",
        "-0.50479389861360770",
    ];
    let put = [
        "10.562328305645983",
        "-0.39285762354125095",
        "0.012331781784424926",
        "31.963978385229410",
        "-9.4996402264825423",
        "-36.207495124204555",
        "0.054215750832873284",
        "-1.2254698028761552",
        "0.023441407645056459",
    ];
    let run = greeks(&[
        "64,72,0.25,0.0625,0.5,call",
        "96,90.5,0.75,-0.03125,0.375,put",
    ])
    .succeeded();
    for (index, name) in GREEKS.iter().enumerate() {
        for (got, want) in column(&run.text(), name)
            .iter()
            .zip([call[index], put[index]])
        {
            assert_eq!(digits(got).len(), 20, "{name} {got}");
            assert_eq!(digits(got)[..15], digits(want)[..15], "{name} {got}");
            assert_eq!(got.starts_with('-'), want.starts_with('-'), "{name} {got}");
        }
    }
}

#[test]
fn at_expiry_nothing_is_left_but_the_intrinsic_value() {
    let text = greeks(&["12.5,10,0,0,0.5,call"]).succeeded().text();
    let row = text.lines().nth(1).expect("a row");
    let want = "12.5,10,0,0,0.5,call,2.5000000000000000000,1.0000000000000000000,0,0,0,0,0,0,0";
    assert_eq!(row, want);
}

#[test]
fn spellings_of_a_number_do_not_matter() {
    let tail = "0".repeat(300);
    let long = format!("60.{tail},650e-1,.25,+8E-2,3e-1, Call ");
    let text = greeks(&["60,65,0.25,0.08,0.30,call", &long])
        .succeeded()
        .text();
    for name in GREEKS {
        let cells = column(&text, name);
        assert_eq!(cells[0], cells[1], "{name}");
    }
}

#[test]
fn from_price_to_volatility_and_back() {
    let rows = [
        "60,65,0.25,0.08,0.3,call",
        "100,95,0.5,0.1,0.2,PUT",
        "64,72,2,-0.0625,1.5,put",
    ];
    let priced = greeks(&rows).succeeded().text();
    let implied = Run::new("iv", priced.replacen("sigma", "given", 1), &[])
        .succeeded()
        .text();
    for (vol, given) in column(&implied, "sigma")
        .iter()
        .zip(column(&implied, "given"))
    {
        assert!(
            (number(vol) - number(&given)).abs() <= 1e-12,
            "{vol} is not {given}"
        );
    }
    let again = Run::new("greeks", &implied, &[]).succeeded().text();
    let first = column(&priced, "price");
    for (price, first) in column(&again, "price").iter().zip(first) {
        assert!(
            (number(price) - number(&first)).abs() <= 1e-12,
            "{price} is not {first}"
        );
    }
}
