//! What a halt leaves behind: the time a market was closed, and the orders it voids.

use crate::common::breaker::*;
use option_risk::breaker::BreakerState;

#[test]
fn auction_clocks_stand_still_in_a_halt_and_its_grace() {
    let closed = |state: &BreakerState, now| state.closed_secs(&params(), now);
    assert_eq!(closed(&BreakerState::default(), T), 0);
    let state = tripped();
    assert_eq!(closed(&state, T + 100), 100);
    assert_eq!(closed(&state, T + 300), 300);
    assert_eq!(closed(&state, T + 360), 360);
    assert_eq!(closed(&state, T + 420), 420);
    assert_eq!(closed(&state, T + 500), 420);
    assert_eq!(closed(&state, T + DAY), 420);
    let mut twice = state;
    assert!(crash(&mut twice, T + 2_100).trip().is_some());
    assert_eq!(closed(&twice, T + 2_200), 520);
    assert_eq!(closed(&twice, T + DAY), 840);
}

#[test]
fn an_order_from_before_a_halt_is_void_after_it() {
    assert!(BreakerState::default().is_after_last_halt(T));
    let state = tripped();
    assert!(!state.is_after_last_halt(T - 1));
    assert!(!state.is_after_last_halt(T + 299));
    assert!(state.is_after_last_halt(T + 300));
}
