//! Shares: no round trip gains, no price falls, no inflation attack pays.

use option_math::I64F64;
use option_risk::nav::Assets;
use option_risk::shares::{
    assets_for_shares_down, fair_shares, paid_in_kind, share_price, shares_for_assets_down,
};
use option_risk::units::Kind;
use option_risk::RiskError;
use proptest::prelude::*;

/// Whether the exact price after is at least the exact price before.
fn price_holds(before: (u64, u64), after: (u64, u64)) -> bool {
    let offset =
        |(assets, shares): (u64, u64)| (u128::from(assets) + 1, u128::from(shares) + 1_000);
    let ((a0, s0), (a1, s1)) = (offset(before), offset(after));
    a1 * s0 >= a0 * s1
}

fn totals() -> impl Strategy<Value = (u64, u64)> {
    (0u64..1 << 60, 0u64..1 << 62)
}

#[test]
fn an_empty_vault_starts_at_a_thousandth() {
    assert_eq!(shares_for_assets_down(5, 0, 0), Ok(5_000));
    assert_eq!(share_price(0, 0), Ok(I64F64::ONE / 1_000));
    assert_eq!(
        share_price(u64::MAX, u64::MAX).unwrap().round(),
        I64F64::ONE
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    assert_eq!(
        shares_for_assets_down(u64::MAX, 0, 0),
        Err(RiskError::Overflow)
    );
    assert_eq!(
        assets_for_shares_down(u64::MAX, u64::MAX, 0),
        Err(RiskError::Overflow)
    );
}

/// Whoever leaves last takes the dust along, but not what somebody burned shares for.
#[test]
fn the_last_take_dust_and_no_more() {
    let paid = |shares, (collateral, other), supply| {
        let each = Kind::ALL.map(|kind| {
            let assets = Assets::join(kind, collateral, other);
            let paid = paid_in_kind(&assets, kind, shares, supply);
            paid.unwrap().split(kind)
        });
        assert_eq!(each[0], each[1]);
        each[0]
    };
    // 2,000,000 atoms against 500 times as many shares: two of them are the virtual ones', less the virtual atom, which
    // is collateral.
    let supply = 1_000_000_000;
    let part = assets_for_shares_down(supply, 2_000_000, supply);
    assert_eq!(part, Ok(1_999_999));
    let held = (2_000_000, 2_000_000);
    assert_eq!(paid(supply, held, supply), held);
    assert_eq!(paid(supply - 1, held, supply), (1_999_998, 1_999_997));
    // The most that is dust, and an atom more.
    let held = (500_000_000, 1_001_000);
    assert_eq!(paid(1_000_000, held, 1_000_000).1, 1_001_000);
    let held = (500_000_000, 1_002_001);
    assert_eq!(paid(1_000_000, held, 1_000_000).1, 1_001_000);
    // All but one of 10^16 shares burned: the one is worth a 1,001st.
    let held = (10_000_000_000_000, 1_001_000_000);
    assert_eq!(paid(1, held, 1), (9_990_009_990, 1_000_000));
    assert_eq!(paid(0, (500, 500), 0), (0, 0));
}

/// What a share price is too coarse for is not taken.
#[test]
fn a_deposit_gets_fair_shares_or_none() {
    assert_eq!(fair_shares(1, 0, 0), Some(1_000));
    assert_eq!(fair_shares(1_000_000_000, 0, 0), Some(1_000_000_000_000));
    // 11 atoms to 1,000 shares: of two atoms rounding may take one (181 shares are worth 181 x 13 / 1,181 = 1.99), of a
    // single one not all (90 are worth 90 x 12 / 1,090 = 0.99).
    assert_eq!(fair_shares(2, 10, 0), Some(181));
    assert_eq!(fair_shares(1, 10, 0), None);
    // One share of 10^13 atoms beside the virtual ones: 9.9 x 10^9 atoms are no share, 10^12 a hundred.
    assert_eq!(fair_shares(9_900_000_000, 10_000_000_000_000, 1), None);
    assert_eq!(fair_shares(15_000_000_000, 10_000_000_000_000, 1), None);
    assert!(fair_shares(1_000_000_000_000_000, 10_000_000_000_000, 1).is_some());
    assert_eq!(fair_shares(1 << 60, 0, 0), None, "shares beyond 64 bits");
    assert_eq!(fair_shares(u64::MAX, u64::MAX, u64::MAX), None);
}

proptest! {
    #[test]
    fn a_deposit_never_lowers_the_price((assets, shares) in totals(), deposit in 0u64..1 << 60) {
        if let Ok(minted) = shares_for_assets_down(deposit, assets, shares) {
            if let Some(after) = shares.checked_add(minted) {
                prop_assert!(price_holds((assets, shares), (assets + deposit, after)));
            }
        }
    }

    #[test]
    fn a_withdrawal_never_lowers_the_price((assets, shares) in totals(), part in 0.0f64..=1.0) {
        let burned = (shares as f64 * part) as u64;
        let paid = assets_for_shares_down(burned, assets, shares).unwrap();
        // Virtual shares own a part of every vault, so what is owed is always there.
        prop_assert!(paid <= assets);
        prop_assert!(price_holds((assets, shares), (assets - paid, shares - burned)));
    }

    /// Whatever an atom of the other asset is worth in collateral, an n-th of it or n times as much.
    #[test]
    fn leaving_in_kind_never_lowers_the_price(
        (assets, shares) in (0u64..1 << 40, 1u64..1 << 50),
        (other, n) in (0u64..1 << 40, 1u64..1_000_000),
        is_dear: bool,
        part in 0.0f64..1.0,
    ) {
        let burned = (shares as f64 * part) as u64;
        let held = Assets { base: assets, quote: other };
        let paid = paid_in_kind(&held, Kind::Call, burned, shares).unwrap();
        let (worth_of_one, of) = if is_dear { (n, 1) } else { (1, n) };
        let worth = |base: u64, quote: u64| {
            (u128::from(base) + 1) * u128::from(of) + u128::from(quote) * u128::from(worth_of_one)
        };
        let before = worth(assets, other) * u128::from(shares - burned + 1_000);
        let after = worth(assets - paid.base, other - paid.quote) * u128::from(shares + 1_000);
        prop_assert!(after >= before);
    }

    #[test]
    fn a_round_trip_never_gains((assets, shares) in totals(), deposit in 0u64..1 << 60) {
        if let Ok(minted) = shares_for_assets_down(deposit, assets, shares) {
            if let Some(after) = shares.checked_add(minted) {
                let back = assets_for_shares_down(minted, assets + deposit, after).unwrap();
                prop_assert!(back <= deposit);
            }
        }
    }

    /// First in, a donation, a victim's deposit, all out: the attacker never ends with more than went in.
    #[test]
    fn inflation_does_not_pay(first in 0u64..1 << 30, donation in 0u64..1 << 50, victim in 1u64..1 << 50) {
        let own = shares_for_assets_down(first, 0, 0).unwrap();
        let assets = first + donation;
        let theirs = shares_for_assets_down(victim, assets, own).unwrap();
        let back = assets_for_shares_down(own, assets + victim, own + theirs).unwrap();
        prop_assert!(back <= first + donation);
    }

    /// What is taken is worth all but a thousandth and an atom, whatever somebody did to the price.
    #[test]
    fn fair_shares_are_worth_the_deposit(assets in 0u64..1 << 55, supply in 0u64..1 << 60, deposit in 1u64..1 << 50) {
        if let Some(shares) = fair_shares(deposit, assets, supply) {
            let worth = assets_for_shares_down(shares, assets + deposit, supply + shares).unwrap();
            prop_assert!(worth + deposit / 1_000 + 1 >= deposit && worth <= deposit);
        }
    }

    #[test]
    fn the_price_is_the_ratio_rounded_down((assets, shares) in totals()) {
        let bits = share_price(assets, shares).unwrap().to_bits() as u128;
        let (assets, shares) = (u128::from(assets) + 1, u128::from(shares) + 1_000);
        let (whole, rest) = (bits >> 64, bits & u128::from(u64::MAX));
        prop_assert_eq!(whole, assets / shares);
        let exact = ((assets % shares) as f64 / shares as f64) * 2f64.powi(64);
        prop_assert!((rest as f64 - exact).abs() <= 1.0 + exact * 1e-15);
    }
}
