//! Takeovers of accounts that hold options: what goes with a short, and what is left.

use crate::common::strategies::{kinds, mixed};
use crate::common::takeover::{collateral, required, take, whole, HUNDRED, VOL_BPS};
use crate::common::{held, leg, market, SPOT};
use option_risk::liquidation::{Account, Means, Plan, Request};
use option_risk::margin::{health_bps, requirement, Leg, Level, MarginParams};
use option_risk::units::Kind;
use option_risk::Result;
use proptest::prelude::*;

/// All there is of an account's first leg.
fn take_first(kind: Kind, collateral: u64, legs: &[Leg], means: Means) -> Result<Plan> {
    let account = Account {
        kind,
        collateral,
        legs,
    };
    take(&account, &whole(0, means), &market(SPOT, VOL_BPS))
}

/// The legs after a plan for the first of them.
fn after(legs: &[Leg], plan: &Plan) -> Vec<Leg> {
    let mut rest = legs.to_vec();
    rest[0].short -= plan.contracts;
    for (leg, carried) in rest.iter_mut().zip(plan.carried) {
        leg.long -= carried;
    }
    rest
}

/// Value at the mark of a short, rounded up, or of an option held, rounded down.
fn mark(leg: Leg) -> u64 {
    let (view, params) = (market(SPOT, VOL_BPS), MarginParams::default());
    let found = requirement(Kind::Call, &[leg], &view, &params, Level::Maintenance).unwrap();
    found.mark + found.long_mark
}

/// A spread leaves as a spread: whoever takes it over is paid for the difference, and is better off for it.
#[test]
fn offsets_go_with_the_short() {
    let legs = [leg(100, 168, HUNDRED), held(110, 168, HUNDRED)];
    let required = required(Kind::Call, &legs, &market(SPOT, VOL_BPS));
    let collateral = collateral(required, 90);
    let plan = take_first(Kind::Call, collateral, &legs, Means::Takeover).unwrap();
    assert!(plan.contracts > 0 && plan.contracts < HUNDRED);
    assert_eq!(plan.carried[..2], [0, plan.contracts]);
    let (short, option) = (
        mark(leg(100, 168, plan.contracts)),
        mark(held(110, 168, plan.contracts)),
    );
    assert!(option > HUNDRED / 1_000);
    assert!(plan.mark.abs_diff(short - option) <= 2, "{plan:?}");
    assert!(plan.payment > plan.mark && plan.mark > 0);
    assert!(
        (11_400..11_600).contains(&plan.health_after_bps),
        "{plan:?}"
    );
    // Burning takes the short alone.
    let burnt = take_first(Kind::Call, collateral, &legs, Means::Burn).unwrap();
    assert_eq!(burnt.carried, [0; 8]);
}

/// Of more options than contracts one goes with each, the nearest to the money first.
#[test]
fn one_option_goes_with_each_contract() {
    let legs = [
        leg(100, 168, HUNDRED),
        held(130, 168, HUNDRED),
        held(110, 168, HUNDRED / 2),
    ];
    let plan = take_first(Kind::Call, 1, &legs, Means::Takeover).unwrap();
    assert_eq!(plan.contracts, HUNDRED);
    assert_eq!(plan.carried[..3], [0, HUNDRED / 2, HUNDRED / 2]);
}

/// Nearer to the money, or of another expiry: the account keeps them.
#[test]
fn what_offsets_nothing_stays() {
    for (kind, further, nearer) in [(Kind::Call, 120, 105), (Kind::Put, 80, 95)] {
        let short = if kind == Kind::Call { 110 } else { 90 };
        let legs = [
            leg(short, 168, HUNDRED),
            held(nearer, 168, HUNDRED),
            held(further, 169, HUNDRED),
            held(further, 24, HUNDRED),
        ];
        let plan = take_first(kind, 1, &legs, Means::Takeover).unwrap();
        assert_eq!((plan.contracts, plan.carried), (HUNDRED, [0; 8]));
    }
}

/// Health after is that of what is left in its own worst scenario, though nobody looked at it for the whole.
///
/// In base a spread deep in the money is worth the more the lower the spot, 10 / S; for the large short beside it the
/// account fears the rise.
#[test]
fn what_is_left_may_fear_what_the_whole_did_not() {
    let legs = [
        leg(110, 168, 30 * HUNDRED),
        leg(50, 168, HUNDRED),
        held(60, 168, HUNDRED),
    ];
    let view = market(SPOT, VOL_BPS);
    let collateral = collateral(required(Kind::Call, &legs, &view), 50);
    let plan = take_first(Kind::Call, collateral, &legs, Means::Takeover).unwrap();
    assert_eq!(plan.contracts, 30 * HUNDRED, "under 60% all of it");
    let left = required(Kind::Call, &after(&legs, &plan), &view);
    let health = health_bps(collateral - plan.payment, left);
    assert_eq!(plan.health_after_bps, health);
}

/// Burning leaves more options than shorts. Where the price has risen, which the whole feared, they offset all but the
/// floor; where it has fallen they are worth less.
#[test]
fn what_a_burn_leaves_may_fear_what_the_whole_did_not() {
    let legs = [leg(80, 168, HUNDRED), held(85, 168, HUNDRED / 2)];
    let view = market(SPOT, VOL_BPS);
    let account = Account {
        kind: Kind::Call,
        collateral: collateral(required(Kind::Call, &legs, &view), 75),
        legs: &legs,
    };
    let request = Request {
        max_contracts: HUNDRED / 10 * 7,
        ..whole(0, Means::Burn)
    };
    let plan = take(&account, &request, &view).unwrap();
    assert_eq!(plan.contracts, HUNDRED / 10 * 7);
    let left = required(Kind::Call, &after(&legs, &plan), &view);
    let health = health_bps(account.collateral - plan.payment, left);
    assert_eq!(plan.health_after_bps, health);
    assert!(health > plan.health_before_bps);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// A takeover of any leg of any account strictly raises health, carries no more than it may, and says what is left.
    #[test]
    fn a_takeover_raises_health(
        kind in kinds(), legs in mixed(8), vol in 3_000u32..20_000, share in 1u64..100, burn in any::<bool>(),
    ) {
        let view = market(SPOT, vol);
        let before = required(kind, &legs, &view);
        let account = Account { kind, collateral: collateral(before, share), legs: &legs };
        let means = if burn { Means::Burn } else { Means::Takeover };
        let Ok(found) = take(&account, &whole(0, means), &view) else {
            return Ok(());
        };
        for (leg, carried) in legs.iter().zip(found.carried) {
            prop_assert!(carried <= leg.long);
        }
        prop_assert!(found.carried.iter().sum::<u64>() <= found.contracts);
        prop_assert!(found.contracts <= legs[0].net_short());
        let after = required(kind, &after(&legs, &found), &view);
        let left = account.collateral - found.payment;
        prop_assert!(after < before);
        prop_assert_eq!(found.health_after_bps, health_bps(left, after));
        if account.collateral > 0 && after > 0 {
            prop_assert!(u128::from(left) * u128::from(before) > u128::from(account.collateral) * u128::from(after));
        }
    }
}
