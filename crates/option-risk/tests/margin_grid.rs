//! The whole grid, scenario by scenario, against what a requirement looks at.

use crate::common::strategies::{kinds, legs, mixed};
use crate::common::takeover::{required, HUNDRED};
use crate::common::{held, leg, market, SOL, SPOT};
use option_math::Vol;
use option_risk::margin::{
    feared, Bound, Grid, Leg, Level, MarginParams, MarketView, Portfolio, ALL, SCENARIOS, SPOTS,
};
use option_risk::units::Kind;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What each scenario requires of one short and an option that offsets it: the short's worth and a floor of 1% of its
/// coverage, at most all of that, less the option's worth, the floor aside.
fn by_hand(kind: Kind, short: &Leg, option: &Leg, view: &MarketView) -> [u64; SCENARIOS] {
    let params = MarginParams::default();
    let grid = Grid::new(kind, view, &params, Level::Maintenance, &ALL).unwrap();
    let tenor = grid.tenor(short.expiry_ts).unwrap();
    let unit = |leg: &Leg, scenario| {
        let base = grid.base(leg, &tenor).unwrap();
        let at = grid.shifted(&base, &tenor, scenario);
        u128::from(grid.unit(&base, at.as_ref(), &tenor, scenario).unwrap())
    };
    let owed = SOL.coverage_up(kind, short.short, short.strike).unwrap();
    let owned = SOL.coverage_down(kind, option.long, option.strike).unwrap();
    let floor = owed.div_ceil(100);
    ALL.map(|scenario| {
        let worth = (u128::from(owed) * unit(short, scenario)).div_ceil(1 << 64) as u64;
        let offset = ((u128::from(owned) * unit(option, scenario)) >> 64) as u64;
        let charge = (worth + floor).min(owed);
        charge - offset.min(charge - floor)
    })
}

/// Spreads that fear nearly every scenario, and no other as much: whatever is left out, it is not the worst.
#[test]
fn the_worst_of_all_scenarios_is_found() {
    let mut feared_alone = BTreeSet::new();
    for (kind, mark_bps) in [
        (Kind::Call, 2_000),
        (Kind::Call, 8_000),
        (Kind::Put, 2_000),
        (Kind::Put, 8_000),
    ] {
        let view = MarketView {
            mark_vol: Vol::from_bps(mark_bps),
            ..market(SPOT, 8_000)
        };
        for (short, option) in spreads(kind) {
            let all = by_hand(kind, &short, &option, &view);
            let most = all.into_iter().max().unwrap();
            let found = required(kind, &[short, option], &view);
            assert_eq!(found, most, "{short:?} and {option:?}: {all:?}");
            let mut worst = ALL.into_iter().filter(|index| all[*index] == most);
            if let (Some(only), None) = (worst.next(), worst.next()) {
                feared_alone.insert((kind, only));
            }
        }
    }
    // Both tails, and every spot at the lowest volatility, come last in one order or another.
    for kind in Kind::ALL {
        for index in [7, 8].into_iter().chain(16..SCENARIOS) {
            assert!(feared_alone.contains(&(kind, index)), "{kind:?}, {index}");
        }
    }
}

/// A hundred contracts, and 50 to 2,000 options further out of the money: a day, a week and a month ahead.
fn spreads(kind: Kind) -> Vec<(Leg, Leg)> {
    let mut spreads = Vec::new();
    for hours in [24, 168, 720] {
        for near in [50, 80, 90, 95, 100, 105, 110, 120, 150] {
            for width in [1, 3, 5, 10, 20, 40] {
                let far = match kind {
                    Kind::Call => near + width,
                    Kind::Put => near - width,
                };
                let options = [1, 2, 3, 5, 8, 12, 20, 40].map(|half| HUNDRED / 2 * half);
                let with = |options| (leg(near, hours, HUNDRED), held(far, hours, options));
                spreads.extend(options.map(with));
            }
        }
    }
    spreads
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Of shorts alone two scenarios decide: none of the grid is above its end of the range, nor the other tail above its
    /// tail.
    #[test]
    fn shorts_fear_two_scenarios(
        kind in kinds(), legs in legs(1), spot in 1u64..SPOT * 20, vol in 3_000u32..20_000,
    ) {
        let (view, params) = (market(spot, vol), MarginParams::default());
        let grid = Grid::new(kind, &view, &params, Level::Maintenance, &ALL).unwrap();
        let tenor = grid.tenor(legs[0].expiry_ts).unwrap();
        let base = grid.base(&legs[0], &tenor).unwrap();
        let all = ALL.map(|scenario| {
            let at = grid.shifted(&base, &tenor, scenario);
            grid.unit(&base, at.as_ref(), &tenor, scenario).unwrap()
        });
        let [end, tail] = feared(kind);
        for index in 0..SCENARIOS {
            let is_tail = index == SPOTS - 1 || index == SPOTS - 2;
            let most = all[if is_tail { *tail } else { *end }];
            // The formula's last digits apart.
            prop_assert!(all[index] <= most.saturating_add(1 << 14));
        }
    }

    /// What is left out for the bound changes nothing: all of the grid requires the same.
    #[test]
    fn a_bound_leaves_out_nothing_that_matters(
        kind in kinds(), legs in mixed(8), vol in 3_000u32..20_000, initial in any::<bool>(),
    ) {
        let (view, params) = (market(SPOT, vol), MarginParams::default());
        let level = if initial { Level::Initial } else { Level::Maintenance };
        let of = |bound| {
            let found = Portfolio::new(kind, &legs, &view, &params, level, bound);
            let found = found.unwrap().requirement().unwrap();
            (found.required, found.mark, found.long_mark, found.coverage)
        };
        prop_assert_eq!(of(Bound::Worst), of(Bound::Above(0)));
    }
}
