use super::wide::{divide_wide, LOW};
use super::*;
use option_math::I64F64;
use proptest::prelude::*;

/// Numbers of every magnitude.
fn numbers() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0u32..64).prop_map(|(bits, shift)| bits >> shift)
}

/// Where digits are at their bounds, which chance hardly meets.
#[test]
fn wide_division_is_exact_at_the_edges() {
    let top = 1 << 63;
    let divisors = [
        1,
        2,
        3,
        LOW,
        LOW + 1,
        top - 1,
        top,
        top + 1,
        u64::MAX - 1,
        u64::MAX,
    ];
    let lows = [0, 1, LOW, LOW + 1, LOW << 32, top, u64::MAX - 1, u64::MAX];
    for d in divisors {
        for high in [0, 1, d / 2, d - 2.min(d), d - 1] {
            for low in lows.into_iter().filter(|_| high < d) {
                let wide = (u128::from(high) << 64) | u128::from(low);
                let want = (wide / u128::from(d), wide % u128::from(d));
                let (quotient, rest) = divide_wide(high, low, d);
                assert_eq!((u128::from(quotient), u128::from(rest)), want);
            }
        }
    }
}

#[test]
fn parts_are_exact_to_the_last_bit() {
    for value in [0, 1, 7, 9_999, 10_000, 12_345, u32::MAX] {
        let exact = |parts: i128| I64F64::from_bits((i128::from(value) << 64) / parts);
        assert_eq!(bps(value), exact(10_000));
        assert_eq!(milli(value), exact(1_000));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn wide_division_is_exact(a in numbers(), low in numbers(), d in numbers()) {
        prop_assume!(d > 0);
        let high = a % d;
        let wide = (u128::from(high) << 64) | u128::from(low);
        let want = (wide / u128::from(d), wide % u128::from(d));
        let (quotient, rest) = divide_wide(high, low, d);
        prop_assert_eq!((u128::from(quotient), u128::from(rest)), want);
    }

    #[test]
    fn scaling_is_the_exact_quotient_rounded(a in numbers(), b in numbers(), d in numbers()) {
        prop_assume!(d > 0);
        let product = u128::from(a) * u128::from(b);
        let (down, up) = (product / u128::from(d), product.div_ceil(u128::from(d)));
        prop_assert_eq!(mul_div_down(a, b, d), to_u64(down));
        prop_assert_eq!(mul_div_up(a, b, d), to_u64(up));
    }

    #[test]
    fn shares_are_the_exact_product_rounded(a in numbers(), b in numbers()) {
        let product = u128::from(a) * u128::from(b);
        prop_assert_eq!(u128::from(share_down(a, b)), product >> 64);
        prop_assert_eq!(u128::from(share_up(a, b)), product.div_ceil(1 << 64));
    }

    #[test]
    fn ratios_are_rounded_down(a in numbers(), b in numbers(), value: u32) {
        prop_assume!(b > 0);
        let want = (u128::from(a) << 64) / u128::from(b);
        let want = i128::try_from(want).map(I64F64::from_bits);
        prop_assert_eq!(ratio_down(a, b).ok(), want.ok());
        let exact = (i128::from(value) << 64) / i128::from(BPS);
        prop_assert_eq!(bps(value), I64F64::from_bits(exact));
    }
}

#[test]
fn nothing_divides_by_zero() {
    assert_eq!(mul_div_down(1, 1, 0), Err(RiskError::Overflow));
    assert_eq!(ratio_down(1, 0), Err(RiskError::ZeroPrice));
    assert_eq!((distance_bps(1, 0), distance_bps(0, 0)), (u32::MAX, 0));
}
