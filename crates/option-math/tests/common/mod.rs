//! Reading the vectors.

use option_math::I64F64;

/// Rows of a vector file: a label, then numbers in units of 2^-64.
pub fn rows(file: &str) -> impl Iterator<Item = (&str, Vec<I64F64>)> {
    file.lines().skip(1).map(|line| {
        let (label, numbers) = line.split_once(',').expect("a label and numbers");
        let parse = |n: &str| I64F64::from_bits(n.parse().expect("an integer"));
        (label, numbers.split(',').map(parse).collect())
    })
}
