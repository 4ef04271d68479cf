//! Parameters over ranges, and which of their values nothing beats.

use std::time::Instant;

use crate::error::Result;
use crate::mechanism::Mechanism;
use crate::results::{Row, Sweep, SweepPoint};
use crate::scenario::Scenario;
use crate::settings::Settings;
use crate::study::{cell, speed};

/// A parameter and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Path, for example `market.breaker.halt_secs`.
    pub name: String,
    /// Values as they are typed.
    pub values: Vec<String>,
}

/// A point to run: what was changed in words, and the settings it makes.
pub type Point = (Vec<(String, String)>, Settings);

/// What to sweep.
#[derive(Clone, Debug)]
pub struct SweepPlan {
    /// Parameters that stay.
    pub settings: Settings,
    /// The points.
    pub points: Vec<Point>,
    /// Scenarios.
    pub scenarios: Vec<Scenario>,
    /// The mechanism.
    pub mechanism: Mechanism,
    /// Seeds, from 0 on.
    pub seeds: u32,
}

impl SweepPlan {
    /// Runs it takes.
    pub fn runs(&self) -> u64 {
        (self.points.len() * self.scenarios.len()) as u64 * u64::from(self.seeds)
    }
}

/// Every combination of the axes' values, the last axis fastest. Refuses a value that is out of bounds.
pub fn combinations(settings: &Settings, axes: &[Axis]) -> Result<Vec<Point>> {
    let mut points: Vec<Point> = vec![(Vec::new(), *settings)];
    for axis in axes {
        let mut extended = Vec::with_capacity(points.len() * axis.values.len());
        for (changed, settings) in &points {
            for value in &axis.values {
                let (mut changed, mut settings) = (changed.clone(), *settings);
                settings.set(&axis.name, value)?;
                changed.push((axis.name.clone(), value.clone()));
                extended.push((changed, settings));
            }
        }
        points = extended;
    }
    for (_, settings) in &points {
        settings.validate()?;
    }
    Ok(points)
}

/// The settings as they are, then each parameter of the program at half and at double, one at a time, where that is within
/// its bounds.
pub fn one_at_a_time(settings: &Settings) -> Vec<Point> {
    let named = |name: &str, value: String| {
        let pair = |key: &str, value: String| (key.to_owned(), value);
        vec![pair("parameter", name.to_owned()), pair("value", value)]
    };
    let mut points = vec![(named("-", "as it is".to_owned()), *settings)];
    for (name, value) in settings.leaves() {
        if name.starts_with("model.") {
            continue;
        }
        for changed in [value / 2, value.saturating_mul(2)] {
            let mut other = *settings;
            let is_other = changed != value && other.set(&name, &changed.to_string()).is_ok();
            if is_other && other.validate().is_ok() {
                points.push((named(&name, changed.to_string()), other));
            }
        }
    }
    points
}

/// Runs a sweep; `command` is what gives it again.
pub fn sweep(plan: &SweepPlan, command: String, done: &(dyn Fn() + Sync)) -> Result<Sweep> {
    let started = Instant::now();
    let mut points = Vec::new();
    for scenario in &plan.scenarios {
        let first = points.len();
        for (values, settings) in &plan.points {
            let tally = cell(settings, scenario, &plan.mechanism, plan.seeds, done)?;
            points.push(SweepPoint {
                values: values.clone(),
                row: tally.row(&scenario.name, &plan.mechanism.name, settings),
                on_front: false,
            });
        }
        mark_front(&mut points[first..]);
    }
    Ok(Sweep {
        command,
        settings: plan.settings.tree(),
        points,
        speed: speed(started, plan.runs(), &plan.settings),
    })
}

/// Marks the points that no other beats in both overshoot and bad debt.
fn mark_front(points: &mut [SweepPoint]) {
    let beats = |other: &Row, row: &Row| {
        let no_worse = other.overshoot_pct <= row.overshoot_pct && other.bad_debt <= row.bad_debt;
        no_worse && (other.overshoot_pct < row.overshoot_pct || other.bad_debt < row.bad_debt)
    };
    let front: Vec<bool> = (points.iter())
        .map(|point| !points.iter().any(|other| beats(&other.row, &point.row)))
        .collect();
    for (point, on_front) in points.iter_mut().zip(front) {
        point.on_front = on_front;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::Tally;
    use proptest::prelude::*;

    fn point(overshoot_pct: f64, bad_debt: f64) -> SweepPoint {
        let settings = Settings::default();
        SweepPoint {
            values: Vec::new(),
            row: Row {
                overshoot_pct,
                bad_debt,
                ..Tally::new(0).row("s", "m", &settings)
            },
            on_front: false,
        }
    }

    #[test]
    fn a_front() {
        let mut points = [(1.0, 9.0), (2.0, 4.0), (3.0, 4.0), (4.0, 1.0), (5.0, 5.0)];
        let mut points: Vec<_> = points.iter_mut().map(|(o, b)| point(*o, *b)).collect();
        mark_front(&mut points);
        let front: Vec<bool> = points.iter().map(|point| point.on_front).collect();
        assert_eq!(front, [true, true, false, true, false]);
    }

    proptest! {
        /// Nothing on the front is beaten, and what is not on it is beaten by something that is.
        #[test]
        fn a_front_is_what_nothing_beats(values in prop::collection::vec((0u8..9, 0u8..9), 1..12)) {
            let mut points: Vec<_> = values.iter().map(|(o, b)| point((*o).into(), (*b).into())).collect();
            mark_front(&mut points);
            let beats = |a: &Row, b: &Row| {
                a.overshoot_pct <= b.overshoot_pct && a.bad_debt <= b.bad_debt
                    && (a.overshoot_pct, a.bad_debt) != (b.overshoot_pct, b.bad_debt)
            };
            for point in &points {
                let mut front = points.iter().filter(|other| other.on_front);
                let beaten = front.any(|other| beats(&other.row, &point.row));
                prop_assert_eq!(beaten, !point.on_front);
            }
        }
    }

    #[test]
    fn every_combination_the_last_fastest() {
        let axis = |name: &str, values: &[&str]| Axis {
            name: name.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        let axes = [
            axis("model.accounts", &["1", "2"]),
            axis("model.tenor_days", &["3", "4", "5"]),
        ];
        let points = combinations(&Settings::default(), &axes).expect("points");
        let values: Vec<String> = points
            .iter()
            .map(|(changed, _)| changed.iter().map(|(_, value)| value.as_str()).collect())
            .collect();
        assert_eq!(values, ["13", "14", "15", "23", "24", "25"]);
    }
    #[test]
    fn each_parameter_at_half_and_at_double() {
        let settings = Settings::default();
        let points = one_at_a_time(&settings);
        assert_eq!(points[0].1, settings);
        assert!(points.len() > 100, "{}", points.len());
        for (changed, other) in &points[1..] {
            assert_eq!(changed.len(), 2);
            assert_ne!(*other, settings, "{changed:?}");
            assert_eq!(other.model, settings.model);
        }
        let has = |name: &str, value: &str| {
            points
                .iter()
                .any(|(changed, _)| changed[0].1 == name && changed[1].1 == value)
        };
        assert!(has("market.breaker.halt_secs", "600") && has("market.breaker.halt_secs", "150"));
        // Twice the longest halt is beyond its bound.
        assert!(!has("market.breaker.max_halt_secs", "1800"));
    }
}
