//! Options held against shorts: what they offset, and what they never do.

use crate::common::strategies::{kinds, mixed};
use crate::common::takeover::{take, whole, HUNDRED};
use crate::common::{held, leg, market, required, HOUR, LEVELS, NOW, SPOT};
use option_risk::liquidation::{backstop, Account, Means};
use option_risk::margin::{offsets, requirement, Leg, Level, MarginParams, Requirement};
use option_risk::units::Kind;
use option_risk::RiskError;
use proptest::prelude::*;

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

/// An option stands behind one short: beside two it saves no more than it is worth, which its own writer would have to
/// hold.
#[test]
fn an_option_is_counted_once() {
    let view = market(SPOT, 8_000);
    let of = |legs: &[Leg]| required(Kind::Call, legs, &view, Level::Maintenance).required;
    let [near, next, last] = [100, 105, 110].map(|moneyness| leg(moneyness, 168, HUNDRED));
    let with = of(&[near, next, held(110, 168, HUNDRED)]);
    assert!(with < of(&[near, next]));
    assert!(with >= of(&[near, next]) - of(&[last]));
}

/// Strikes are told apart to the last unit, however small a feed's units are.
#[test]
fn a_feeds_units_do_not_matter() {
    let legs = [leg(104, 168, HUNDRED), held(110, 168, HUNDRED)];
    let times = 100_000_000;
    let fine = legs.map(|leg| Leg {
        strike: leg.strike * times,
        ..leg
    });
    let coarse_view = market(SPOT, 8_000);
    let mut fine_view = market(SPOT * times, 8_000);
    fine_view.scale.price_exponent -= 8;
    for level in LEVELS {
        let found = required(Kind::Call, &fine, &fine_view, level);
        assert_eq!(found, required(Kind::Call, &legs, &coarse_view, level));
    }
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
    for nothing in [&[option][..], &[]] {
        assert_eq!(judged(0, nothing), Err(RiskError::Solvent));
    }
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

    /// Nothing that can be held panics.
    #[test]
    fn is_total(
        kind in kinds(), strikes in proptest::array::uniform3(any::<u64>()), sizes in proptest::array::uniform6(any::<u64>()),
        spot in any::<u64>(), vol in any::<u32>(), hours in -2i64..400,
    ) {
        let leg = |index: usize| Leg {
            strike: strikes[index],
            expiry_ts: NOW + hours * HOUR,
            short: sizes[2 * index],
            long: sizes[2 * index + 1],
        };
        let legs = [leg(0), leg(1), leg(2)];
        for level in LEVELS {
            if let Ok(found) = requirement(kind, &legs, &market(spot, vol), &MarginParams::default(), level) {
                prop_assert!(found.required <= found.coverage);
            }
        }
        let account = Account { kind, collateral: sizes[0], legs: &legs };
        let _ = take(&account, &whole(0, Means::Takeover), &market(spot, vol));
    }
}
