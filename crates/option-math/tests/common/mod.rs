//! Reading the vectors and measuring errors.

use option_math::I64F64;

/// Rows of a vector file: a label, then numbers in units of 2^-64.
pub fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, Vec<I64F64>)> {
    file.lines().skip(1).map(|line| {
        let (label, numbers) = line.split_once(',').expect("a label and numbers");
        let parse = |n: &str| I64F64::from_bits(n.parse().expect("an integer"));
        (label, numbers.split(',').map(parse).collect())
    })
}

/// `|got - want|` beyond one output unit, as a part of `scale`.
pub fn excess(got: I64F64, want: I64F64, scale: f64) -> f64 {
    got.to_bits().abs_diff(want.to_bits()).saturating_sub(1) as f64 / 2f64.powi(64) / scale
}
