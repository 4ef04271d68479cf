//! Raw bits in, a value or a named error out.

use crate::inputs::on_forward;
use option_math::{
    black_76, kernel, merton, price, price_and_greeks, strike_from_delta, OptionInputs, Price,
    Rate, Vol, Years, I64F64,
};
use proptest::prelude::*;

/// Any bits, biased towards every magnitude and the ends of the range.
fn raw() -> impl Strategy<Value = I64F64> {
    let magnitudes = (any::<i128>(), 0u32..128).prop_map(|(bits, shift)| bits >> shift);
    let ends = prop::sample::select(vec![
        i128::MIN,
        i128::MIN + 1,
        -1,
        0,
        1,
        i128::MAX - 1,
        i128::MAX,
    ]);
    let powers = (0u32..127, -1i128..=1).prop_map(|(power, offset)| (1i128 << power) + offset);
    prop_oneof![
        4 => any::<i128>(),
        8 => magnitudes,
        1 => ends,
        2 => powers,
    ]
    .prop_map(I64F64::from_bits)
}

/// Raw bits of at least 0 and below `2^power`, which reach beyond the domain checks more often.
fn positive(power: u32) -> impl Strategy<Value = I64F64> {
    (any::<u128>(), 128 - 64 - power..128)
        .prop_map(|(bits, shift)| I64F64::from_bits((bits >> shift) as i128))
}

prop_compose! {
    fn inputs(positive_only: bool)(
        wild in [raw(), raw(), raw(), raw(), raw()],
        tame in [positive(63), positive(63), positive(6), positive(4)],
    ) -> OptionInputs {
        let [spot, strike, years, vol, rate] = wild;
        let pick = |wild, tame| if positive_only { tame } else { wild };
        OptionInputs {
            spot: Price(pick(spot, tame[0])),
            strike: Price(pick(strike, tame[1])),
            years: Years(pick(years, tame[2])),
            vol: Vol(pick(vol, tame[3])),
            rate: Rate(if positive_only { rate >> 62u32 } else { rate }),
        }
    }
}

fn check(inputs: &OptionInputs) -> Result<bool, TestCaseError> {
    let Ok(prices) = price(inputs) else {
        prop_assert!(price_and_greeks(inputs).is_err());
        return Ok(false);
    };
    prop_assert!(prices.call >= Price::ZERO && prices.call <= inputs.spot);
    prop_assert!(prices.put >= Price::ZERO);
    if let Ok((same, greeks)) = price_and_greeks(inputs) {
        prop_assert_eq!(same, prices);
        prop_assert!((I64F64::ZERO..=I64F64::ONE).contains(&greeks.call_delta));
        prop_assert!(greeks.gamma >= 0 && greeks.vega >= 0);
    }
    Ok(true)
}

/// Prices without a Greek that fits are prices still, and what fits is of one pass.
fn check_carried(inputs: &OptionInputs, dividend: Rate) -> Result<bool, TestCaseError> {
    let prices = merton::price(inputs, dividend);
    let greeks = merton::price_and_greeks(inputs, dividend);
    let all = merton::price_and_all_greeks(inputs, dividend);
    let forward = on_forward(inputs);
    let asset = merton::price(inputs, inputs.rate);
    prop_assert_eq!(black_76::price(&forward).ok(), asset.ok());
    if let Ok(all) = black_76::price_and_all_greeks(&forward) {
        let greeks = black_76::price_and_greeks(&forward);
        prop_assert_eq!(greeks, Ok((all.prices, all.greeks)));
        prop_assert!(all.greeks.call_rho <= 0 && all.greeks.put_rho <= 0);
    }
    let Ok(prices) = prices else {
        prop_assert!(greeks.is_err() && all.is_err());
        return Ok(false);
    };
    prop_assert!(prices.call >= Price::ZERO && prices.put >= Price::ZERO);
    if let Ok((same, greeks)) = greeks {
        prop_assert_eq!(same, prices);
        prop_assert!(greeks.call_delta >= 0 && greeks.put_delta <= 0);
        prop_assert!(greeks.gamma >= 0 && greeks.vega >= 0);
    }
    if let Ok(all) = all {
        prop_assert_eq!(Ok((all.prices, all.greeks)), greeks);
    }
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) })]

    #[test]
    fn options_take_any_bits(inputs in inputs(false)) {
        check(&inputs)?;
    }

    #[test]
    fn options_take_any_bits_of_the_right_sign(inputs in inputs(true)) {
        check(&inputs)?;
    }

    #[test]
    fn yields_take_any_bits(inputs in inputs(false), dividend in raw()) {
        check_carried(&inputs, Rate(dividend))?;
    }

    #[test]
    fn yields_take_any_bits_of_the_right_sign(inputs in inputs(true), dividend in raw(), places in 0u32..=62) {
        check_carried(&inputs, Rate(dividend >> places))?;
    }

    #[test]
    fn strikes_take_any_bits(spot in raw(), delta in raw(), years in raw(), vol in raw(), rate in raw()) {
        let strike = strike_from_delta(Price(spot), delta, Years(years), Vol(vol), Rate(rate));
        prop_assert!(strike.map_or(true, |price| price > Price::ZERO));
    }

    #[test]
    fn strikes_take_any_bits_of_the_right_sign(
        spot in positive(63), delta in positive(0), years in positive(6), vol in positive(4), rate in raw(),
    ) {
        let strike = strike_from_delta(Price(spot), delta, Years(years), Vol(vol), Rate(rate >> 62u32));
        prop_assert!(strike.map_or(true, |price| price > Price::ZERO));
    }

    #[test]
    fn kernels_take_any_bits(x in raw()) {
        prop_assert!(kernel::exp(x).map_or(x > 43, |y| y >= 0));
        prop_assert_eq!(kernel::ln(x).is_ok(), x > 0);
        prop_assert_eq!(kernel::sqrt(x).is_ok(), x >= 0);
        prop_assert_eq!(kernel::inv_norm_cdf(x).is_ok(), x > 0 && x < 1);
        prop_assert!((I64F64::ZERO..=I64F64::ONE).contains(&kernel::norm_cdf(x)));
        prop_assert!(kernel::norm_pdf(x) >= 0 && kernel::norm_pdf(x) < I64F64::from_num(0.4));
    }
}

/// The tame generator is no use if most of what it makes is refused.
#[test]
fn the_fuzz_reaches_the_formulas() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let priced = (0..2_000)
        .filter(|_| {
            let tree = inputs(true).new_tree(&mut runner).unwrap();
            price(&tree.current()).is_ok()
        })
        .count();
    println!("{priced} of 2000 are priced");
    assert!(priced > 500);
}
