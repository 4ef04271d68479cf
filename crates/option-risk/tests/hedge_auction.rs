//! A hedge order's price, its times, and the market's budget.

use crate::common::hedging::vault;
use crate::common::{SOL, SPOT};
use option_math::Vol;
use option_risk::book::{depth, BookParams};
use option_risk::breaker::Limit;
use option_risk::hedge::{
    budget_base, dutch_price, order, still_wanted, HedgeInputs, HedgeParams, Side,
};
use option_risk::RiskError;
use proptest::prelude::*;

/// $2,000,000 trade within 1% at 100% a year.
fn book() -> BookParams {
    BookParams {
        depth_quote_per_pct: 2_000_000_000_000,
        depth_vol_bps: 10_000,
        ..BookParams::default()
    }
}

#[test]
fn an_order_slides_from_inside_to_outside() {
    let params = HedgeParams::default();
    let price = |side, elapsed| dutch_price(side, 1_000_000, elapsed, &params).unwrap();
    assert_eq!(price(Side::SellBase, 0), Some(1_001_000));
    assert_eq!(price(Side::SellBase, 30), Some(995_500));
    assert_eq!(price(Side::SellBase, 60), Some(990_000));
    assert_eq!(price(Side::SellBase, 61), None);
    assert_eq!(price(Side::BuyBase, 0), Some(999_000));
    assert_eq!(price(Side::BuyBase, 60), Some(1_010_000));
    assert_eq!(price(Side::BuyBase, u64::MAX), None);
    // Roundings favour the vault.
    assert_eq!(dutch_price(Side::SellBase, 1, 0, &params), Ok(Some(2)));
    assert_eq!(dutch_price(Side::BuyBase, 1, 0, &params), Ok(Some(0)));
}

/// What is left of a deviation at the price of the fill, the band and the budget aside: both were the order's.
#[test]
fn an_order_is_filled_no_further_than_the_target() {
    let (mut inputs, mut params) = vault();
    inputs.budget = 0;
    let wanted = |inputs: &HedgeInputs, params: &HedgeParams| {
        [Side::SellBase, Side::BuyBase].map(|side| still_wanted(inputs, params, side).unwrap())
    };
    // Net delta 887.5 of 1,000: 387.5 above a target of 50%, and 100 are free.
    assert_eq!(wanted(&inputs, &params), [100_000_000_000, 0]);
    // 50 above: an order would be left alone, one that is open is not.
    params.target_delta_bps = 8_375;
    assert_eq!(wanted(&inputs, &params), [50_000_000_000, 0]);
    assert_eq!(order(&inputs, &params), Ok(None));
    params.target_delta_bps = 8_875;
    assert_eq!(wanted(&inputs, &params), [0, 0]);
    // 112.5 below; $1,515 buy 10 at the end of the auction, 1% above $150.
    params.target_delta_bps = 10_000;
    inputs.free_quote = 1_515_000_000;
    assert_eq!(wanted(&inputs, &params), [0, 10_000_000_000]);
    inputs.free_quote = 150_000_000_000;
    assert_eq!(wanted(&inputs, &params), [0, 112_500_000_000]);
}

/// Vaults alone for five seconds, then everybody for a minute, its last second included.
#[test]
fn the_price_slides_once_crossing_has_ended() {
    let params = HedgeParams::default();
    let (from, to) = (params.crossing_ends_ts(1_000), params.ends_ts(1_000));
    assert_eq!((from, to), (1_005, 1_065));
    let price =
        |now: i64| dutch_price(Side::SellBase, 10_000, now.abs_diff(from), &params).unwrap();
    assert_eq!((price(from), price(to)), (Some(10_010), Some(9_900)));
    assert_eq!(price(to + 1), None);
    let at_once = HedgeParams {
        crossing_secs: 0,
        ..params
    };
    assert_eq!(at_once.crossing_ends_ts(1_000), 1_000);
    assert_eq!(at_once.ends_ts(1_000), 1_060);
    assert_eq!(params.crossing_ends_ts(i64::MAX), i64::MAX);
    assert_eq!(params.ends_ts(i64::MAX - 6), i64::MAX);
}

/// Any limit: the budget is the same before its share is taken.
const HALF: Limit = Limit::Share(5_000);

/// Against the move an order has all of what trades within 1%, and no more.
#[test]
fn an_order_without_a_limit_has_a_size() {
    let free = budget_base(&book(), Vol::from_bps(10_000), Limit::Free, 50, SPOT, &SOL);
    assert_eq!(free, Ok(13_333_333_333_333));
}

#[test]
fn a_share_of_depth_in_base() {
    let budget = |vol_bps, share_bps| {
        budget_base(&book(), Vol::from_bps(vol_bps), HALF, share_bps, SPOT, &SOL)
    };
    // 1% of $2,000,000 at $150: 133.3 SOL.
    assert_eq!(budget(10_000, 100), Ok(133_333_333_333));
    assert_eq!(budget(10_000, 0), Ok(0));
    // Twice the volatility: 1 / 1.35 of the depth, 1% of $1,481,481.481481, rounded down to $14,814.814814.
    assert_eq!(budget(20_000, 100), Ok(98_765_432_093));
    // 35% of it at the least: $7,000.
    assert_eq!(budget(1_000_000, 100), Ok(46_666_666_666));
    assert_eq!(
        budget_base(&book(), Vol::ZERO, HALF, 100, 0, &SOL),
        Err(RiskError::ZeroPrice)
    );
    let deep = BookParams {
        depth_quote_per_pct: u64::MAX,
        ..book()
    };
    let most = |share_bps, price| budget_base(&deep, Vol::ZERO, HALF, share_bps, price, &SOL);
    assert_eq!(most(u32::MAX, SPOT), Err(RiskError::Overflow));
    assert_eq!(most(10_000, 1), Err(RiskError::Overflow));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Volatility only shrinks it.
    #[test]
    fn a_budget_shrinks_with_volatility(a in 0u32..60_000, b in 0u32..60_000, share in 0u32..=10_000, price in 1_000_000u64..1 << 40) {
        let budget = |vol_bps| budget_base(&book(), Vol::from_bps(vol_bps), HALF, share, price, &SOL).unwrap();
        prop_assert!(budget(a.max(b)) <= budget(a.min(b)));
        prop_assert!(budget(a) >= budget(0) / 100 * 35);
    }

    /// Proportional to the share, but for two roundings down: of a quote atom and of a base atom.
    #[test]
    fn a_budget_is_proportional_to_its_share(vol in 0u32..60_000, share in 0u32..=10_000, price in 1_000_000u64..1 << 40) {
        let vol = Vol::from_bps(vol);
        let budget = u128::from(budget_base(&book(), vol, HALF, share, price, &SOL).unwrap());
        // Quote atoms times 10^11 over the price are base atoms.
        let exact = u128::from(depth(&book(), vol)) * u128::from(share) * 10u128.pow(11);
        let unit = 10_000 * u128::from(price);
        prop_assert!(budget * unit <= exact);
        prop_assert!(exact < (budget + 1) * unit + 10u128.pow(15));
    }

    /// Never further from the oracle's price than the ends, an atom of rounding in the vault's favour apart.
    #[test]
    fn prices_stay_between_the_ends(
        oracle in 0u64..1 << 60, inside in 0u64..=100, outside in 0u64..=500, duration_secs in 30u32..=600, at in any::<u32>(),
    ) {
        let params = HedgeParams {
            duration_secs, inside_bps: inside as u32, outside_bps: outside as u32, ..HedgeParams::default()
        };
        let elapsed = u64::from(at % (duration_secs + 1));
        let price = |side| u128::from(dutch_price(side, oracle, elapsed, &params).unwrap().unwrap());
        let times = |bps: u64| u128::from(oracle) * u128::from(bps);
        let (sale, purchase) = (price(Side::SellBase), price(Side::BuyBase));
        prop_assert!(times(10_000 - outside) <= sale * 10_000 && sale * 10_000 < times(10_000 + inside) + 10_000);
        prop_assert!(purchase * 10_000 <= times(10_000 + outside) && times(10_000 - inside) < (purchase + 1) * 10_000);
    }

    #[test]
    fn the_auction_only_improves_for_the_filler(oracle in 0u64..1 << 60, early in 0u64..60, later in 0u64..=60) {
        let (early, later) = (early.min(later), early.max(later));
        let params = HedgeParams::default();
        let price = |side, elapsed| dutch_price(side, oracle, elapsed, &params).unwrap().unwrap();
        prop_assert!(price(Side::SellBase, early) >= price(Side::SellBase, later));
        prop_assert!(price(Side::BuyBase, early) <= price(Side::BuyBase, later));
    }

    #[test]
    fn prices_are_total(
        oracle in any::<u64>(), elapsed in any::<u64>(), duration_secs in any::<u32>(),
        inside_bps in any::<u32>(), outside_bps in any::<u32>(),
    ) {
        let params = HedgeParams { duration_secs, inside_bps, outside_bps, ..HedgeParams::default() };
        for side in [Side::SellBase, Side::BuyBase] {
            let found = dutch_price(side, oracle, elapsed, &params);
            prop_assert!(found.is_ok() || found == Err(RiskError::Overflow));
        }
    }
}
