//! The sensing whatever the stream of prints.

use crate::common::sensing::*;
use crate::common::{DAY, SPOT};
use option_risk::breaker::{Direction, Reason, Stage};
use option_risk::state::RiskState;
use proptest::prelude::*;

/// Gaps in seconds and prices as bps above a base.
fn stream(spread_bps: u32) -> impl Strategy<Value = Vec<(i64, u32)>> {
    let gap = prop_oneof![4 => 1i64..90, 2 => 90i64..1_000, 1 => 1_000i64..20_000];
    proptest::collection::vec((gap, 0..=spread_bps), 1..150)
}

/// A price this many bps above a base that they divide.
fn above(bps: u32) -> u64 {
    SPOT / 10_000 * u64::from(10_000 + bps)
}

fn run(state: &mut RiskState, params: &Params, stream: &[(i64, u32)], mut now: i64) {
    for (gap, bps) in stream {
        now += gap;
        observe(state, params, above(*bps), now);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Prints at most c% apart, lowest to highest, trip nothing whose least move is above c%; below the least throttling
    /// move they do not even throttle by a move.
    #[test]
    fn a_narrow_stream_does_not_trip(stream in stream(399), narrow in stream(249)) {
        let params = Params::default();
        let mut state = opened(&params);
        run(&mut state, &params, &stream, T);
        prop_assert_eq!(state.breaker.trip_count, 0);
        let mut state = opened(&params);
        let mut now = T;
        for (gap, bps) in narrow {
            now += gap;
            observe(&mut state, &params, above(bps), now);
            prop_assert!(state.breaker.reason() != Reason::Fifteen);
        }
    }

    /// A trip seen is a trip recorded: stage, count, cause, price, and a ring that knows nothing older. In any 24 hours
    /// two at most, none longer than its budget.
    #[test]
    fn a_trip_seen_is_a_trip_recorded(stream in stream(6_000)) {
        let params = Params::default();
        let mut state = opened(&params);
        let (mut now, mut halts) = (T, Vec::new());
        for (gap, bps) in stream {
            now += gap;
            let before = state;
            let found = observe(&mut state, &params, above(bps), now);
            let tripped = found.transitions.trip().is_some();
            prop_assert_eq!(state.breaker.trip_count, before.breaker.trip_count + u64::from(tripped));
            prop_assert_eq!((state.price, state.publish_ts), (above(bps), now));
            if tripped {
                halts.push(now);
                prop_assert_eq!(state.breaker.stage(), Stage::Halted);
                prop_assert_eq!((state.breaker.trip_price, state.ring.len), (above(bps), 1));
                prop_assert!(state.breaker.direction() != Direction::None);
            }
            let halt = (state.breaker.halt_started_ts, state.breaker.halt_until_ts);
            prop_assert!(halt.1 - halt.0 <= 900);
        }
        for third in halts.windows(3) {
            prop_assert!(third[2] - third[0] >= DAY);
        }
    }

    /// The same print again, or an older one, leaves no trace.
    #[test]
    fn duplicates_change_nothing(stream in stream(6_000), echo in 0i64..5_000, odd in 1u64..1 << 62) {
        let params = Params::default();
        let (mut once, mut often) = (opened(&params), opened(&params));
        let mut now = T;
        for (gap, bps) in stream {
            now += gap;
            let first = observe(&mut once, &params, above(bps), now);
            prop_assert_eq!(observe(&mut often, &params, above(bps), now), first);
            for late in [print(above(bps), now), print(odd, now - echo)] {
                let again = often.observe(&params.lent(), &late, 0, now).unwrap();
                prop_assert!(!again.recorded && again.transitions.is_empty());
            }
            prop_assert_eq!(once, often);
        }
    }

    /// Nothing that can be printed, at whatever clock, makes it fail.
    #[test]
    fn is_total(prints in proptest::collection::vec((1u64..1 << 63, any::<i64>(), any::<i64>(), any::<u64>(), any::<u32>()), 1..30)) {
        let params = Params::default();
        let mut state = opened(&params);
        for (price, publish_ts, now, ema_price, gain) in prints {
            let print = option_risk::oracle::Print { price, publish_ts, prev_publish_ts: now, ema_price };
            prop_assert!(state.observe(&params.lent(), &print, gain, now).is_ok());
        }
    }
}
