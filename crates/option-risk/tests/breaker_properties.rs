//! The breaker whatever is read, whenever it is cranked.

use option_risk::breaker::{BreakerParams, BreakerState, Direction, Reading, Stage, Transitions};
use proptest::prelude::*;

const T: i64 = 1_700_000_000;
const DAY: i64 = 86_400;
const PRICE: u64 = 15_000_000_000;

fn params() -> BreakerParams {
    BreakerParams::default()
}

fn tripped() -> BreakerState {
    let crash = Reading {
        z15_milli: 12_000,
        move15_bps: 900,
        direction15: Direction::Down,
        ..Reading::default()
    };
    let mut state = BreakerState::default();
    state.observe(&params(), &crash, PRICE, T);
    state
}

fn stages(changes: &Transitions) -> Vec<(Stage, i64)> {
    changes
        .iter()
        .map(|change| (change.to, change.ts))
        .collect()
}

fn readings() -> impl Strategy<Value = Reading> {
    (0u64..40_000, 0u32..2_000, 0u64..40_000, 0u32..2_000).prop_map(
        |(z15_milli, move15_bps, z60_milli, move60_bps)| Reading {
            z15_milli,
            move15_bps,
            direction15: Direction::Down,
            z60_milli,
            move60_bps,
            direction60: Direction::Up,
        },
    )
}

proptest! {
    /// Whatever is read and however often: no halt beyond 15 minutes, none within the cooldown, and no stretch of 24
    /// hours with more than two full halts of halted time.
    #[test]
    fn no_halt_exceeds_its_budget(steps in proptest::collection::vec((1i64..3_000, readings()), 1..400)) {
        let params = params();
        let mut state = BreakerState::default();
        let mut halts: Vec<(i64, i64)> = Vec::new();
        let mut now = T;
        for (step, reading) in steps {
            now += step;
            let changes = state.observe(&params, &reading, PRICE, now);
            if changes.trip().is_some() {
                halts.push((now, now));
            }
            if let Some(halt) = halts.last_mut() {
                halt.1 = state.halt_until_ts;
            }
        }
        for pair in halts.windows(2) {
            prop_assert!(pair[1].0 >= pair[0].1 + i64::from(params.cooldown_secs));
        }
        for (_, end) in &halts {
            let from = end - DAY;
            let halted: i64 = halts.iter().map(|halt| (halt.1.min(*end) - halt.0.max(from)).max(0)).sum();
            prop_assert!(halted <= 2 * 900);
        }
        prop_assert!(halts.iter().all(|(start, end)| (300..=900).contains(&(end - start))));
    }

    /// Cranking in between changes neither the stage nor the record.
    #[test]
    fn advancing_in_steps_is_advancing_at_once(marks in proptest::collection::vec(0i64..3_000, 0..20)) {
        let (mut stepped, mut jumped) = (tripped(), tripped());
        let mut marks = marks;
        marks.sort_unstable();
        let mut seen = Vec::new();
        for mark in &marks {
            seen.extend(stages(&stepped.advance(&params(), T + mark)));
        }
        let last = marks.last().copied().unwrap_or(0);
        prop_assert_eq!(seen, stages(&jumped.advance(&params(), T + last)));
        prop_assert_eq!(stepped, jumped);
    }

    /// No input panics.
    #[test]
    fn is_total(now in any::<i64>(), then in any::<i64>(), reading in readings()) {
        let mut state = BreakerState::default();
        state.observe(&params(), &reading, PRICE, now);
        state.observe(&params(), &reading, PRICE, then);
        state.advance(&params(), now);
        prop_assert!(state.trip_count <= 2);
    }
}
