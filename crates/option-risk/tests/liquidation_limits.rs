//! How much of a leg may be taken, and how much must be.

use crate::common::takeover::{collateral, required, take_part, whole, HUNDRED, VOL_BPS};
use crate::common::{leg, market, SPOT};
use option_risk::liquidation::{plan, Account, LiquidationParams, Means, Plan};
use option_risk::margin::{Leg, MarginParams};
use option_risk::units::Kind;
use option_risk::{Result, RiskError};

/// At most so many contracts of an account's first leg.
fn take(kind: Kind, collateral: u64, legs: &[Leg], most: u64) -> Result<Plan> {
    take_part(kind, collateral, legs, 0, &market(SPOT, VOL_BPS), most)
}

/// Contracts taken of calls alone that hold so many hundredths of what they require.
fn taken(legs: &[Leg], share: u64, most: u64) -> u64 {
    let required = required(Kind::Call, legs, &market(SPOT, VOL_BPS));
    let plan = take(Kind::Call, collateral(required, share), legs, most);
    plan.unwrap().contracts
}

#[test]
fn no_more_than_allowed_and_no_dust_left() {
    assert_eq!(taken(&[leg(110, 168, HUNDRED)], 95, 777), 777);
    let small = [leg(110, 168, 120_000_000)];
    assert_eq!(taken(&small, 95, u64::MAX), 120_000_000);
}

/// As many contracts as are tiny may stay, one atom less may not.
#[test]
fn a_rest_is_dust_below_what_is_tiny() {
    let (legs, view) = ([leg(110, 168, HUNDRED)], market(SPOT, VOL_BPS));
    let account = Account {
        kind: Kind::Call,
        collateral: collateral(required(Kind::Call, &legs, &view), 95),
        legs: &legs,
    };
    let (request, margin) = (whole(0, Means::Takeover), MarginParams::default());
    let taken = |tiny_contracts| {
        let params = LiquidationParams {
            tiny_contracts,
            ..LiquidationParams::default()
        };
        let plan = plan(&account, &request, &view, &margin, &params);
        plan.unwrap().contracts
    };
    let rest = HUNDRED - taken(0);
    assert!(rest > 0);
    assert_eq!([taken(rest), taken(rest + 1)], [HUNDRED - rest, HUNDRED]);
}

/// Under 60% there is no time for parts.
#[test]
fn deep_down_the_leg_is_taken_whole() {
    let legs = [leg(110, 168, HUNDRED)];
    let required = required(Kind::Call, &legs, &market(SPOT, VOL_BPS));
    let edge = (required * 6).div_ceil(10);
    let taken = |held| {
        let plan = take(Kind::Call, held, &legs, u64::MAX);
        plan.unwrap().contracts
    };
    assert_eq!(taken(edge - 1), HUNDRED);
    assert!(taken(edge) < HUNDRED);
}

#[test]
fn an_account_has_eight_legs_at_most() {
    let legs: [Leg; 9] = std::array::from_fn(|index| leg(110 + index as u64, 168, HUNDRED));
    let take = |legs| take(Kind::Call, 0, legs, u64::MAX);
    assert_eq!(take(&legs[..8]).unwrap().contracts, HUNDRED);
    assert_eq!(take(&legs), Err(RiskError::UnknownLeg));
}

/// A put of 10^9 atoms covers $165, 165 x 10^6: an atom of it is a sixth of an atom of quote, and so rounded the rest
/// requires what the whole did.
#[test]
fn what_frees_nothing_is_not_taken() {
    let legs = [leg(110, 168, HUNDRED)];
    let take = |most| take(Kind::Put, 1_000_000_000, &legs, most);
    assert_eq!(take(1), Err(RiskError::NothingToLiquidate));
    assert_eq!(take(1_000_000).unwrap().contracts, 1_000_000);
}
