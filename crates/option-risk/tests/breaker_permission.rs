//! What each stage permits, to the second.

use crate::common::breaker::{calm, params, throttled, tripped};
use crate::common::{NOW, SPOT};
use option_risk::breaker::{Action, BreakerParams, BreakerState, Limit, Permission, Signals};
use proptest::prelude::*;

const ACTIONS: [Action; 8] = [
    Action::WithdrawCollateral,
    Action::WriteOption,
    Action::StartSale,
    Action::BuyOption,
    Action::HedgeWithMove,
    Action::HedgeAgainstMove,
    Action::Liquidate,
    Action::BuyBack,
];
const FULL: Permission = share(10_000);
const FREE: Permission = Permission::Allowed { limit: Limit::Free };

const fn share(bps: u32) -> Permission {
    Permission::Allowed {
        limit: Limit::Share(bps),
    }
}

fn permission(action: Action, after: i64) -> Permission {
    tripped().permission(&params(), action, NOW + after)
}

#[test]
fn everything_acts_in_normal() {
    let state = BreakerState::default();
    for action in ACTIONS {
        assert_eq!(state.permission(&params(), action, NOW), FULL);
    }
}

#[test]
fn nothing_acts_in_a_halt_or_its_grace() {
    for action in ACTIONS {
        for after in [0, 1, 299] {
            let until_ts = NOW + 300;
            assert_eq!(permission(action, after), Permission::Halted { until_ts });
        }
        for after in [300, 301, 419] {
            let until_ts = NOW + 420;
            assert_eq!(permission(action, after), Permission::Grace { until_ts });
        }
    }
}

#[test]
fn the_ramp_limits_what_pushes_the_price() {
    for (after, limit_bps) in [(420, 2_000), (570, 4_000), (720, 6_000), (1_019, 9_986)] {
        for action in ACTIONS {
            let expected = match action {
                Action::HedgeWithMove | Action::Liquidate => share(limit_bps),
                Action::HedgeAgainstMove => FREE,
                _ => FULL,
            };
            assert_eq!(
                permission(action, after),
                expected,
                "{action:?} after {after} s"
            );
        }
    }
}

#[test]
fn throttle_halves_what_pushes_the_price_and_frees_what_holds_it() {
    let quarter = BreakerParams {
        throttle_limit_bps: 2_500,
        ..params()
    };
    for (params, limit_bps) in [(params(), 5_000), (quarter, 2_500)] {
        for action in ACTIONS {
            let expected = match action {
                Action::HedgeWithMove | Action::Liquidate => share(limit_bps),
                Action::HedgeAgainstMove => FREE,
                _ => FULL,
            };
            let found = |after| throttled().permission(&params, action, NOW + after);
            assert_eq!((found(0), found(599)), (expected, expected), "{action:?}");
            assert_eq!(found(600), FULL, "{action:?}");
        }
    }
}

#[test]
fn no_hedge_is_free_where_no_move_is_on_record() {
    let thin = Signals {
        thin: true,
        ..calm()
    };
    let mut state = BreakerState::default();
    state.observe(&params(), &thin, SPOT, NOW);
    let hedge =
        |state: &BreakerState, now| state.permission(&params(), Action::HedgeAgainstMove, now);
    assert_eq!(hedge(&state, NOW), share(5_000));
    let mut paused = BreakerState::default();
    paused.pause(&params(), NOW).unwrap();
    assert_eq!(hedge(&paused, NOW + 1_800 + 120), share(2_000));
}

/// Both trade options against a vault, and neither pushes the price of the base.
#[test]
fn a_buy_back_is_permitted_where_a_purchase_is() {
    let mut paused = BreakerState::default();
    paused.pause(&params(), NOW).unwrap();
    for state in [BreakerState::default(), throttled(), tripped(), paused] {
        for after in (0..4_000).step_by(10) {
            let found = |action| state.permission(&params(), action, NOW + after);
            let expected = found(Action::BuyOption);
            assert_eq!(found(Action::BuyBack), expected, "after {after} s");
        }
    }
}

#[test]
fn parameters_out_of_bounds_do_not_panic() {
    let odd = BreakerParams {
        grace_secs: 0,
        ramp_secs: 0,
        ramp_start_bps: u32::MAX,
        ..params()
    };
    for after in [0, 300, 301] {
        let permission = tripped().permission(&odd, Action::Liquidate, NOW + after);
        assert_eq!(permission == FULL, after >= 300);
    }
}

proptest! {
    /// The answer is the same whether or not anybody cranked before, and the ramp never falls.
    #[test]
    fn depends_on_the_clock_alone(crank in 0i64..1_500, ask in 0i64..1_500) {
        let (crank, ask) = (crank.min(ask), crank.max(ask));
        let params = params();
        let mut cranked = tripped();
        cranked.advance(&params, NOW + crank);
        for action in ACTIONS {
            let limit = |after| match permission(action, after) {
                Permission::Allowed { limit: Limit::Free } => u32::MAX,
                Permission::Allowed { limit: Limit::Share(bps) } => bps,
                _ => 0,
            };
            prop_assert_eq!(cranked.permission(&params, action, NOW + ask), permission(action, ask));
            if action != Action::HedgeAgainstMove {
                prop_assert!(limit(crank) <= limit(ask));
            }
        }
    }
}
