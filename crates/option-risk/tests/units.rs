//! Conversions are exact, rounded as their names say, and refuse what does not fit.

use crate::common::SOL;
use option_risk::units::{mul_bps_down, mul_bps_up, Kind, Scale};
use option_risk::RiskError;
use proptest::prelude::*;

/// Arbitrary-precision product, little-endian 32-bit limbs without leading zeros.
fn product(factors: &[u128]) -> Vec<u32> {
    let mut limbs = vec![1u32];
    for factor in factors {
        let mut out = vec![0u32; limbs.len() + 4];
        for shift in 0..4 {
            let digit = (factor >> (32 * shift)) as u32;
            let mut carry = 0u64;
            for (index, limb) in limbs.iter().enumerate() {
                let sum =
                    u64::from(out[index + shift]) + u64::from(*limb) * u64::from(digit) + carry;
                out[index + shift] = sum as u32;
                carry = sum >> 32;
            }
            let mut index = limbs.len() + shift;
            while carry > 0 {
                let sum = u64::from(out[index]) + carry;
                out[index] = sum as u32;
                carry = sum >> 32;
                index += 1;
            }
        }
        while out.last() == Some(&0) {
            out.pop();
        }
        limbs = out;
    }
    limbs
}

fn less_or_equal(a: &[u32], b: &[u32]) -> bool {
    a.len() < b.len() || (a.len() == b.len() && a.iter().rev().le(b.iter().rev()))
}

fn is_floor(q: u64, numerator: &[u128], denominator: &[u128]) -> bool {
    let times = |q: u128| product(&[&[q], denominator].concat());
    let numerator = product(numerator);
    less_or_equal(&times(q.into()), &numerator)
        && !less_or_equal(&times(u128::from(q) + 1), &numerator)
}

fn is_ceil(q: u64, numerator: &[u128], denominator: &[u128]) -> bool {
    let times = |q: u128| product(&[&[q], denominator].concat());
    let numerator = product(numerator);
    less_or_equal(&numerator, &times(q.into()))
        && (q == 0 || !less_or_equal(&numerator, &times(u128::from(q) - 1)))
}

fn scales() -> impl Strategy<Value = Scale> {
    (0u8..=18, 0u8..=18, -18i32..=8).prop_map(|(base_decimals, quote_decimals, price_exponent)| {
        Scale {
            base_decimals,
            quote_decimals,
            price_exponent,
        }
    })
}

fn amounts() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0u32..64).prop_map(|(raw, shift)| raw >> shift)
}

/// Powers of ten of numerator and denominator of quote atoms per `base atoms x price`.
fn powers(scale: &Scale) -> (u128, u128) {
    let power =
        scale.price_exponent + i32::from(scale.quote_decimals) - i32::from(scale.base_decimals);
    let ten = 10u128.pow(power.unsigned_abs());
    if power < 0 {
        (1, ten)
    } else {
        (ten, 1)
    }
}

proptest! {
    #[test]
    fn quote_for_base_is_exact(scale in scales(), base in amounts(), price in amounts()) {
        let (up, down) = powers(&scale);
        let numerator = [base.into(), price.into(), up];
        match scale.quote_for_base_down(base, price) {
            Ok(quote) => prop_assert!(is_floor(quote, &numerator, &[down])),
            Err(error) => {
                prop_assert_eq!(error, RiskError::Overflow);
                let most = product(&[u64::MAX.into(), down]);
                prop_assert!(!less_or_equal(&product(&numerator), &most));
            }
        }
        if let Ok(quote) = scale.quote_for_base_up(base, price) {
            prop_assert!(is_ceil(quote, &numerator, &[down]));
        }
    }

    #[test]
    fn base_for_quote_is_exact(scale in scales(), quote in amounts(), price in 1u64..) {
        let (up, down) = powers(&scale);
        let (numerator, denominator) = ([quote.into(), down], [price.into(), up]);
        if let Ok(base) = scale.base_for_quote_down(quote, price) {
            prop_assert!(is_floor(base, &numerator, &denominator));
        }
        if let Ok(base) = scale.base_for_quote_up(quote, price) {
            prop_assert!(is_ceil(base, &numerator, &denominator));
        }
    }

    #[test]
    fn realistic_amounts_always_convert(quote in 0u64..1 << 56, price in 1_000_000u64..1 << 50) {
        let base = SOL.base_for_quote_down(quote, price);
        prop_assert!(base.is_ok() || base == Err(RiskError::Overflow));
        if let Ok(base) = base {
            prop_assert!(SOL.quote_for_base_down(base, price).unwrap() <= quote);
        }
    }

    #[test]
    fn bps_are_exact(amount in amounts(), bps in any::<u32>()) {
        let numerator = [u128::from(amount), u128::from(bps)];
        match (mul_bps_down(amount, bps), mul_bps_up(amount, bps)) {
            (Ok(down), Ok(up)) => {
                prop_assert!(is_floor(down, &numerator, &[10_000]));
                prop_assert!(is_ceil(up, &numerator, &[10_000]));
            }
            _ => prop_assert!(u128::from(amount) * u128::from(bps) > 10_000 * u128::from(u64::MAX - 1)),
        }
    }

    #[test]
    fn payoff_never_exceeds_coverage(
        put in any::<bool>(),
        contracts in 0u64..1 << 50,
        strike in 1u64..1 << 45,
        settlement in 1u64..1 << 45,
    ) {
        let kind = if put { Kind::Put } else { Kind::Call };
        let down = SOL.payoff_down(kind, contracts, strike, settlement);
        let up = SOL.payoff_up(kind, contracts, strike, settlement);
        if let (Ok(down), Ok(up)) = (down, up) {
            prop_assert!(down <= up && up - down <= 1);
            prop_assert!(up <= SOL.coverage_up(kind, contracts, strike).unwrap());
            let is_out = if put { settlement >= strike } else { settlement <= strike };
            prop_assert!(!is_out || up == 0);
        }
    }

    #[test]
    fn holders_never_redeem_more_than_writers_pay(
        parts in proptest::collection::vec(0u64..1 << 40, 1..6),
        strike in 1u64..1 << 40,
        settlement in 1u64..1 << 40,
    ) {
        for kind in Kind::ALL {
            let redeemed: u64 = parts
                .iter()
                .map(|part| SOL.payoff_down(kind, *part, strike, settlement).unwrap())
                .sum();
            let paid = SOL.payoff_up(kind, parts.iter().sum(), strike, settlement).unwrap();
            prop_assert!(redeemed <= paid);
        }
    }
}

#[test]
fn known_amounts() {
    // 2.5 SOL at $150.
    assert_eq!(
        SOL.quote_for_base_down(2_500_000_000, 15_000_000_000),
        Ok(375_000_000)
    );
    assert_eq!(
        SOL.base_for_quote_down(375_000_000, 15_000_000_000),
        Ok(2_500_000_000)
    );
    assert_eq!(SOL.one_contract(), 1_000_000_000);
    // One atom of SOL is less than an atom of USDC.
    assert_eq!(SOL.quote_for_base_down(1, 15_000_000_000), Ok(0));
    assert_eq!(SOL.quote_for_base_up(1, 15_000_000_000), Ok(1));
    // A call struck at 150 settles at 200: a quarter of a SOL. A put settles at 100: $50.
    let (strike, up, down) = (15_000_000_000, 20_000_000_000, 10_000_000_000);
    assert_eq!(
        SOL.payoff_down(Kind::Call, 1_000_000_000, strike, up),
        Ok(250_000_000)
    );
    assert_eq!(
        SOL.payoff_down(Kind::Put, 1_000_000_000, strike, down),
        Ok(50_000_000)
    );
}

#[test]
fn refusals_are_specific() {
    assert_eq!(SOL.base_for_quote_down(1, 0), Err(RiskError::ZeroPrice));
    assert_eq!(SOL.base_for_quote_up(1, 0), Err(RiskError::ZeroPrice));
    assert_eq!(Kind::try_from(2), Err(RiskError::UnknownKind(2)));
    assert_eq!(Kind::try_from(Kind::Put as u8), Ok(Kind::Put));
    for (scale, name) in [
        (
            Scale {
                base_decimals: 19,
                ..SOL
            },
            "base_decimals",
        ),
        (
            Scale {
                quote_decimals: 19,
                ..SOL
            },
            "quote_decimals",
        ),
        (
            Scale {
                price_exponent: 9,
                ..SOL
            },
            "price_exponent",
        ),
        (
            Scale {
                price_exponent: -19,
                ..SOL
            },
            "price_exponent",
        ),
    ] {
        assert_eq!(scale.validate(), Err(RiskError::InvalidParameter(name)));
        assert_eq!(
            scale.quote_for_base_down(1, 1),
            Err(RiskError::InvalidParameter(name))
        );
    }
}

#[test]
fn refusals_say_what_they_are_about() {
    for (error, said) in [
        (
            RiskError::InvalidParameter("band_bps"),
            "parameter band_bps",
        ),
        (RiskError::UnknownKind(7), "7 names no option kind"),
        (RiskError::Overflow, "does not fit"),
    ] {
        assert!(error.to_string().contains(said), "{error}");
    }
}
