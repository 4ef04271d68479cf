//! Errors against the vectors, each as a part of its natural scale.

use option_math::{price_and_all_greeks, MathError, OptionInputs, Price, Rate, Vol, Years, I64F64};

/// Outputs of a row of `options.csv`, in its order.
pub const NAMES: [&str; 13] = [
    "call",
    "put",
    "call delta",
    "put delta",
    "gamma",
    "vega",
    "call theta",
    "put theta",
    "call rho",
    "put rho",
    "vanna",
    "volga",
    "charm",
];

/// The option of a row.
pub fn inputs(row: &[I64F64]) -> OptionInputs {
    OptionInputs {
        spot: Price(row[0]),
        strike: Price(row[1]),
        years: Years(row[2]),
        vol: Vol(row[3]),
        rate: Rate(row[4]),
    }
}

/// What the library makes of a row.
pub fn outputs(row: &[I64F64]) -> Result<[I64F64; 13], MathError> {
    let all = price_and_all_greeks(&inputs(row))?;
    let (g, second) = (all.greeks, all.second_order);
    Ok([
        all.prices.call.0,
        all.prices.put.0,
        g.call_delta,
        g.put_delta,
        g.gamma,
        g.vega,
        g.call_theta,
        g.put_theta,
        g.call_rho,
        g.put_rho,
        second.vanna,
        second.volga,
        second.charm,
    ])
}

/// What each output's error is a part of.
pub fn scales(row: &[I64F64]) -> [f64; 13] {
    let [s, k, t, vol, r] = [0, 1, 2, 3, 4].map(|i| row[i].to_num::<f64>());
    let discounted = k * (-r * t).exp();
    let price = s.max(discounted);
    let v = vol * t.sqrt();
    let rho = (t * (price + 0.01)).max(f64::MIN_POSITIVE);
    let vega = (s * t.sqrt()).max(f64::MIN_POSITIVE);
    let carry = r.abs() * discounted;
    if v == 0.0 {
        // The other Greeks are exactly 0, whatever the scale.
        return [
            price,
            price,
            1.0,
            1.0,
            1.0,
            vega,
            1.0 + carry,
            1.0 + carry,
            rho,
            rho,
            1.0,
            1.0,
            1.0,
        ];
    }
    let theta = s * vol / t.sqrt() + carry;
    let charm = 1.0 / t + r.abs() / v;
    [
        price,
        price,
        1.0,
        1.0,
        1.0 / (s * v),
        vega,
        theta,
        theta,
        rho,
        rho,
        1.0 / vol,
        vega / vol,
        charm,
    ]
}

/// `|got - want|` beyond one output unit, as a part of `scale`.
pub fn excess(got: I64F64, want: I64F64, scale: f64) -> f64 {
    got.to_bits().abs_diff(want.to_bits()).saturating_sub(1) as f64 / 2f64.powi(64) / scale
}
