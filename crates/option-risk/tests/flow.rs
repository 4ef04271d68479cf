//! The flow budget: no way round it by splitting, shrinking limits, running clocks.

use option_risk::breaker::Limit;
use option_risk::flow::FlowBudget;
use option_risk::RiskError;
use proptest::prelude::*;

const LIMIT: u64 = 1_000;
const WINDOW: u32 = 60;
const FULL: Limit = Limit::Share(10_000);

#[test]
fn what_is_free_has_no_budget_and_spends_none() {
    let mut budget = FlowBudget::default();
    budget.spend(0, LIMIT, WINDOW, FULL, LIMIT).unwrap();
    assert_eq!(
        budget.available(0, LIMIT, WINDOW, Limit::Free),
        Ok(u64::MAX)
    );
    let before = budget;
    budget
        .spend(0, LIMIT, WINDOW, Limit::Free, u64::MAX)
        .unwrap();
    assert_eq!(budget, before);
}

#[test]
fn a_window_opens_with_its_first_spending() {
    let mut budget = FlowBudget::default();
    budget.spend(1_000, LIMIT, WINDOW, FULL, 400).unwrap();
    assert_eq!(budget.available(1_059, LIMIT, WINDOW, FULL), Ok(600));
    assert_eq!(budget.available(1_060, LIMIT, WINDOW, FULL), Ok(1_000));
    budget.spend(1_030, LIMIT, WINDOW, FULL, 600).unwrap();
    assert_eq!(budget.available(1_059, LIMIT, WINDOW, FULL), Ok(0));
}

#[test]
fn a_refusal_changes_nothing() {
    let mut budget = FlowBudget::default();
    budget.spend(0, LIMIT, WINDOW, FULL, 900).unwrap();
    let before = budget;
    let refused = budget.spend(10, LIMIT, WINDOW, FULL, 101);
    assert_eq!(refused, Err(RiskError::FlowBudgetExceeded));
    assert_eq!(budget, before);
}

#[test]
fn a_ramp_scales_the_limit() {
    let mut budget = FlowBudget::default();
    assert_eq!(
        budget.available(0, LIMIT, WINDOW, Limit::Share(2_000)),
        Ok(200)
    );
    budget.spend(0, LIMIT, WINDOW, FULL, 900).unwrap();
    assert_eq!(
        budget.available(1, LIMIT, WINDOW, Limit::Share(2_000)),
        Ok(0)
    );
}

#[test]
fn no_window_no_budget() {
    let mut budget = FlowBudget::default();
    assert_eq!(budget.available(0, LIMIT, 0, FULL), Ok(0));
    assert_eq!(
        budget.spend(0, LIMIT, 0, FULL, 1),
        Err(RiskError::FlowBudgetExceeded)
    );
}

#[test]
fn what_is_spent_is_of_the_window_that_runs() {
    let mut budget = FlowBudget::default();
    assert_eq!(budget.spent(0, WINDOW), 0);
    budget.spend(1_000, LIMIT, WINDOW, FULL, 400).unwrap();
    budget.spend(1_030, LIMIT, WINDOW, FULL, 100).unwrap();
    assert_eq!(budget.spent(1_059, WINDOW), 500);
    assert_eq!(budget.spent(1_060, WINDOW), 0);
    assert_eq!(budget.spent(0, WINDOW), 500);
}

#[test]
fn a_clock_behind_does_not_refill() {
    let mut budget = FlowBudget::default();
    budget.spend(1_000, LIMIT, WINDOW, FULL, LIMIT).unwrap();
    assert_eq!(budget.available(0, LIMIT, WINDOW, FULL), Ok(0));
    assert_eq!(budget.available(i64::MIN, LIMIT, WINDOW, FULL), Ok(0));
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
            let available = budget.available(now, LIMIT, WINDOW, FULL).unwrap();
            let result = budget.spend(now, LIMIT, WINDOW, FULL, amount);
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
