//! Options held against shorts: what they offset, and what they never do.

use crate::common::strategies::{kinds, legs};
use crate::common::{leg, market, NOW, SPOT};
use option_risk::liquidation::{backstop, plan, Account, LiquidationParams, Means, Plan, Request};
use option_risk::margin::{
    feared, offsets, requirement, Bound, Grid, Leg, Level, MarginParams, MarketView, Portfolio,
    Requirement, ALL, SCENARIOS, SPOTS,
};
use option_risk::units::Kind;
use option_risk::{Result, RiskError};
use proptest::prelude::*;

const LEVELS: [Level; 3] = [Level::Maintenance, Level::Initial, Level::StressedInitial];
const HUNDRED: u64 = 100_000_000_000;

fn required(kind: Kind, legs: &[Leg], view: &MarketView, level: Level) -> Requirement {
    requirement(kind, legs, view, &MarginParams::default(), level).unwrap()
}

/// `contracts` held at `moneyness` percent.
fn held(moneyness: u64, hours: i64, contracts: u64) -> Leg {
    let short = leg(moneyness, hours, contracts);
    Leg {
        short: 0,
        long: contracts,
        ..short
    }
}

/// Shorts and options held, of few strikes and expiries, so that they meet.
fn mixed(most: usize) -> impl Strategy<Value = Vec<Leg>> {
    let one = (1u64..12, 1i64..3, 0u64..1 << 40, 0u64..1 << 40, 0..3u8).prop_map(
        |(strike, days, short, long, which)| Leg {
            short: if which == 1 { 0 } else { short },
            long: if which == 0 { 0 } else { long },
            ..leg(60 + strike * 8, days * 84, 0)
        },
    );
    proptest::collection::vec(one, 1..=most)
}

#[test]
fn which_options_offset_which() {
    for (kind, further, nearer) in [(Kind::Call, 120, 105), (Kind::Put, 80, 95)] {
        let view = market(SPOT, 8_000);
        let short = leg(if kind == Kind::Call { 110 } else { 90 }, 168, HUNDRED);
        let naked = required(kind, &[short], &view, Level::Maintenance);
        let with = |option| required(kind, &[short, option], &view, Level::Maintenance).required;
        assert!(with(held(further, 168, HUNDRED)) < naked.required * 3 / 4);
        // Nearer the money, of another expiry, or past its own: held, and no more.
        for option in [
            held(nearer, 168, HUNDRED),
            held(further, 169, HUNDRED),
            held(further, 24, HUNDRED),
            held(further, -1, HUNDRED),
        ] {
            assert_eq!(with(option), naked.required);
        }
        assert!(offsets(kind, further, nearer) && !offsets(kind, nearer, further));
        assert!(!offsets(kind, nearer, nearer));
    }
}

#[test]
fn a_short_and_its_own_option_cancel() {
    let view = market(SPOT, 8_000);
    for level in LEVELS {
        let both = Leg {
            long: HUNDRED / 4,
            ..leg(110, 168, HUNDRED)
        };
        let netted = leg(110, 168, HUNDRED / 4 * 3);
        let of = |leg| required(Kind::Call, &[leg], &view, level);
        assert_eq!(of(both), of(netted));
        let even = Leg {
            long: HUNDRED,
            ..both
        };
        assert_eq!(of(even).required, 0);
    }
}

/// However much is held, a short keeps its own floor in cash.
#[test]
fn the_floor_is_not_offset() {
    let view = market(SPOT, 8_000);
    let legs = [leg(110, 168, HUNDRED), held(111, 168, 1_000 * HUNDRED)];
    let found = required(Kind::Call, &legs, &view, Level::Maintenance);
    assert_eq!(found.required, HUNDRED / 100);
}

#[test]
fn insolvency_counts_all_that_is_held() {
    let view = market(SPOT, 8_000);
    let (short, option) = (leg(100, 168, HUNDRED), held(120, 300, HUNDRED));
    let judged = |collateral, legs: &[Leg]| {
        let account = Account {
            kind: Kind::Call,
            collateral,
            legs,
        };
        backstop(&account, &view, &MarginParams::default()).map(|found| found.mark)
    };
    let bare = required(Kind::Call, &[short], &view, Level::Maintenance);
    assert_eq!(judged(bare.mark, &[short]), Ok(bare.mark));
    assert_eq!(judged(bare.mark + 1, &[short]), Err(RiskError::Solvent));
    let found = required(Kind::Call, &[short, option], &view, Level::Maintenance);
    assert!(found.long_mark > 0);
    let left = bare.mark - found.long_mark;
    assert_eq!(judged(left, &[short, option]), Ok(bare.mark));
    assert_eq!(judged(left + 1, &[short, option]), Err(RiskError::Solvent));
    // Who owes nothing is not insolvent.
    assert_eq!(judged(0, &[option]), Err(RiskError::Solvent));
}

fn take(
    kind: Kind,
    collateral: u64,
    legs: &[Leg],
    view: &MarketView,
    means: Means,
) -> Result<Plan> {
    let account = Account {
        kind,
        collateral,
        legs,
    };
    let request = Request {
        leg_index: 0,
        means,
        bonus_bps: 500,
        max_contracts: u64::MAX,
    };
    let (margin, params) = (MarginParams::default(), LiquidationParams::default());
    plan(&account, &request, view, &margin, &params)
}

/// A spread leaves as a spread: whoever takes it over is paid for the difference, and is better off for it.
#[test]
fn offsets_go_with_the_short() {
    let view = market(SPOT, 8_000);
    let legs = [leg(100, 168, HUNDRED), held(110, 168, HUNDRED)];
    let found = required(Kind::Call, &legs, &view, Level::Maintenance);
    let collateral = found.required * 9 / 10;
    let plan = take(Kind::Call, collateral, &legs, &view, Means::Takeover).unwrap();
    assert!(plan.contracts > 0 && plan.contracts < HUNDRED);
    assert_eq!(plan.carried[..2], [0, plan.contracts]);
    assert!(plan.payment > plan.mark && plan.mark > 0);
    assert!(
        (11_400..11_600).contains(&plan.health_after_bps),
        "{plan:?}"
    );
    // Burning takes the short alone.
    let burnt = take(Kind::Call, collateral, &legs, &view, Means::Burn).unwrap();
    assert_eq!(burnt.carried, [0; 8]);
}

/// Of more options than contracts one goes with each, the nearest to the money first.
#[test]
fn one_option_goes_with_each_contract() {
    let view = market(SPOT, 8_000);
    let legs = [
        leg(100, 168, HUNDRED),
        held(130, 168, HUNDRED),
        held(110, 168, HUNDRED / 2),
    ];
    let plan = take(Kind::Call, 1, &legs, &view, Means::Takeover).unwrap();
    assert_eq!(plan.contracts, HUNDRED);
    assert_eq!(plan.carried[..3], [0, HUNDRED / 2, HUNDRED / 2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn an_option_never_raises_a_requirement(
        kind in kinds(), legs in mixed(7), extra in 1u64..1 << 40, pick in 1u64..12, vol in 3_000u32..20_000,
    ) {
        let view = market(SPOT, vol);
        let mut more = legs.clone();
        more.push(held(60 + pick * 8, 84, extra));
        for level in LEVELS {
            let (without, with) = (required(kind, &legs, &view, level), required(kind, &more, &view, level));
            prop_assert!(with.required <= without.required);
            prop_assert!(with.required <= with.coverage);
        }
    }

    #[test]
    fn the_order_of_legs_does_not_matter(
        kind in kinds(), legs in mixed(8).prop_shuffle(), vol in 3_000u32..20_000, by in 0usize..8,
    ) {
        let view = market(SPOT, vol);
        let mut turned = legs.clone();
        turned.rotate_left(by % legs.len());
        let figures = |found: Requirement| (found.required, found.mark, found.long_mark, found.coverage, found.worst);
        let (one, other) = (
            required(kind, &legs, &view, Level::Maintenance),
            required(kind, &turned, &view, Level::Maintenance),
        );
        prop_assert_eq!(figures(one), figures(other));
    }

    #[test]
    fn a_portfolio_needs_no_more_than_its_legs_apart(kind in kinds(), legs in mixed(8), vol in 3_000u32..20_000) {
        let view = market(SPOT, vol);
        for level in LEVELS {
            let apart: u64 = legs.iter().map(|leg| required(kind, &[*leg], &view, level).required).sum();
            prop_assert!(required(kind, &legs, &view, level).required <= apart);
        }
    }

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

    /// A takeover of any leg of any account strictly raises health, carries no more than it may, and says what is left.
    #[test]
    fn a_takeover_raises_health(
        kind in kinds(), legs in mixed(8), vol in 3_000u32..20_000, share in 1u64..100, burn in any::<bool>(),
    ) {
        let view = market(SPOT, vol);
        let before = required(kind, &legs, &view, Level::Maintenance).required;
        let collateral = (u128::from(before) * u128::from(share) / 100) as u64;
        let means = if burn { Means::Burn } else { Means::Takeover };
        let Ok(found) = take(kind, collateral, &legs, &view, means) else {
            return Ok(());
        };
        let mut rest = legs.clone();
        rest[0].short -= found.contracts;
        for (leg, carried) in rest.iter_mut().zip(found.carried) {
            prop_assert!(carried <= leg.long);
            leg.long -= carried;
        }
        prop_assert!(found.carried.iter().sum::<u64>() <= found.contracts);
        prop_assert!(found.contracts <= legs[0].net_short());
        let after = required(kind, &rest, &view, Level::Maintenance).required;
        let left = collateral - found.payment;
        prop_assert!(after < before);
        if collateral > 0 && after > 0 {
            prop_assert!(u128::from(left) * u128::from(before) > u128::from(collateral) * u128::from(after));
        }
    }

    /// Nothing that can be held panics.
    #[test]
    fn is_total(
        kind in kinds(), strikes in proptest::array::uniform3(any::<u64>()), sizes in proptest::array::uniform6(any::<u64>()),
        spot in any::<u64>(), vol in any::<u32>(), hours in -2i64..400,
    ) {
        let leg = |index: usize| Leg {
            strike: strikes[index],
            expiry_ts: NOW + hours * 3_600,
            short: sizes[2 * index],
            long: sizes[2 * index + 1],
        };
        let legs = [leg(0), leg(1), leg(2)];
        for level in LEVELS {
            if let Ok(found) = requirement(kind, &legs, &market(spot, vol), &MarginParams::default(), level) {
                prop_assert!(found.required <= found.coverage);
            }
        }
        let _ = take(kind, sizes[0], &legs, &market(spot, vol), Means::Takeover);
    }
}
