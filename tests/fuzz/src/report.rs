//! What a run showed, for people and for machines.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{bail, Context, Result};
use ballast_client::{errors, instructions::INSTRUCTIONS};
use ballast_fuzz::{corpus, live, Back, Feature, Life, Twisted};
use comfy_table::{presets::UTF8_FULL_CONDENSED, Table};
use serde_json::json;

/// Counts of one run.
pub struct Report {
    on: Back,
    threads: u64,
    seed: u64,
    corpus: usize,
    pub kept: usize,
    pub transactions: u64,
    pub twisted: BTreeSet<Twisted>,
    actions: BTreeMap<String, (u64, u64)>,
    took: Duration,
}

impl Report {
    pub fn begin(on: Back, threads: u64, seed: u64, corpus: usize) -> Self {
        Self {
            on,
            threads,
            seed,
            corpus,
            kept: 0,
            transactions: 0,
            twisted: BTreeSet::new(),
            actions: BTreeMap::new(),
            took: Duration::ZERO,
        }
    }

    /// Counts an action.
    pub fn step(&mut self, action: &str, worked: bool) {
        let entry = match self.actions.get_mut(action) {
            Some(entry) => entry,
            None => self.actions.entry(action.to_owned()).or_default(),
        };
        entry.0 += 1;
        entry.1 += u64::from(worked);
    }

    pub fn end(&mut self, took: Duration) {
        self.took = took;
    }

    fn done(&self) -> u64 {
        self.actions.values().map(|(tried, _)| tried).sum()
    }

    fn per_second(&self) -> f64 {
        self.done() as f64 / self.took.as_secs_f64().max(1e-9)
    }

    /// Prints it.
    pub fn show(&self, seen: &BTreeSet<Feature>) {
        let mut table = Table::new();
        table.load_preset(UTF8_FULL_CONDENSED);
        table.set_header(["action", "tried", "worked"]);
        for (name, (tried, worked)) in &self.actions {
            table.add_row([name.clone(), tried.to_string(), worked.to_string()]);
        }
        println!("{table}");
        let (instructions, unreached) = (unreached_instructions(seen), unreached_errors(seen));
        let reached = INSTRUCTIONS.len() - instructions.len();
        println!(
            "instructions that worked: {reached} of {}",
            INSTRUCTIONS.len()
        );
        if !instructions.is_empty() {
            println!("  not: {}", instructions.join(", "));
        }
        let all = errors::all().count();
        println!("errors reached: {} of {all}", all - unreached.len());
        if !unreached.is_empty() {
            println!("  not: {}", unreached.join(", "));
        }
        println!("instructions and their outcomes: {}", seen.len());
        let twisted: BTreeSet<_> = self.twisted.iter().map(|(name, _)| name).collect();
        println!(
            "pranks: {} pairs of instruction and twist, {} instructions",
            self.twisted.len(),
            twisted.len()
        );
        println!("lives in the corpus: {}, added: {}", self.corpus, self.kept);
        println!(
            "{} actions, {} transactions in {:.0} s on {:?}, threads: {}, seed: {}: {:.0} actions a second",
            self.done(),
            self.transactions,
            self.took.as_secs_f64(),
            self.on,
            self.threads,
            self.seed,
            self.per_second(),
        );
    }

    /// The same as JSON.
    pub fn write(&self, seen: &BTreeSet<Feature>, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(&json!({
            "actions": self.done(),
            "transactions": self.transactions,
            "seconds": self.took.as_secs_f64(),
            "actions_per_second": self.per_second(),
            "on": format!("{:?}", self.on),
            "threads": self.threads,
            "seed": self.seed,
            "corpus": self.corpus,
            "added": self.kept,
            "outcomes": seen.iter().map(corpus::name).collect::<Vec<_>>(),
            "unreached_instructions": unreached_instructions(seen),
            "unreached_errors": unreached_errors(seen),
            "twisted": self.twisted,
            "by_action": self.actions,
        }))?;
        fs::write(path, text).with_context(|| path.display().to_string())
    }
}

/// Instructions that have not worked.
fn unreached_instructions(seen: &BTreeSet<Feature>) -> Vec<&'static str> {
    let all = INSTRUCTIONS.iter().map(|(name, _)| *name);
    all.filter(|name| !seen.contains(&(*name, None))).collect()
}

/// Errors that no instruction has answered with.
fn unreached_errors(seen: &BTreeSet<Feature>) -> Vec<String> {
    let found: BTreeSet<u32> = seen.iter().filter_map(|(_, code)| *code).collect();
    errors::all()
        .filter(|error| !found.contains(&errors::code(*error)))
        .map(|error| error.name())
        .collect()
}

/// Lives files again.
pub fn replay(files: &[PathBuf], on: Option<Back>, story: bool) -> Result<()> {
    let mut backs = vec![Back::Native, Back::Built];
    if let Some(on) = on {
        backs = vec![on];
    } else if let Some(missing) = Back::Built.missing() {
        eprintln!("natively only: {missing}");
        backs.pop();
    }
    for path in files {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let life: Life = text.parse().map_err(anyhow::Error::msg)?;
        let mut told: Option<Vec<String>> = None;
        for back in &backs {
            let lived = live(&life, *back).map_err(|(step, reason)| {
                anyhow::anyhow!("{}, step {step}: {reason}", path.display())
            })?;
            if story {
                println!("{back:?}\n{}", lived.story.join("\n"));
            }
            if told.as_ref().is_some_and(|told| *told != lived.story) {
                bail!("{}: the chains tell different stories", path.display());
            }
            told = Some(lived.story);
        }
        println!("{}: {} steps", path.display(), life.steps.len());
    }
    Ok(())
}
