//! The schedule of a vault's rounds: which moments are its own, and how far ahead.

use crate::common::{DAY, FRIDAY, HOUR, NOW};
use option_risk::calendar::is_on_calendar;
use option_risk::schedule::ScheduleParams;
use option_risk::RiskError;
use proptest::prelude::*;

const HALF_WEEK: i64 = 84 * HOUR;

fn weekly() -> ScheduleParams {
    ScheduleParams::default()
}

/// Any schedule within the hard bounds.
fn schedules() -> impl Strategy<Value = ScheduleParams> {
    (1u32..=9, any::<u32>(), any::<u32>()).prop_map(|(tenor_days, phase, after)| ScheduleParams {
        tenor_days,
        phase_days: phase % tenor_days,
        open_after_secs: after % ((tenor_days * 21_600).min(86_399) + 1),
        ..weekly()
    })
}

/// Centuries around 1970.
fn times() -> impl Strategy<Value = i64> {
    -(1i64 << 34)..1 << 34
}

#[test]
fn a_weekly_vault_sells_from_friday_to_friday() {
    for (now, expiry, opens) in [
        // Tuesday 2023-11-14 22:13:20 UTC: the next Friday is less than half a week ahead.
        (NOW, FRIDAY + 7 * DAY, FRIDAY - 7 * DAY),
        (FRIDAY - 1, FRIDAY + 7 * DAY, FRIDAY - 7 * DAY),
        (FRIDAY, FRIDAY + 7 * DAY, FRIDAY),
        (FRIDAY + 1, FRIDAY + 7 * DAY, FRIDAY),
        (FRIDAY + HALF_WEEK, FRIDAY + 7 * DAY, FRIDAY),
        (FRIDAY + HALF_WEEK + 1, FRIDAY + 14 * DAY, FRIDAY),
    ] {
        assert_eq!(weekly().expiry(now), Ok(expiry), "at {now}");
        assert_eq!(weekly().opens_ts(now), Ok(opens), "at {now}");
    }
}

#[test]
fn a_daily_vault_may_open_at_noon() {
    let daily = ScheduleParams {
        tenor_days: 1,
        phase_days: 0,
        open_after_secs: 4 * HOUR as u32,
        ..weekly()
    };
    let noon = FRIDAY + 4 * HOUR;
    for now in [FRIDAY, noon, FRIDAY + DAY - 1] {
        assert_eq!(daily.opens_ts(now), Ok(noon));
    }
    assert_eq!(daily.expiry(noon), Ok(FRIDAY + DAY));
    // The latest opening is half a tenor before the expiry, and a second later it is the next expiry's.
    assert_eq!(daily.expiry(FRIDAY + 12 * HOUR), Ok(FRIDAY + DAY));
    assert_eq!(daily.expiry(FRIDAY + 12 * HOUR + 1), Ok(FRIDAY + 2 * DAY));
}

#[test]
fn the_ends_of_time_are_refused_and_never_wrap() {
    assert_eq!(weekly().expiry(i64::MAX), Err(RiskError::Overflow));
    assert_eq!(weekly().opens_ts(i64::MAX), Err(RiskError::Overflow));
    assert_eq!(weekly().opens_ts(i64::MIN), Err(RiskError::Overflow));
    // A Wednesday's vault, where the distance from its first moment is the least that fits and about.
    let wednesdays = ScheduleParams {
        phase_days: 6,
        ..weekly()
    };
    let first = 6 * DAY + 8 * HOUR;
    for now in [0, 1, 7 * DAY].map(|after| i64::MIN + first - HALF_WEEK + after) {
        let expiry = wednesdays.expiry(now).unwrap();
        assert_eq!(expiry.rem_euclid(7 * DAY), first, "{} s", now - i64::MIN);
        assert!((HALF_WEEK..HALF_WEEK + 7 * DAY).contains(&(expiry - now)));
    }
    let never = ScheduleParams {
        tenor_days: 0,
        ..weekly()
    };
    let refusal = Err(RiskError::InvalidParameter("tenor_days"));
    assert_eq!(never.expiry(FRIDAY), refusal);
    assert_eq!(never.opens_ts(FRIDAY), refusal);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn an_expiry_is_the_vaults_own_and_neither_near_nor_far(params in schedules(), now in times()) {
        prop_assert_eq!(params.validate(), Ok(()));
        let expiry = params.expiry(now).unwrap();
        let tenor = i64::from(params.tenor_days);
        prop_assert!(is_on_calendar(expiry));
        prop_assert_eq!(expiry.div_euclid(DAY).rem_euclid(tenor), i64::from(params.phase_days));
        let halves = (expiry - now) * 2;
        prop_assert!((tenor * DAY..3 * tenor * DAY).contains(&halves), "{} half seconds ahead", halves);
        prop_assert!(expiry - now < 14 * DAY);
    }

    /// The opening of the running cycle: at most the offset ahead, less than a cycle past.
    #[test]
    fn a_sale_opens_once_a_cycle(params in schedules(), now in times()) {
        let opens = params.opens_ts(now).unwrap();
        let (tenor, after) = (i64::from(params.tenor_days) * DAY, i64::from(params.open_after_secs));
        let moment = opens - after;
        prop_assert!(moment <= now && now < moment + tenor);
        prop_assert!(is_on_calendar(moment));
        prop_assert_eq!(moment.div_euclid(DAY).rem_euclid(i64::from(params.tenor_days)), i64::from(params.phase_days));
        prop_assert!(params.opens_ts(now + 1).unwrap() >= opens);
    }

    /// A sale that starts as soon as it may expires at the very next moment: nearly the whole tenor ahead.
    #[test]
    fn a_punctual_sale_expires_at_the_next_moment(params in schedules(), now in times()) {
        let opens = params.opens_ts(now).unwrap();
        let next = opens - i64::from(params.open_after_secs) + i64::from(params.tenor_days) * DAY;
        prop_assert_eq!(params.expiry(opens), Ok(next));
    }

    /// Whenever either sells, vaults of one tenor and two phases never have an expiry in common.
    #[test]
    fn phases_do_not_share_an_expiry(tenor_days in 2u32..=9, a in 0u32..9, b in 0u32..9, one in times(), other in -20i64..20) {
        let (a, b) = (a % tenor_days, b % tenor_days);
        prop_assume!(a != b);
        let expiry = |phase_days, now| ScheduleParams { tenor_days, phase_days, ..weekly() }.expiry(now).unwrap();
        prop_assert_ne!(expiry(a, one), expiry(b, one + other * 12 * HOUR));
    }

    #[test]
    fn every_clock_and_parameter_has_an_answer(
        tenor_days in any::<u32>(), phase_days in any::<u32>(), open_after_secs in any::<u32>(), now in any::<i64>(),
    ) {
        let params = ScheduleParams { tenor_days, phase_days, open_after_secs, ..weekly() };
        for found in [params.expiry(now), params.opens_ts(now)] {
            let fine = matches!(found, Ok(_) | Err(RiskError::Overflow | RiskError::InvalidParameter("tenor_days")));
            prop_assert!(fine, "{:?}", found);
        }
    }
}
