//! The flow budget: no way round it by splitting, shrinking limits, running clocks.

use option_risk::flow::FlowBudget;
use option_risk::RiskError;
use proptest::prelude::*;

const LIMIT: u64 = 1_000;
const WINDOW: u32 = 60;

#[test]
fn a_window_opens_with_its_first_spending() {
    let mut budget = FlowBudget::default();
    budget.spend(1_000, LIMIT, WINDOW, 10_000, 400).unwrap();
    assert_eq!(budget.available(1_059, LIMIT, WINDOW, 10_000), Ok(600));
    assert_eq!(budget.available(1_060, LIMIT, WINDOW, 10_000), Ok(1_000));
    budget.spend(1_030, LIMIT, WINDOW, 10_000, 600).unwrap();
    assert_eq!(budget.available(1_059, LIMIT, WINDOW, 10_000), Ok(0));
}

#[test]
fn a_refusal_changes_nothing() {
    let mut budget = FlowBudget::default();
    budget.spend(0, LIMIT, WINDOW, 10_000, 900).unwrap();
    let before = budget;
    let refused = budget.spend(10, LIMIT, WINDOW, 10_000, 101);
    assert_eq!(refused, Err(RiskError::FlowBudgetExceeded));
    assert_eq!(budget, before);
}

#[test]
fn a_ramp_scales_the_limit() {
    let mut budget = FlowBudget::default();
    assert_eq!(budget.available(0, LIMIT, WINDOW, 2_000), Ok(200));
    budget.spend(0, LIMIT, WINDOW, 10_000, 900).unwrap();
    assert_eq!(budget.available(1, LIMIT, WINDOW, 2_000), Ok(0));
}

#[test]
fn no_window_no_budget() {
    let mut budget = FlowBudget::default();
    assert_eq!(budget.available(0, LIMIT, 0, 10_000), Ok(0));
    assert_eq!(
        budget.spend(0, LIMIT, 0, 10_000, 1),
        Err(RiskError::FlowBudgetExceeded)
    );
}

#[test]
fn a_clock_behind_does_not_refill() {
    let mut budget = FlowBudget::default();
    budget.spend(1_000, LIMIT, WINDOW, 10_000, LIMIT).unwrap();
    assert_eq!(budget.available(0, LIMIT, WINDOW, 10_000), Ok(0));
    assert_eq!(budget.available(i64::MIN, LIMIT, WINDOW, 10_000), Ok(0));
}

proptest! {
    /// Whatever is asked for and when: every stretch of a window's length sees two limits at most, and a window one.
    #[test]
    fn never_exceeds_the_limit(asks in proptest::collection::vec((0i64..40, 0u64..1_500), 1..100)) {
        let mut budget = FlowBudget::default();
        let mut now = 0;
        let mut spent = Vec::new();
        for (step, amount) in asks {
            now += step;
            let available = budget.available(now, LIMIT, WINDOW, 10_000).unwrap();
            let result = budget.spend(now, LIMIT, WINDOW, 10_000, amount);
            prop_assert_eq!(result.is_ok(), amount <= available);
            if result.is_ok() {
                spent.push((now, amount));
            }
            prop_assert!(budget.used <= LIMIT);
        }
        for (start, _) in &spent {
            let stretch = spent.iter().filter(|(ts, _)| (*start..start + i64::from(WINDOW)).contains(ts));
            prop_assert!(stretch.map(|(_, amount)| amount).sum::<u64>() <= 2 * LIMIT);
        }
    }
}
