//! Takeovers: only of unhealthy accounts, always to better health, never to the profit of splitting.

use crate::common::strategies::{kinds, legs};
use crate::common::takeover::{self, collateral, required, take_part as take, HUNDRED};
use crate::common::{leg, market, SOL, SPOT};
use option_risk::liquidation::Plan;
use option_risk::margin::{health_bps, requirement, Leg, Level, MarginParams};
use option_risk::units::Kind;
use option_risk::RiskError;
use proptest::prelude::*;

/// The account after a takeover.
fn after(collateral: u64, legs: &[Leg], index: usize, plan: &Plan) -> (u64, Vec<Leg>) {
    let mut legs = legs.to_vec();
    legs[index].short -= plan.contracts;
    (collateral - plan.payment, legs)
}

#[test]
fn a_mild_shortfall_is_cured_by_a_part_at_the_bonus() {
    let (legs, view) = ([leg(110, 168, HUNDRED)], market(SPOT, 8_000));
    let required = required(Kind::Call, &legs, &view);
    let held = collateral(required, 95);
    let found = take(Kind::Call, held, &legs, 0, &view, u64::MAX).unwrap();
    assert!(found.contracts > 0 && found.contracts < HUNDRED);
    assert_eq!(found.health_before_bps, 9_499);
    assert!(
        (11_500..=11_502).contains(&found.health_after_bps),
        "{found:?}"
    );
    let taken = [Leg {
        short: found.contracts,
        ..legs[0]
    }];
    let params = MarginParams::default();
    let mark = requirement(Kind::Call, &taken, &view, &params, Level::Maintenance)
        .unwrap()
        .mark;
    let rest = [Leg::short(
        legs[0].strike,
        legs[0].expiry_ts,
        HUNDRED - found.contracts,
    )];
    let freed = required - takeover::required(Kind::Call, &rest, &view);
    assert!(found.payment.abs_diff(mark + freed / 20) <= 2);
    assert!(found.insurance_fee.abs_diff(freed / 200) <= 1);
    assert!(found.bonus().abs_diff(freed / 20 - freed / 200) <= 2);
}

#[test]
fn an_account_is_left_healthy_at_all_that_is_required() {
    let (legs, view) = ([leg(110, 168, HUNDRED)], market(SPOT, 8_000));
    let mut plan = take(Kind::Call, 0, &legs, 0, &view, u64::MAX).unwrap();
    for (health_after_bps, is_healthy) in [(9_999, false), (10_000, true)] {
        plan.health_after_bps = health_after_bps;
        assert_eq!(plan.leaves_healthy(), is_healthy);
    }
}

#[test]
fn a_hopeless_account_is_taken_whole_for_what_it_holds() {
    let (legs, view) = ([leg(50, 168, HUNDRED)], market(SPOT, 8_000));
    let held = collateral(required(Kind::Call, &legs, &view), 50);
    let found = take(Kind::Call, held, &legs, 0, &view, u64::MAX).unwrap();
    assert_eq!((found.contracts, found.payment), (HUNDRED, held));
    assert_eq!((found.insurance_fee, found.health_after_bps), (0, u64::MAX));
}

#[test]
fn without_collateral_nothing_is_paid() {
    let (legs, view) = ([leg(100, 168, HUNDRED)], market(SPOT, 8_000));
    let found = take(Kind::Call, 0, &legs, 0, &view, HUNDRED / 2).unwrap();
    assert_eq!(
        (found.contracts, found.payment, found.health_after_bps),
        (HUNDRED / 2, 0, 0)
    );
}

#[test]
fn a_frontier_in_whole_atoms_is_not_reached() {
    // Deep in the money every scenario is capped at coverage: half of it held pays half, less the atom that makes
    // health rise.
    let mut legs = [leg(100, 168, HUNDRED)];
    legs[0].strike = SPOT / 200;
    let found = take(
        Kind::Call,
        HUNDRED / 2,
        &legs,
        0,
        &market(SPOT, 8_000),
        1_000,
    )
    .unwrap();
    assert_eq!((found.contracts, found.payment), (1_000, 499));
}

#[test]
fn refusals_are_specific() {
    let (legs, view) = ([leg(110, 168, HUNDRED)], market(SPOT, 8_000));
    let required = required(Kind::Call, &legs, &view);
    let take = |held, index, most| take(Kind::Call, held, &legs, index, &view, most);
    assert_eq!(take(required, 0, u64::MAX), Err(RiskError::Healthy));
    assert!(take(required - 1, 0, u64::MAX).is_ok());
    assert_eq!(take(0, 1, u64::MAX), Err(RiskError::UnknownLeg));
    assert_eq!(take(0, 0, 0), Err(RiskError::NothingToLiquidate));
}

#[test]
fn an_empty_leg_frees_nothing() {
    let (legs, view) = (
        [leg(110, 168, HUNDRED), leg(120, 168, 0)],
        market(SPOT, 8_000),
    );
    let found = take(Kind::Call, 0, &legs, 1, &view, u64::MAX);
    assert_eq!(found, Err(RiskError::NothingToLiquidate));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_healthy_account_cannot_be_touched(
        kind in kinds(), legs in legs(4), vol in 3_000u32..20_000, surplus in 0u64..1 << 40,
    ) {
        let view = market(SPOT, vol);
        let held = required(kind, &legs, &view) + surplus;
        for index in 0..legs.len() {
            prop_assert_eq!(take(kind, held, &legs, index, &view, u64::MAX), Err(RiskError::Healthy));
        }
    }

    /// Health strictly rises, by the exact fractions; the plan says what the account then shows; and no more than mark
    /// and bonus is paid.
    #[test]
    fn health_strictly_rises(
        kind in kinds(),
        legs in legs(4),
        vol in 3_000u32..20_000,
        share in 1u64..100,
        pick in any::<prop::sample::Index>(),
        most in (any::<u64>(), 0u32..40).prop_map(|(raw, shift)| raw >> shift),
    ) {
        let view = market(SPOT, vol);
        let before = required(kind, &legs, &view);
        let held = collateral(before, share);
        let index = pick.index(legs.len());
        let Ok(found) = take(kind, held, &legs, index, &view, most) else {
            return Ok(());
        };
        prop_assert!(found.contracts <= most.min(legs[index].short));
        prop_assert!(found.insurance_fee <= found.payment && found.payment <= held);
        let (left, rest) = after(held, &legs, index, &found);
        let required_after = required(kind, &rest, &view);
        prop_assert_eq!(found.health_before_bps, health_bps(held, before));
        prop_assert_eq!(found.health_after_bps, health_bps(left, required_after));
        prop_assert!(required_after < before);
        if held > 0 && required_after > 0 {
            prop_assert!(u128::from(left) * u128::from(before) > u128::from(held) * u128::from(required_after));
        }
        let taken = [Leg { short: found.contracts, ..legs[index] }];
        let mark = requirement(kind, &taken, &view, &MarginParams::default(), Level::Maintenance).unwrap().mark;
        prop_assert!(found.payment <= mark + (before - required_after) / 20);
    }

    /// Unless all of the leg is taken, the account reaches its target and little more.
    #[test]
    fn a_part_reaches_the_target(
        kind in kinds(), one in legs(1), vol in 3_000u32..20_000, share in 61u64..100,
    ) {
        let mut one = one;
        one[0].short += HUNDRED;
        let view = market(SPOT, vol);
        let held = collateral(required(kind, &one, &view), share);
        let found = take(kind, held, &one, 0, &view, u64::MAX).unwrap();
        if found.contracts < one[0].short {
            prop_assert!((11_499..=11_502).contains(&found.health_after_bps), "{:?}", found);
        }
    }

    /// Two takeovers of the same contracts pay their liquidator no more than one.
    #[test]
    fn splitting_never_pays(
        kind in kinds(), legs in legs(3), vol in 3_000u32..20_000, share in 1u64..100, cut in 1u64..100,
    ) {
        let view = market(SPOT, vol);
        let held = collateral(required(kind, &legs, &view), share);
        let Ok(whole) = take(kind, held, &legs, 0, &view, u64::MAX) else {
            return Ok(());
        };
        let part = collateral(whole.contracts, cut);
        let Ok(first) = take(kind, held, &legs, 0, &view, part) else {
            return Ok(());
        };
        let (left, rest) = after(held, &legs, 0, &first);
        let Ok(second) = take(kind, left, &rest, 0, &view, whole.contracts - first.contracts) else {
            return Ok(());
        };
        prop_assume!(first.contracts + second.contracts == whole.contracts);
        let gain = |plan: &Plan| plan.payment - plan.insurance_fee;
        prop_assert!(gain(&first) + gain(&second) <= gain(&whole));
    }

    /// Repeated takeovers of any leg end with a healthy or an empty account: nothing blocks them.
    #[test]
    fn liquidation_always_finishes(
        kind in kinds(), legs in legs(3), vol in 3_000u32..20_000, share in 0u64..100,
    ) {
        let view = market(SPOT, vol);
        let mut legs = legs;
        let mut held = collateral(required(kind, &legs, &view), share);
        for index in 0..legs.len() {
            match take(kind, held, &legs, index, &view, u64::MAX) {
                Ok(found) => (held, legs) = after(held, &legs, index, &found),
                Err(error) => prop_assert!(matches!(error, RiskError::Healthy | RiskError::NothingToLiquidate)),
            }
        }
        let at_risk: u64 = legs.iter().map(|leg| SOL.coverage_up(kind, leg.short, leg.strike).unwrap()).sum();
        prop_assert!(held >= required(kind, &legs, &view) || at_risk == 0);
    }
}
