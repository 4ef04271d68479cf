//! Mechanisms in scenarios over many seeds, in parallel.

use std::time::Instant;

use rayon::prelude::*;

use crate::anchors;
use crate::error::Result;
use crate::mechanism::Mechanism;
use crate::results::{Magnet, Speed, Study};
use crate::run;
use crate::scenario::Scenario;
use crate::settings::Settings;
use crate::tally::Tally;
use crate::targets;

/// News at which the magnet is looked for, per cent: from where nothing halts to where everything does.
pub const MAGNET_NEWS: [u32; 7] = [5, 6, 7, 8, 9, 10, 12];

/// What to run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Parameters.
    pub settings: Settings,
    /// Scenarios.
    pub scenarios: Vec<Scenario>,
    /// Mechanisms.
    pub mechanisms: Vec<Mechanism>,
    /// Seeds, from 0 on.
    pub seeds: u32,
    /// Whether to look for the magnet.
    pub magnet: bool,
}

impl Plan {
    /// Mechanisms the magnet is looked for in: all that halt, but not the whole without one part after the other.
    fn magnetic(&self) -> impl Iterator<Item = &Mechanism> {
        let halting = self.mechanisms.iter().filter(|m| m.halts());
        halting.filter(|m| !m.leaves_one_out())
    }

    /// Runs it takes.
    pub fn runs(&self) -> u64 {
        let cells = self.scenarios.len() * self.mechanisms.len();
        let halting = self.magnetic().count();
        let magnets = if self.magnet {
            2 * MAGNET_NEWS.len() * halting
        } else {
            0
        };
        (cells + magnets) as u64 * u64::from(self.seeds)
    }
}

/// Spreads whatever this process runs over so many threads, 0 for one a core; only once, and before the first run.
pub fn use_threads(count: usize) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count);
    Ok(pool.build_global()?)
}

/// Runs every seed of a mechanism in a scenario. `done` is called after each, from any thread.
pub fn cell(
    settings: &Settings,
    scenario: &Scenario,
    mechanism: &Mechanism,
    seeds: u32,
    done: &(dyn Fn() + Sync),
) -> Result<Tally> {
    let minutes = settings.model.after_mins;
    (0..seeds)
        .into_par_iter()
        .try_fold(
            || Tally::new(minutes),
            |mut tally, seed| {
                let mut watch = tally.fan.watch();
                let outcome = run::run(settings, scenario, mechanism, seed.into(), &mut watch)?;
                tally.add(&outcome);
                done();
                Ok(tally)
            },
        )
        .try_reduce(|| Tally::new(minutes), |left, right| Ok(left.merge(&right)))
}

/// Runs a plan; `command` is what gives it again.
pub fn study(plan: &Plan, command: String, done: &(dyn Fn() + Sync)) -> Result<Study> {
    plan.settings.validate()?;
    let started = Instant::now();
    let (mut results, mut paths) = (Vec::new(), Vec::new());
    for scenario in &plan.scenarios {
        for mechanism in &plan.mechanisms {
            let tally = cell(&plan.settings, scenario, mechanism, plan.seeds, done)?;
            results.push(tally.row(&scenario.name, &mechanism.name, &plan.settings));
            paths.push(tally.fan.path(&scenario.name, &mechanism.name));
        }
    }
    let magnet = match plan.magnet {
        true => magnet(plan, done)?,
        false => Vec::new(),
    };
    let named = |name: &String, about: &String| (name.clone(), about.clone());
    Ok(Study {
        command,
        settings: plan.settings.tree(),
        scenarios: plan
            .scenarios
            .iter()
            .map(|s| named(&s.name, &s.about))
            .collect(),
        mechanisms: plan
            .mechanisms
            .iter()
            .map(|m| named(&m.name, &m.about))
            .collect(),
        targets: targets::judge(&results, &magnet),
        results,
        paths,
        anchors: anchors::measure()?,
        magnet,
        speed: speed(started, plan.runs(), &plan.settings),
    })
}

/// How fast so many runs went.
pub fn speed(started: Instant, runs: u64, settings: &Settings) -> Speed {
    let model = &settings.model;
    let minutes = u64::from(model.warm_up_mins) + u64::from(model.after_mins);
    Speed {
        seconds: started.elapsed().as_secs_f64(),
        threads: rayon::current_num_threads(),
        runs,
        account_minutes: runs * minutes * u64::from(model.accounts),
    }
}

fn magnet(plan: &Plan, done: &(dyn Fn() + Sync)) -> Result<Vec<Magnet>> {
    let mut found = Vec::new();
    let mut blind = plan.settings;
    blind.model = blind.model.without_anticipation();
    for mechanism in plan.magnetic() {
        for percent in MAGNET_NEWS {
            let scenario = Scenario::parse(&format!("fall-{percent}"))?;
            let halts = |settings: &Settings| -> Result<f64> {
                let tally = cell(settings, &scenario, mechanism, plan.seeds, done)?;
                Ok(tally.halt_probability())
            };
            found.push(Magnet {
                mechanism: mechanism.name.clone(),
                news_pct: -f64::from(percent),
                without: halts(&blind)?,
                with: halts(&plan.settings)?,
            });
        }
    }
    Ok(found)
}
