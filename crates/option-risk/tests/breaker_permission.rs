//! What each stage permits, to the second.

use option_risk::breaker::{Action, BreakerParams, BreakerState, Direction, Permission, Reading};
use proptest::prelude::*;

const T: i64 = 1_700_000_000;
const ACTIONS: [Action; 7] = [
    Action::WithdrawCollateral,
    Action::WriteOption,
    Action::StartSale,
    Action::BuyOption,
    Action::HedgeWithMove,
    Action::HedgeAgainstMove,
    Action::Liquidate,
];
const FULL: Permission = Permission::Allowed { limit_bps: 10_000 };

/// A halt from `T` to `T + 300`.
fn halted() -> BreakerState {
    let mut state = BreakerState::default();
    let crash = Reading {
        z15_milli: 12_000,
        move15_bps: 900,
        direction15: Direction::Down,
        ..Reading::default()
    };
    state.observe(&BreakerParams::default(), &crash, 1, T);
    state
}

fn permission(action: Action, after: i64) -> Permission {
    halted().permission(&BreakerParams::default(), action, T + after)
}

#[test]
fn everything_acts_in_normal() {
    let state = BreakerState::default();
    for action in ACTIONS {
        assert_eq!(state.permission(&BreakerParams::default(), action, T), FULL);
    }
}

#[test]
fn nothing_acts_in_a_halt_or_its_grace() {
    for action in ACTIONS {
        for after in [0, 1, 299] {
            let until_ts = T + 300;
            assert_eq!(permission(action, after), Permission::Halted { until_ts });
        }
        for after in [300, 301, 419] {
            let until_ts = T + 420;
            assert_eq!(permission(action, after), Permission::Grace { until_ts });
        }
    }
}

#[test]
fn the_ramp_limits_what_pushes_the_price() {
    for (after, limit_bps) in [
        (420, 2_000),
        (570, 4_000),
        (720, 6_000),
        (1_019, 9_986),
        (1_020, 10_000),
    ] {
        for action in ACTIONS {
            let expected = match action {
                Action::HedgeWithMove | Action::Liquidate => Permission::Allowed { limit_bps },
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
fn parameters_out_of_bounds_do_not_panic() {
    let odd = BreakerParams {
        grace_secs: 0,
        ramp_secs: 0,
        ramp_start_bps: u32::MAX,
        ..BreakerParams::default()
    };
    for after in [0, 300, 301] {
        let permission = halted().permission(&odd, Action::Liquidate, T + after);
        assert_eq!(permission == FULL, after >= 300);
    }
}

proptest! {
    /// The answer is the same whether or not anybody cranked before, and the ramp never falls.
    #[test]
    fn depends_on_the_clock_alone(crank in 0i64..1_500, ask in 0i64..1_500) {
        let (crank, ask) = (crank.min(ask), crank.max(ask));
        let params = BreakerParams::default();
        let mut cranked = halted();
        cranked.advance(&params, T + crank);
        for action in ACTIONS {
            let limit = |after| match permission(action, after) {
                Permission::Allowed { limit_bps } => limit_bps,
                _ => 0,
            };
            prop_assert_eq!(cranked.permission(&params, action, T + ask), permission(action, ask));
            prop_assert!(limit(crank) <= limit(ask));
        }
    }
}
