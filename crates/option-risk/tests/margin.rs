//! Requirements by hand.

use crate::common::{leg, market, required, CONTRACT, LEVELS, SPOT};
use option_math::Vol;
use option_risk::margin::{
    health_bps, requirement, Grid, Leg, Level, MarginParams, MarketView, Scenario, SpotShock,
    VolShock, ALL, SCENARIOS,
};
use option_risk::units::Kind;
use option_risk::RiskError;

fn name(index: u8) -> String {
    Scenario::from_index(index).unwrap().to_string()
}

#[test]
fn twenty_three_scenarios_each_with_its_own_name() {
    let names: std::collections::BTreeSet<_> = (0..SCENARIOS as u8).map(name).collect();
    assert_eq!(names.len(), 23);
    assert_eq!(Scenario::from_index(23), None);
    assert_eq!(Scenario::from_index(255), None);
    let tail = Scenario::from_index(8).unwrap();
    assert_eq!((tail.spot, tail.vol), (SpotShock::TailDown, VolShock::Up));
    assert_eq!(name(5), "spot +3/3 range, vol up");
    assert_eq!(name(7), "spot tail up, vol up");
    assert_eq!(name(9), "spot +0/3 range, vol flat");
    assert_eq!(name(22), "spot -3/3 range, vol down");
}

#[test]
fn a_call_fears_a_rise_and_a_put_a_fall() {
    let legs = [leg(110, 168, CONTRACT)];
    let view = market(SPOT, 8_000);
    assert!(
        name(required(Kind::Call, &legs, &view, Level::Maintenance).worst).starts_with("spot +3/3")
    );
    assert!(
        name(required(Kind::Put, &legs, &view, Level::Maintenance).worst).starts_with("spot -3/3")
    );
    let low = [leg(60, 168, CONTRACT)];
    assert_eq!(
        name(required(Kind::Put, &low, &view, Level::Maintenance).worst),
        "spot tail down, vol up"
    );
    let far = [leg(170, 168, CONTRACT)];
    assert_eq!(
        name(required(Kind::Call, &far, &view, Level::Maintenance).worst),
        "spot tail up, vol up"
    );
}

/// Black-Scholes in floating point, by the series for the normal distribution: an independent reference.
fn call_fraction(moneyness: f64, years: f64, vol: f64) -> f64 {
    let cdf = |x: f64| {
        let (mut term, mut sum) = (x, x);
        for k in 1..200 {
            term *= x * x / (2 * k + 1) as f64;
            sum += term;
        }
        0.5 + sum * (-x * x / 2.0).exp() / (2.0 * core::f64::consts::PI).sqrt()
    };
    let v = vol * years.sqrt();
    let d1 = moneyness.ln() / v + v / 2.0;
    cdf(d1) - cdf(d1 - v) / moneyness
}

#[test]
fn a_weekly_call_by_hand() {
    let found = required(
        Kind::Call,
        &[leg(110, 168, CONTRACT)],
        &market(SPOT, 8_000),
        Level::Maintenance,
    );
    let years = 7.0 / 365.0;
    let range = 3.0 * 0.8 * (1.0f64 / 365.0).sqrt();
    let up = 0.8 * (1.0 + 0.5 * (30.0f64 / 7.0).powf(0.3));
    let worst = call_fraction((1.0 + range) / 1.1, years, up) + 0.01;
    let mark = call_fraction(1.0 / 1.1, years, 0.8);
    assert!(
        (found.required as f64 - worst * CONTRACT as f64).abs() <= 2.0,
        "{found:?} against {worst}"
    );
    assert!((found.mark as f64 - mark * CONTRACT as f64).abs() <= 2.0);
    assert_eq!(found.coverage, CONTRACT);
}

#[test]
fn a_tail_counts_its_excess_by_weight() {
    let found = required(
        Kind::Call,
        &[leg(170, 168, CONTRACT)],
        &market(SPOT, 8_000),
        Level::Maintenance,
    );
    let years = 7.0 / 365.0;
    let range = 3.0 * 0.8 * (1.0f64 / 365.0).sqrt();
    let up = 0.8 * (1.0 + 0.5 * (30.0f64 / 7.0).powf(0.3));
    let mark = call_fraction(1.0 / 1.7, years, 0.8);
    let tail = call_fraction((1.0 + 2.0 * range) / 1.7, years, up);
    let worst = mark + 0.35 * (tail - mark) + 0.01;
    assert!(
        (found.required as f64 - worst * CONTRACT as f64).abs() <= 2.0,
        "{found:?} against {worst}"
    );
}

/// Deep in the money every scenario asks for all of the coverage: the first of them is told.
#[test]
fn the_worst_is_the_first_of_equals() {
    for (kind, moneyness, first) in [(Kind::Call, 1, 5), (Kind::Put, 10_000, 6)] {
        let legs = [leg(moneyness, 168, CONTRACT)];
        let found = required(kind, &legs, &market(SPOT, 8_000), Level::Maintenance);
        assert_eq!((found.required, found.worst), (found.coverage, first));
    }
}

/// `1 - ln 1.1` of the volatility at the money, where low strikes are dearer by one per unit of log-moneyness.
#[test]
fn a_skew_bends_the_mark() {
    let mut view = market(SPOT, 8_000);
    view.skew.slope_bps = -10_000;
    let legs = [leg(110, 168, CONTRACT)];
    let found = required(Kind::Call, &legs, &view, Level::Maintenance);
    let vol = 0.8 * (1.0 - 1.1f64.ln());
    let mark = call_fraction(1.0 / 1.1, 7.0 / 365.0, vol);
    assert!(
        (found.mark as f64 - mark * CONTRACT as f64).abs() <= 2.0,
        "{found:?}"
    );
}

/// A strike of a 2^60th of spot at 1,200% and a year ahead: all that a call lacks of its coverage is N(-9.5) = 10^-21,
/// less than half of a unit of 2^-64.
#[test]
fn an_option_may_be_worth_all_of_its_coverage() {
    let mut legs = [leg(100, 24 * 365, CONTRACT)];
    legs[0].strike = 1;
    let view = market(1 << 60, 120_000);
    let found = required(Kind::Call, &legs, &view, Level::Maintenance);
    assert_eq!(found.mark, found.coverage);
}

/// Of 2^32 contracts the last 32 of a mark's 64 bits are what is rounded.
#[test]
fn a_mark_is_rounded_up_by_its_last_digits() {
    let (view, params) = (market(SPOT, 8_000), MarginParams::default());
    let legs = [leg(110, 168, 1 << 32)];
    let grid = Grid::new(Kind::Call, &view, &params, Level::Maintenance, &ALL).unwrap();
    let tenor = grid.tenor(legs[0].expiry_ts).unwrap();
    let unit = grid.base(&legs[0], &tenor).unwrap().mark;
    assert!(unit as u32 > 0);
    let found = required(Kind::Call, &legs, &view, Level::Maintenance);
    assert_eq!(found.mark, (unit >> 32) + 1);
}

#[test]
fn an_expired_leg_is_for_its_settlement() {
    let view = market(SPOT, 8_000);
    let params = MarginParams::default();
    for hours in [-1, 0] {
        for level in LEVELS {
            let legs = [leg(110, 168, CONTRACT), leg(50, hours, CONTRACT)];
            assert_eq!(
                requirement(Kind::Call, &legs, &view, &params, level),
                Err(RiskError::ExpiredLeg)
            );
        }
    }
}

#[test]
fn levels_by_their_ratios() {
    let legs = [leg(110, 168, CONTRACT)];
    let view = market(SPOT, 8_000);
    let params = MarginParams {
        gamma_addon_bps: 0,
        ..MarginParams::default()
    };
    let [maintenance, initial, stressed] = LEVELS.map(|level| {
        let found = requirement(Kind::Call, &legs, &view, &params, level);
        found.unwrap().required as f64
    });
    assert!((initial - maintenance / 0.8).abs() <= 2.0);
    assert!((stressed - maintenance / 0.8 * 1.25).abs() <= 2.0);
}

#[test]
fn new_risk_is_never_asked_for_less_than_maintenance() {
    let legs = [leg(150, 168, CONTRACT)];
    let mut view = market(SPOT, 12_000);
    view.initial_vol = Vol::from_bps(6_000);
    let of = |level| required(Kind::Call, &legs, &view, level).required;
    assert!(of(Level::Initial) >= of(Level::Maintenance));
}

#[test]
fn no_short_no_requirement() {
    let empty = required(Kind::Put, &[], &market(SPOT, 8_000), Level::Initial);
    assert_eq!((empty.required, empty.mark, empty.coverage), (0, 0, 0));
    assert_eq!(health_bps(0, 0), u64::MAX);
    assert_eq!(health_bps(u64::MAX, 1), u64::MAX);
    assert_eq!((health_bps(2, 3), health_bps(3, 2)), (6_666, 15_000));
}

#[test]
fn refusals_are_specific() {
    let params = MarginParams::default();
    let of = |view: &MarketView, leg: Leg| {
        requirement(Kind::Call, &[leg], view, &params, Level::Initial)
    };
    let view = market(SPOT, 8_000);
    assert_eq!(
        of(&market(0, 8_000), leg(100, 10, 1)),
        Err(RiskError::ZeroPrice)
    );
    assert_eq!(of(&view, leg(0, 10, 1)), Err(RiskError::ZeroPrice));
    let huge = [leg(100, 10, u64::MAX), leg(100, 10, 1)];
    let found = requirement(Kind::Call, &huge, &view, &params, Level::Initial);
    assert_eq!(found, Err(RiskError::Overflow));
    let params = MarginParams {
        initial_ratio_bps: 0,
        ..params
    };
    let found = requirement(Kind::Call, &[], &view, &params, Level::Initial);
    assert_eq!(found, Err(RiskError::InvalidParameter("initial_ratio_bps")));
}

#[test]
fn a_few_atoms_round_up() {
    // Worth a fifth of three atoms at the worst, and a floor of a hundredth: one atom each.
    let found = required(
        Kind::Call,
        &[leg(100, 168, 3)],
        &market(SPOT, 8_000),
        Level::Maintenance,
    );
    assert_eq!((found.required, found.mark), (2, 1));
}

#[test]
fn the_last_day_is_shocked_like_a_whole_one() {
    let found = required(
        Kind::Call,
        &[leg(100, 6, CONTRACT)],
        &market(SPOT, 8_000),
        Level::Maintenance,
    );
    let range = 3.0 * 0.8 * (1.0f64 / 365.0).sqrt();
    let up = 0.8 * (1.0 + 0.5 * 30.0f64.powf(0.3));
    let worst = call_fraction(1.0 + range, 0.25 / 365.0, up) + 0.01;
    assert!((found.required as f64 - worst * CONTRACT as f64).abs() <= 2.0);
}

#[test]
fn a_volatility_shocked_down_keeps_a_tenth() {
    let params = MarginParams {
        vol_down_bps: 9_000,
        ..MarginParams::default()
    };
    let view = market(SPOT, 8_000);
    let grid = Grid::new(Kind::Call, &view, &params, Level::Maintenance, &ALL).unwrap();
    let leg = leg(100, 24, 1);
    let tenor = grid.tenor(leg.expiry_ts).unwrap();
    let base = grid.base(&leg, &tenor).unwrap();
    let at = grid.shifted(&base, &tenor, 16);
    let unit = grid.unit(&base, at.as_ref(), &tenor, 16).unwrap();
    let expected = call_fraction(1.0, 1.0 / 365.0, 0.08);
    assert!(((unit as f64 / 2f64.powi(64)) - expected).abs() < 1e-9);
}

/// A day's gamma loss, by the density in floating point: `1/2 phi(d1) / (x v) x^2 sigma^2 day` at the inverse moneyness.
#[test]
fn new_short_gamma_is_charged_a_days_loss() {
    let legs = [leg(110, 168, CONTRACT)];
    let view = market(SPOT, 8_000);
    let of = |gamma_addon_bps, level| {
        let params = MarginParams {
            gamma_addon_bps,
            ..MarginParams::default()
        };
        let found = requirement(Kind::Call, &legs, &view, &params, level);
        found.unwrap().required as f64
    };
    let (years, vol) = (7.0f64 / 365.0, 0.8);
    let (x, deviation) = (1.1f64, vol * years.sqrt());
    let d1 = x.ln() / deviation + deviation / 2.0;
    let density = (-d1 * d1 / 2.0).exp() / (2.0 * core::f64::consts::PI).sqrt();
    let addon = 0.5 * density / (x * deviation) * x * x * vol * vol / 365.0 * CONTRACT as f64;
    assert!(addon > 1e6);
    for (weight, times) in [(10_000, 1.0), (30_000, 3.0)] {
        let charged = of(weight, Level::Initial) - of(0, Level::Initial);
        assert!((charged - times * addon).abs() < 3.0, "{charged} {addon}");
    }
    assert_eq!(of(0, Level::Maintenance), of(50_000, Level::Maintenance));
}
