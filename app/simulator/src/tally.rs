//! What many runs came to: integer sums, so that neither order nor number of threads changes a bit of them.

use crate::fan::Fan;
use crate::outcome::Outcome;
use crate::results::Row;
use crate::settings::Settings;

/// The normal deviate of a two-sided interval of 95%.
const DEVIATE_95: f64 = 1.96;
/// Quote atoms of one quote unit.
pub const QUOTE: f64 = 1e6;
/// Millionths of one per cent.
const PER_CENT: f64 = 1e4;

/// A sum of whole numbers and of their squares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    count: u64,
    sum: i128,
    squares: i128,
}

impl Sum {
    /// Adds a number.
    pub fn add(&mut self, value: i64) {
        let value = i128::from(value);
        self.count += 1;
        self.sum += value;
        self.squares = self.squares.saturating_add(value * value);
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares = self.squares.saturating_add(other.squares);
    }

    /// Its mean in units of so many; 0 of nothing.
    pub fn mean(&self, unit: f64) -> f64 {
        match self.count {
            0 => 0.0,
            count => self.sum as f64 / count as f64 / unit,
        }
    }

    /// Half-width of the 95% confidence interval of the mean; 0 of fewer than two.
    pub fn ci95(&self, unit: f64) -> f64 {
        if self.count < 2 {
            return 0.0;
        }
        let (count, sum) = (self.count as f64, self.sum as f64);
        let variance = (self.squares as f64 - sum * sum / count) / (count - 1.0);
        DEVIATE_95 * (variance.max(0.0) / count).sqrt() / unit
    }
}

/// All runs of a mechanism in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    overshoot: Sum,
    liquidated: Sum,
    unnecessary: Sum,
    backstopped: Sum,
    left_under: Sum,
    bad_debt: Sum,
    bad_debt_most: u64,
    insurance_used: Sum,
    debt: Sum,
    halted: Sum,
    halts: Sum,
    penalties: Sum,
    realised: Sum,
    tracking: Sum,
    hedge_cost: Sum,
    peak: Sum,
    trough: Sum,
    /// Paths.
    pub fan: Fan,
}

impl Tally {
    /// Of no run yet, with the paths of so many minutes.
    pub fn new(minutes: u32) -> Self {
        let none = Sum::default();
        Self {
            overshoot: none,
            liquidated: none,
            unnecessary: none,
            backstopped: none,
            left_under: none,
            bad_debt: none,
            bad_debt_most: 0,
            insurance_used: none,
            debt: none,
            halted: none,
            halts: none,
            penalties: none,
            realised: none,
            tracking: none,
            hedge_cost: none,
            peak: none,
            trough: none,
            fan: Fan::new(minutes),
        }
    }

    /// Adds a run.
    pub fn add(&mut self, outcome: &Outcome) {
        let money = |atoms: u64| i64::try_from(atoms).unwrap_or(i64::MAX);
        let balance = &outcome.balance;
        self.overshoot.add(outcome.overshoot_ppm);
        self.liquidated.add(money(balance.liquidated));
        self.unnecessary.add(money(balance.unnecessary));
        self.backstopped.add(money(balance.backstopped));
        self.left_under.add(money(balance.left_under));
        self.bad_debt.add(money(balance.bad_debt));
        self.bad_debt_most = self.bad_debt_most.max(balance.bad_debt);
        self.insurance_used.add(money(balance.insurance_used));
        self.debt.add(money(balance.debt));
        self.halted.add(outcome.halted_secs);
        self.halts.add(i64::from(outcome.halted_secs > 0));
        self.penalties.add(money(balance.penalties));
        self.realised.add(outcome.realised_ppm);
        self.tracking.add(outcome.tracking_ppm);
        self.hedge_cost.add(outcome.hedge_cost);
        self.peak.add(outcome.gauge.peak);
        self.trough.add(outcome.gauge.trough);
    }

    /// Adds another tally.
    pub fn merge(mut self, other: &Self) -> Self {
        let pairs = [
            (&mut self.overshoot, &other.overshoot),
            (&mut self.liquidated, &other.liquidated),
            (&mut self.unnecessary, &other.unnecessary),
            (&mut self.backstopped, &other.backstopped),
            (&mut self.left_under, &other.left_under),
            (&mut self.bad_debt, &other.bad_debt),
            (&mut self.insurance_used, &other.insurance_used),
            (&mut self.debt, &other.debt),
            (&mut self.halted, &other.halted),
            (&mut self.halts, &other.halts),
            (&mut self.penalties, &other.penalties),
            (&mut self.realised, &other.realised),
            (&mut self.tracking, &other.tracking),
            (&mut self.hedge_cost, &other.hedge_cost),
            (&mut self.peak, &other.peak),
            (&mut self.trough, &other.trough),
        ];
        for (sum, more) in pairs {
            sum.merge(more);
        }
        self.bad_debt_most = self.bad_debt_most.max(other.bad_debt_most);
        self.fan.merge(&other.fan);
        self
    }

    /// As a row of results.
    pub fn row(&self, scenario: &str, mechanism: &str, settings: &Settings) -> Row {
        Row {
            scenario: scenario.to_owned(),
            mechanism: mechanism.to_owned(),
            seeds: u32::try_from(self.overshoot.count).unwrap_or(u32::MAX),
            overshoot_pct: self.overshoot.mean(PER_CENT),
            overshoot_ci95: self.overshoot.ci95(PER_CENT),
            liquidated: self.liquidated.mean(QUOTE),
            liquidated_ci95: self.liquidated.ci95(QUOTE),
            unnecessary: self.unnecessary.mean(QUOTE),
            unnecessary_ci95: self.unnecessary.ci95(QUOTE),
            backstopped: self.backstopped.mean(QUOTE),
            left_under: self.left_under.mean(QUOTE),
            bad_debt: self.bad_debt.mean(QUOTE),
            bad_debt_most: self.bad_debt_most as f64 / QUOTE,
            bad_debt_ci95: self.bad_debt.ci95(QUOTE),
            insurance_used: self.insurance_used.mean(QUOTE),
            insurance_start: settings.model.insurance_quote as f64 / QUOTE,
            debt: self.debt.mean(QUOTE),
            halted_minutes: self.halted.mean(60.0),
            halt_probability: self.halts.mean(1.0),
            penalties: self.penalties.mean(QUOTE),
            realised_vol_pct: self.realised.mean(PER_CENT),
            tracking_error_pct: self.tracking.mean(PER_CENT),
            hedge_cost: self.hedge_cost.mean(QUOTE),
            margin_peak_pct: self.peak.mean(PER_CENT),
            margin_trough_pct: self.trough.mean(PER_CENT),
        }
    }

    /// Share of the runs with a halt.
    pub fn halt_probability(&self) -> f64 {
        self.halts.mean(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_and_its_interval() {
        let mut sum = Sum::default();
        for value in [2, 4, 4, 4, 5, 5, 7, 9] {
            sum.add(value);
        }
        assert_eq!(sum.mean(1.0), 5.0);
        // Sample variance 32 / 7.
        let expected = 1.96 * (32.0f64 / 7.0 / 8.0).sqrt();
        assert!((sum.ci95(1.0) - expected).abs() < 1e-12);
    }

    #[test]
    fn merging_is_adding() {
        let (mut left, mut right, mut whole) = (Sum::default(), Sum::default(), Sum::default());
        for value in -50..50 {
            whole.add(value * 7);
            let part = if value % 3 == 0 {
                &mut left
            } else {
                &mut right
            };
            part.add(value * 7);
        }
        right.merge(&left);
        assert_eq!(right, whole);
    }
}
