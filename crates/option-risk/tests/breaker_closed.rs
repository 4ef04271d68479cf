//! What a halt leaves behind: the time a market was closed, and the orders it voids.

use crate::common::breaker::*;
use crate::common::{DAY, NOW};
use option_risk::breaker::BreakerState;

#[test]
fn auction_clocks_stand_still_in_a_halt_and_its_grace() {
    let closed = |state: &BreakerState, now| state.closed_secs(&params(), now);
    assert_eq!(closed(&BreakerState::default(), NOW), 0);
    let state = tripped();
    assert_eq!(closed(&state, NOW + 100), 100);
    assert_eq!(closed(&state, NOW + 300), 300);
    assert_eq!(closed(&state, NOW + 360), 360);
    assert_eq!(closed(&state, NOW + 420), 420);
    assert_eq!(closed(&state, NOW + 500), 420);
    assert_eq!(closed(&state, NOW + DAY), 420);
    let mut twice = state;
    assert!(crash(&mut twice, NOW + 2_100).trip().is_some());
    assert_eq!(closed(&twice, NOW + 2_200), 520);
    assert_eq!(closed(&twice, NOW + DAY), 840);
}

#[test]
fn an_order_from_before_a_halt_is_void_after_it() {
    assert!(BreakerState::default().is_after_last_halt(NOW));
    let state = tripped();
    assert!(!state.is_after_last_halt(NOW - 1));
    assert!(!state.is_after_last_halt(NOW + 299));
    assert!(state.is_after_last_halt(NOW + 300));
}
