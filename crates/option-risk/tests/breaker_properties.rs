//! The breaker whatever is read, whenever it is cranked.

use crate::common::breaker::*;
use crate::common::{DAY, NOW, SPOT};
use option_risk::breaker::{BreakerState, Direction, Reading, Reason, Signals, Stage};
use proptest::prelude::*;

/// Anything a print can say.
fn signals() -> impl Strategy<Value = Signals> {
    let window = || (0u64..40_000, 0u32..2_000, any::<bool>());
    (
        [window(), window(), window()],
        any::<bool>(),
        any::<bool>(),
        0u32..5_000,
        0u32..3_000,
        0u32..1_500,
    )
        .prop_map(
            |(windows, thin, fresh, divergence_bps, implied_jump_bps, gain_milli)| {
                let mut reading = Reading::default();
                for (window, (z_milli, move_bps, up)) in reading.windows.iter_mut().zip(windows) {
                    window.z_milli = z_milli;
                    window.move_bps = move_bps;
                    window.direction = if up { Direction::Up } else { Direction::Down };
                }
                Signals {
                    reading,
                    thin,
                    fresh,
                    divergence_bps,
                    implied_jump_bps,
                    gain_milli,
                }
            },
        )
}

/// Anything that can be done to a breaker.
#[derive(Clone, Copy, Debug)]
enum Step {
    Observe(Signals),
    Suspect,
    Pause,
    Lift,
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => signals().prop_map(Step::Observe),
        2 => Just(Step::Suspect),
        1 => Just(Step::Pause),
        1 => Just(Step::Lift),
    ]
}

fn take(state: &mut BreakerState, step: Step, now: i64) -> bool {
    let changes = match step {
        Step::Observe(signals) => state.observe(&params(), &signals, SPOT, now),
        Step::Suspect => state.suspect(&params(), now),
        Step::Pause => state.pause(&params(), now).unwrap_or_default(),
        Step::Lift => state.lift(&params(), now).unwrap_or_default(),
    };
    changes.trip().is_some()
}

proptest! {
    /// Whatever is done and however often: no halt beyond 15 minutes, none within the cooldown, no pause beyond its two
    /// lengths, and no stretch of 24 hours with more halted time than two halts and three pauses.
    #[test]
    fn no_halt_exceeds_its_budget(moves in proptest::collection::vec((1i64..3_000, steps()), 1..400)) {
        let params = params();
        let mut state = BreakerState::default();
        let mut closed: Vec<(i64, i64, Reason)> = Vec::new();
        let mut now = NOW;
        for (gap, step) in moves {
            now += gap;
            let tripped = take(&mut state, step, now);
            if state.stage() == Stage::Halted || tripped {
                let halt = (state.halt_started_ts, state.halt_until_ts, state.reason());
                match closed.last_mut().filter(|last| last.0 == halt.0) {
                    Some(last) => last.1 = halt.1,
                    None => closed.push(halt),
                }
            } else if let Some(last) = closed.last_mut() {
                // A pause may have been lifted.
                last.1 = last.1.min(state.halt_until_ts);
            }
        }
        let own: Vec<_> = closed.iter().filter(|halt| halt.2 != Reason::Guardian).collect();
        for pair in own.windows(2) {
            prop_assert!(pair[1].0 >= pair[0].1 + i64::from(params.cooldown_secs));
        }
        prop_assert!(own.iter().all(|(start, end, _)| (300..=900).contains(&(end - start))));
        prop_assert!(closed.iter().all(|(start, end, _)| end - start <= 2 * 1_800));
        for pair in closed.windows(2) {
            prop_assert!(pair[1].0 >= pair[0].1, "one at a time");
        }
        for (_, end, _) in &closed {
            let from = end - DAY;
            let shut: i64 = closed.iter().map(|halt| (halt.1.min(*end) - halt.0.max(from)).max(0)).sum();
            prop_assert!(shut <= 2 * 900 + 4 * 1_800, "shut for {shut} s");
        }
    }

    /// Cranking in between changes neither the stage nor the record.
    #[test]
    fn advancing_in_steps_is_advancing_at_once(marks in proptest::collection::vec(0i64..3_000, 0..20)) {
        for start in [tripped(), throttled()] {
            let (mut stepped, mut jumped) = (start, start);
            let mut marks = marks.clone();
            marks.sort_unstable();
            let mut seen = Vec::new();
            for mark in &marks {
                seen.extend(stages(&stepped.advance(&params(), NOW + mark)));
            }
            let last = marks.last().copied().unwrap_or(0);
            prop_assert_eq!(seen, stages(&jumped.advance(&params(), NOW + last)));
            prop_assert_eq!(stepped, jumped);
        }
    }

    /// A trip seen is a trip recorded, and every change of stage follows from the last.
    #[test]
    fn changes_tell_the_whole_story(moves in proptest::collection::vec((0i64..2_000, signals()), 1..100)) {
        let (mut state, mut told, mut trips) = (BreakerState::default(), Stage::Normal, 0);
        let mut now = NOW;
        for (gap, signals) in moves {
            now += gap;
            let changes = state.observe(&params(), &signals, SPOT, now);
            for change in changes.iter() {
                prop_assert_eq!(change.from, told);
                prop_assert!(change.ts <= now);
                told = change.to;
            }
            trips += u64::from(changes.trip().is_some());
            prop_assert_eq!((state.stage(), state.trip_count), (told, trips));
            prop_assert_eq!(state.stage() == Stage::Normal, state.stage_until(&params()) == 0);
        }
    }

    /// No input panics, and no clock makes the budget longer.
    #[test]
    fn is_total(moves in proptest::collection::vec((any::<i64>(), steps()), 1..20)) {
        let mut state = BreakerState::default();
        for (now, step) in moves {
            take(&mut state, step, now);
            prop_assert!(state.halt_until_ts.saturating_sub(state.halt_started_ts) <= 3_600);
            state.closed_secs(&params(), now);
        }
    }
}
