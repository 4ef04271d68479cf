//! Buy-backs: how many contracts, at what bid, for what cost.

use crate::common::{week, CONTRACT, SOL, SPOT};
use option_math::{Vol, I64F64};
use option_risk::buyback::{bid_vol, cost_limit, order, premium_down, BuybackParams};
use option_risk::sale::{premium_up, SaleParams};
use option_risk::units::Kind;
use option_risk::valuation::{unit_value, Terms};
use option_risk::RiskError;
use proptest::prelude::*;

/// 1% of the assets per 1% move.
fn params() -> BuybackParams {
    BuybackParams {
        max_gamma_bps: 100,
        ..BuybackParams::default()
    }
}

fn terms(kind: Kind, strike: u64, vol: Vol) -> Terms {
    Terms {
        kind,
        spot: SPOT,
        strike,
        years: week(),
        vol,
    }
}

#[test]
fn what_is_above_the_limit_is_bought() {
    // 900 contracts of a 64th turn by 14.0625; of 1,000 SOL 10 may stay, which 640 contracts make.
    let (contracts, assets) = (900_000_000_000, 1_000_000_000_000);
    let gamma = I64F64::ONE / 64;
    assert_eq!(
        order(contracts, gamma, assets, &params()),
        Ok(Some(260_000_000_000))
    );
    let at = |contracts| order(contracts, gamma, assets, &params());
    assert_eq!(at(640_000_000_000), Ok(None), "at the limit");
    assert_eq!(at(640_000_000_001), Ok(Some(1)), "an atom above it");
    assert_eq!(at(0), Ok(None));
}

#[test]
fn an_order_too_small_is_left_alone() {
    let params = BuybackParams {
        min_contracts: 1_000,
        ..params()
    };
    let at = |contracts| order(contracts, I64F64::ONE / 64, 1_000_000_000_000, &params);
    assert_eq!(at(640_000_000_999), Ok(None));
    assert_eq!(at(640_000_001_000), Ok(Some(1_000)));
}

#[test]
fn extremes_are_refused_or_bought_whole() {
    for gamma in [-I64F64::DELTA, I64F64::ONE + I64F64::DELTA, I64F64::MIN] {
        assert_eq!(
            order(1, gamma, 1, &params()),
            Err(RiskError::DeltaOutOfRange)
        );
    }
    let all = Ok(Some(u64::MAX));
    assert_eq!(order(u64::MAX, I64F64::ONE, 0, &params()), all);
    assert_eq!(order(u64::MAX, I64F64::DELTA, 0, &params()), all);
    assert_eq!(order(u64::MAX, I64F64::ZERO, 0, &params()), Ok(None));
    let whole = BuybackParams {
        max_gamma_bps: 10_000,
        ..params()
    };
    assert_eq!(order(u64::MAX, I64F64::ONE, u64::MAX, &whole), Ok(None));
    let odd = BuybackParams {
        max_gamma_bps: u32::MAX,
        ..params()
    };
    let found = order(1, I64F64::ONE, u64::MAX, &odd);
    assert_eq!(found, Err(RiskError::Overflow));
}

#[test]
fn a_limit_of_zero_turns_it_off() {
    assert!(!BuybackParams::default().enabled());
    assert!(params().enabled());
}

#[test]
fn the_bid_rises_from_start_to_end_and_is_over() {
    let bid = |elapsed| {
        let vol = bid_vol(Vol::from_bps(10_000), elapsed, &params()).unwrap();
        vol.map(|vol| (vol.0.to_num::<f64>() * 1e9).round() / 1e9)
    };
    assert_eq!(bid(0), Some(0.9));
    assert_eq!(bid(75), Some(0.95));
    assert_eq!(bid(150), Some(1.0));
    assert_eq!(bid(300), Some(1.1));
    assert_eq!(bid(301), None);
    assert_eq!(bid(u64::MAX), None);
    assert_eq!(params().ends_ts(1_000), 1_300);
    assert_eq!(params().ends_ts(i64::MAX), i64::MAX);
    let never = BuybackParams {
        duration_secs: 0,
        ..params()
    };
    assert_eq!(bid_vol(Vol::from_bps(10_000), 0, &never), Ok(None));
    let most = bid_vol(Vol(I64F64::MAX), 300, &params());
    assert_eq!(most, Err(RiskError::Overflow));
}

#[test]
fn a_bid_is_the_value_rounded_down() {
    let vol = Vol::from_bps(8_000);
    let value = |kind, strike| unit_value(kind, SPOT, strike, terms(kind, strike, vol).years, vol);
    let call = terms(Kind::Call, SPOT, vol);
    let expected = (value(Kind::Call, SPOT).unwrap() * i128::from(CONTRACT)).floor();
    assert_eq!(premium_down(&call, CONTRACT, &SOL), Ok(expected.to_num()));
    // Ten puts at $135: coverage $1,350.
    let put = terms(Kind::Put, 13_500_000_000, vol);
    let expected = (value(Kind::Put, 13_500_000_000).unwrap() * 1_350_000_000).floor();
    assert_eq!(
        premium_down(&put, 10_000_000_000, &SOL),
        Ok(expected.to_num())
    );
    assert_eq!(premium_down(&call, 1, &SOL), Ok(0), "less than an atom");
    // Nine put atoms at $1,500 are covered by 13.5 quote atoms, and worth nine tenths: of 13 of them.
    let deep = terms(Kind::Put, 10 * SPOT, vol);
    assert_eq!(premium_down(&deep, 9, &SOL), Ok(11));
    let nowhere = Terms { spot: 0, ..call };
    assert_eq!(premium_down(&nowhere, 1, &SOL), Err(RiskError::ZeroPrice));
    let dear = terms(Kind::Put, u64::MAX, vol);
    assert_eq!(
        premium_down(&dear, u64::MAX, &SOL),
        Err(RiskError::Overflow)
    );
}

#[test]
fn a_round_costs_a_share_of_the_assets_at_most() {
    assert_eq!(cost_limit(1_000_000_049, &params()), Ok(20_000_000));
    assert_eq!(cost_limit(49, &params()), Ok(0));
    let odd = BuybackParams {
        max_cost_bps: u32::MAX,
        ..params()
    };
    assert_eq!(cost_limit(u64::MAX, &odd), Err(RiskError::Overflow));
}

/// A gamma of any size, 0..=1.
fn gammas() -> impl Strategy<Value = I64F64> {
    (0i128..=1 << 64, 0u32..64).prop_map(|(bits, shift)| I64F64::from_bits(bits >> shift))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// In exact arithmetic: within the limit afterwards, above it with one contract less, and `None` only within it.
    #[test]
    fn an_order_buys_just_enough(
        contracts in 0u64..1 << 60, gamma in gammas(), assets in 0u64..1 << 60, max_gamma_bps in 1u32..=10_000,
    ) {
        let params = BuybackParams { max_gamma_bps, ..params() };
        let limit = u128::from(assets) * u128::from(max_gamma_bps) / 10_000;
        let within = |kept: u64| (u128::from(kept) * gamma.to_bits() as u128).div_ceil(1 << 64) <= limit;
        match order(contracts, gamma, assets, &params).unwrap() {
            None => prop_assert!(within(contracts)),
            Some(bought) => {
                prop_assert!(bought <= contracts && within(contracts - bought));
                prop_assert!(!within(contracts - (bought - 1)));
                prop_assert_eq!(order(contracts - bought, gamma, assets, &params), Ok(None));
            }
        }
    }

    /// More gamma or less assets never buys less.
    #[test]
    fn orders_grow_with_gamma(contracts in any::<u64>(), a in gammas(), b in gammas(), assets in any::<u64>(), less in any::<u64>()) {
        let bought = |gamma, assets| order(contracts, gamma, assets, &params()).unwrap().unwrap_or(0);
        prop_assert!(bought(a.min(b), assets) <= bought(a.max(b), assets));
        prop_assert!(bought(a, assets) <= bought(a, assets.min(less)));
    }

    #[test]
    fn a_bid_only_rises_and_stays_within_its_ends(
        mark in 1u32..50_000, start in 5_000u32..=15_000, rise in 0u32..=10_000, duration_secs in 60u32..=3_600,
        early in any::<u32>(), later in any::<u32>(),
    ) {
        let params = BuybackParams { start_vol_bps: start, end_vol_bps: (start + rise).min(15_000), duration_secs, ..params() };
        prop_assert_eq!(params.validate(), Ok(()));
        let bid = |elapsed: u32| bid_vol(Vol::from_bps(mark), u64::from(elapsed % (duration_secs + 1)), &params).unwrap().unwrap();
        let (early, later) = (early % (duration_secs + 1), later % (duration_secs + 1));
        let (early, later) = (early.min(later), early.max(later));
        prop_assert!(bid(0) <= bid(early) && bid(early) <= bid(later) && bid(later) <= bid(duration_secs));
        let times = |bps: u32| Vol::from_bps(mark).0 * I64F64::from_num(bps) / 10_000;
        prop_assert!(bid(duration_secs).0 <= times(params.end_vol_bps));
        // Two roundings of 2^-64, the factor's and the product's.
        prop_assert!(bid(0).0 + I64F64::DELTA * 7 >= times(params.start_vol_bps));
    }

    /// At one volatility the vault never pays more than it asks, nor in parts more than at once.
    #[test]
    fn a_bid_never_passes_the_ask(
        put in any::<bool>(), a in 0u64..1 << 40, b in 0u64..1 << 40, percent in 50u64..200, vol in 1_000u32..20_000,
    ) {
        let kind = if put { Kind::Put } else { Kind::Call };
        let at = terms(kind, SPOT / 100 * percent, Vol::from_bps(vol));
        let bid = |contracts| premium_down(&at, contracts, &SOL).unwrap();
        let ask = premium_up(&at, a, &SOL, &SaleParams::default()).unwrap();
        prop_assert!(bid(a) <= ask);
        prop_assert!(bid(a) + bid(b) <= bid(a + b));
        prop_assert!(bid(a) <= SOL.coverage_down(kind, a, at.strike).unwrap());
    }
}
