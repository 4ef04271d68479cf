//! What is asked of the mechanisms together, against the baseline.

use crate::mechanism::Mechanism;
use crate::results::{Magnet, Row, Target};

/// Most that knowing of thresholds may raise the number of halts by.
const MAGNET: f64 = 1.1;

/// The whole and the baseline in one scenario.
struct Pair<'a> {
    name: &'static str,
    none: &'a Row,
    all: &'a Row,
}

/// Judges what the rows can say; nothing where either row of a scenario is missing.
pub fn judge(rows: &[Row], magnet: &[Magnet]) -> Vec<Target> {
    let mut targets = Vec::new();
    if let Some(pair) = pair(rows, "fall-8") {
        targets.push(pair.overshoot_at_most(1.0));
        targets.push(pair.share("liquidated", lost, 0.02));
    }
    if let Some(pair) = pair(rows, "fall-15") {
        targets.push(pair.cut("overshoot", |row| row.overshoot_pct, 0.70));
        targets.push(pair.cut("liquidated", lost, 0.60));
        targets.push(pair.cut("unnecessarily liquidated", |row| row.unnecessary, 0.80));
        targets.push(pair.bad_debt_at_most(0.0));
    }
    if let Some(pair) = pair(rows, "fall-25") {
        targets.push(pair.cut("overshoot", |row| row.overshoot_pct, 0.30));
        targets.push(pair.bad_debt_at_most(0.001));
    }
    if let Some(pair) = pair(rows, "fall-35") {
        targets.push(pair.insured());
    }
    targets.extend(no_magnet(magnet));
    targets
}

/// What people lost their positions of: liquidated, or taken over as worth nothing.
fn lost(row: &Row) -> f64 {
    row.liquidated + row.backstopped
}

fn pair<'a>(rows: &'a [Row], name: &'static str) -> Option<Pair<'a>> {
    let of = |mechanism: &str| {
        let mut rows = rows.iter();
        rows.find(|row| row.scenario == name && row.mechanism == mechanism)
    };
    let (none, all) = (of(Mechanism::NONE)?, of(Mechanism::EVERYTHING)?);
    // Without accounts there is nothing to cut.
    (none.debt > 0.0 && none.overshoot_pct > 0.0).then_some(Pair { name, none, all })
}

impl Pair<'_> {
    fn target(&self, asked: String, found: String, met: bool) -> Target {
        Target {
            asked: format!("{}: {asked}", self.name),
            found,
            met,
        }
    }

    fn overshoot_at_most(&self, most: f64) -> Target {
        let found = self.all.overshoot_pct;
        self.target(
            format!("overshoot at most {most:.0}%"),
            format!("{found:.2}%"),
            found <= most,
        )
    }

    fn share(&self, what: &str, of: fn(&Row) -> f64, most: f64) -> Target {
        let share = of(self.all) / of(self.none).max(f64::MIN_POSITIVE);
        self.target(
            format!("{what} at most {:.0}% of the baseline's", most * 1e2),
            format!("{:.1}%", share * 1e2),
            share <= most,
        )
    }

    fn cut(&self, what: &str, of: fn(&Row) -> f64, least: f64) -> Target {
        let cut = 1.0 - of(self.all) / of(self.none).max(f64::MIN_POSITIVE);
        self.target(
            format!("{what} cut by at least {:.0}%", least * 1e2),
            format!("cut by {:.1}%", cut * 1e2),
            cut >= least,
        )
    }

    fn bad_debt_at_most(&self, most: f64) -> Target {
        let share = self.all.bad_debt / self.all.debt.max(1.0);
        self.target(
            match most > 0.0 {
                true => format!("bad debt at most {:.1}% of debt", most * 1e2),
                false => "no bad debt".to_owned(),
            },
            format!("{:.4}% of debt", share * 1e2),
            share <= most,
        )
    }

    fn insured(&self) -> Target {
        let uncovered = self.all.bad_debt - self.all.insurance_used;
        self.target(
            "bad debt within the insurance fund in every run".to_owned(),
            format!(
                "{:.0} k on average and {:.0} k at most, of {:.0} k; {:.1} k beyond it on average",
                self.all.bad_debt / 1e3,
                self.all.bad_debt_most / 1e3,
                self.all.insurance_start / 1e3,
                uncovered / 1e3
            ),
            uncovered <= 0.0,
        )
    }
}

/// Over all the news at which it was looked for.
fn no_magnet(magnet: &[Magnet]) -> Option<Target> {
    let of_all = || {
        magnet
            .iter()
            .filter(|m| m.mechanism == Mechanism::EVERYTHING)
    };
    let (with, without) = of_all().fold((0.0, 0.0), |sum, m| (sum.0 + m.with, sum.1 + m.without));
    (without > 0.0).then(|| Target {
        asked: format!("sellers who see a halt coming make at most {MAGNET} times as many halts"),
        found: format!("{:.3} times", with / without),
        met: with <= MAGNET * without,
    })
}
