//! What a vault's two assets are worth together.

use crate::common::{SOL, SPOT};
use option_risk::nav::Assets;
use option_risk::units::Kind;
use option_risk::RiskError;
use proptest::prelude::*;

fn worth(
    assets: Assets,
    kind: Kind,
    price: u64,
) -> (Result<u64, RiskError>, Result<u64, RiskError>) {
    (
        assets.worth_down(kind, price, &SOL),
        assets.worth_up(kind, &[price], 0, &SOL),
    )
}

#[test]
fn five_sol_and_three_hundred_dollars() {
    let assets = Assets {
        base: 5_000_000_000,
        quote: 300_000_000,
    };
    // 7 SOL, or $1,050.
    let both = |value| (Ok(value), Ok(value));
    assert_eq!(worth(assets, Kind::Call, SPOT), both(7_000_000_000));
    assert_eq!(worth(assets, Kind::Put, SPOT), both(1_050_000_000));
    assert_eq!(assets.split(Kind::Call), (5_000_000_000, 300_000_000));
    assert_eq!(assets.split(Kind::Put), (300_000_000, 5_000_000_000));
}

#[test]
fn a_part_of_an_atom_is_rounded_as_the_name_says() {
    // A quote atom is 6.67 base atoms, a base atom 0.15 quote atoms.
    let assets = Assets { base: 1, quote: 1 };
    assert_eq!(worth(assets, Kind::Call, SPOT), (Ok(7), Ok(8)));
    assert_eq!(worth(assets, Kind::Put, SPOT), (Ok(1), Ok(2)));
}

#[test]
fn what_has_no_worth_is_refused() {
    let assets = Assets { base: 1, quote: 1 };
    let zero = Err(RiskError::ZeroPrice);
    assert_eq!(worth(assets, Kind::Call, 0), (zero, zero));
    let overflow = Err(RiskError::Overflow);
    let most = Assets {
        base: u64::MAX,
        quote: u64::MAX,
    };
    for kind in Kind::ALL {
        for price in [1, SPOT, u64::MAX] {
            assert_eq!(worth(most, kind, price), (overflow, overflow));
        }
    }
}

/// A newcomer is measured by the price that is worst for them, and a spread on top; a price of zero is none.
#[test]
fn a_deposit_is_measured_by_the_dearest_price() {
    let assets = Assets {
        base: 5_000_000_000,
        quote: 300_000_000,
    };
    let prices = [SPOT, 0, SPOT / 2, 2 * SPOT];
    // $300 are 4 SOL at $75, and 4.04 with 1%; 5 SOL are $1,500 at $300, and $1,515.
    let up = |kind, spread| assets.worth_up(kind, &prices, spread, &SOL);
    assert_eq!(up(Kind::Call, 0), Ok(9_000_000_000));
    assert_eq!(up(Kind::Call, 100), Ok(9_040_000_000));
    assert_eq!(up(Kind::Put, 100), Ok(1_815_000_000));
    let none = assets.worth_up(Kind::Call, &[0, 0], 0, &SOL);
    assert_eq!(none, Err(RiskError::ZeroPrice));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Around the exact worth, an atom apart at most.
    #[test]
    fn both_roundings_hold_the_exact_worth(base in 0u64..1 << 50, quote in 0u64..1 << 44, price in 1_000_000u64..1 << 40) {
        let assets = Assets { base, quote };
        let (wide_base, wide_quote, wide_price) = (u128::from(base), u128::from(quote), u128::from(price));
        // Base atoms times 10^-11 of the price are quote atoms.
        let ten = 10u128.pow(11);
        for (kind, own, other, unit) in [
            (Kind::Call, wide_base, wide_quote * ten, wide_price),
            (Kind::Put, wide_quote, wide_base * wide_price, ten),
        ] {
            let (down, up) = worth(assets, kind, price);
            let (down, up) = (u128::from(down.unwrap()), u128::from(up.unwrap()));
            let exact = own * unit + other;
            prop_assert!(down * unit <= exact && exact < (down + 1) * unit);
            prop_assert!(exact <= up * unit && up <= down + 1);
        }
    }

    /// Collateral alone is worth itself at every price.
    #[test]
    fn without_the_other_asset_it_is_exact(held in any::<u64>(), price in 1u64..) {
        let exact = (Ok(held), Ok(held));
        prop_assert_eq!(worth(Assets { base: held, quote: 0 }, Kind::Call, price), exact);
        prop_assert_eq!(worth(Assets { base: 0, quote: held }, Kind::Put, price), exact);
    }
}
