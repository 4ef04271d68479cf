//! Every kernel against mpmath: the documented bounds, measured.

use crate::common::rows;
use crate::errors::excess;
use option_math::{kernel, MathError, I64F64};

const VECTORS: &str = include_str!("vectors/kernels.csv");

/// Largest error of `f` over its vectors, beyond one output unit and relative to `scale(input, output)`.
fn measure(name: &str, f: impl Fn(I64F64) -> I64F64, scale: impl Fn(f64, f64) -> f64, bound: f64) {
    let mut worst = 0f64;
    let mut count = 0;
    for (_, row) in rows(VECTORS).filter(|(label, _)| *label == name) {
        let (input, want) = (row[0], row[1]);
        let scale = scale(input.to_num(), want.to_num());
        worst = worst.max(excess(f(input), want, scale));
        count += 1;
    }
    println!("{name}: {worst:.2e} over {count} vectors, bound {bound:.0e}");
    assert!(count >= 400, "vectors of {name} are missing");
    assert!(worst <= bound);
}

#[test]
fn exp_is_within_its_relative_bound() {
    let scale = |_, want: f64| want.max(f64::MIN_POSITIVE);
    measure("exp", |x| kernel::exp(x).unwrap(), scale, 2e-18);
}

#[test]
fn ln_is_within_its_bound() {
    let scale = |_, want: f64| 1.0 + want.abs() / 5.0;
    measure("ln", |x| kernel::ln(x).unwrap(), scale, 1e-17);
}

#[test]
fn sqrt_is_within_its_relative_bound() {
    let scale = |_, want: f64| want.max(f64::MIN_POSITIVE);
    measure("sqrt", |x| kernel::sqrt(x).unwrap(), scale, 2.2e-19);
}

#[test]
fn density_is_within_its_bound() {
    measure("norm_pdf", kernel::norm_pdf, |_, _| 1.0, 1e-17);
}

#[test]
fn distribution_is_within_its_bound() {
    measure("norm_cdf", kernel::norm_cdf, |_, _| 1.0, 4e-18);
}

#[test]
fn quantile_is_within_its_bound() {
    let inverse = |p| kernel::inv_norm_cdf(p).unwrap();
    let scale = |p: f64, _| {
        if (1e-6..=1.0 - 1e-6).contains(&p) {
            1.0
        } else {
            2_500.0
        }
    };
    measure("inv_norm_cdf", inverse, scale, 2e-17);
}

#[test]
fn exact_values() {
    let (zero, one) = (I64F64::ZERO, I64F64::ONE);
    let half = one / 2;
    assert_eq!(kernel::exp(zero), Ok(one));
    assert_eq!(kernel::ln(one), Ok(zero));
    assert_eq!(kernel::norm_cdf(zero), half);
    assert_eq!(kernel::norm_cdf(I64F64::MAX), one);
    assert_eq!(kernel::norm_cdf(I64F64::MIN), zero);
    assert_eq!(kernel::inv_norm_cdf(half), Ok(zero));
    for root in [1u64, 2, 3, 10, 65_537, 2_147_483_647] {
        let square = I64F64::from_num(root * root);
        assert_eq!(kernel::sqrt(square), Ok(I64F64::from_num(root)));
        assert_eq!(
            kernel::sqrt(square >> 32u32),
            Ok(I64F64::from_num(root) >> 16u32)
        );
    }
}

#[test]
fn edges_of_the_domains_are_named() {
    let (zero, one, unit) = (I64F64::ZERO, I64F64::ONE, I64F64::DELTA);
    let last = I64F64::LN_2 * 63 - I64F64::from_num(1e-15);
    assert!(kernel::exp(last).is_ok());
    assert_eq!(
        kernel::exp(last + I64F64::from_num(2e-15)),
        Err(MathError::ExpOverflow)
    );
    assert_eq!(kernel::exp(I64F64::MAX), Err(MathError::ExpOverflow));
    assert_eq!(kernel::exp(I64F64::MIN), Ok(zero));
    assert_eq!(kernel::ln(zero), Err(MathError::LogOutOfDomain));
    assert_eq!(kernel::ln(-unit), Err(MathError::LogOutOfDomain));
    assert_eq!(kernel::sqrt(-unit), Err(MathError::SqrtOutOfDomain));
    for p in [zero, one, -unit, one + unit, I64F64::MAX, I64F64::MIN] {
        assert_eq!(
            kernel::inv_norm_cdf(p),
            Err(MathError::ProbabilityOutOfDomain)
        );
    }
}
