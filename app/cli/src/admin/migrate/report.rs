//! The run as it is told: line by line as it happens, and as JSON at the end.

use std::collections::BTreeMap;

use anyhow::{anyhow, Result};
use serde::Serialize;

use super::{
    differences::Difference,
    told::{State, Told},
};
use crate::page;

/// One line of the run.
#[derive(Serialize)]
struct Step {
    number: u8,
    name: String,
    #[serde(flatten)]
    told: Told,
}

/// Everything told so far.
#[derive(Serialize)]
pub struct Report {
    dry_run: bool,
    steps: Vec<Step>,
    addresses: BTreeMap<String, String>,
    /// The addresses in the order they became known.
    #[serde(skip)]
    order: Vec<String>,
    #[serde(skip)]
    at: (u8, String),
    /// What the step is about to change.
    #[serde(skip)]
    about: Vec<Difference>,
}

impl Report {
    pub fn new(dry_run: bool) -> Self {
        Self {
            dry_run,
            steps: Vec::new(),
            addresses: BTreeMap::new(),
            order: Vec::new(),
            at: (0, String::new()),
            about: Vec::new(),
        }
    }

    /// Runs a step, which tells what it does; what it cannot do is told as refused, and ends the run.
    pub fn step<T>(
        &mut self,
        number: u8,
        name: &str,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        self.at = (number, name.to_owned());
        self.about.clear();
        work(self).map_err(|error| {
            let unchanged = std::mem::take(&mut self.about);
            self.tell(Told::refused(format!("{error:#}")).changing(unchanged));
            anyhow!("step {number} ({name}): {error:#}")
        })
    }

    /// What differs and the step is about to change: told with its refusal, should it be refused.
    pub fn about(&mut self, differences: &[Difference]) {
        self.about = differences.to_vec();
    }

    /// Prints a line of the step and keeps it.
    pub fn tell(&mut self, told: Told) {
        let (number, name) = self.at.clone();
        say(&lines(number, &name, &told));
        self.steps.push(Step { number, name, told });
    }

    /// Keeps an address for the list at the end.
    pub fn address(&mut self, name: &str, address: impl ToString) {
        let name = name.to_owned();
        if self
            .addresses
            .insert(name.clone(), address.to_string())
            .is_none()
        {
            self.order.push(name);
        }
    }

    /// Prints the addresses, and what the run came to.
    pub fn close(&self, finished: bool) {
        let width = self.order.iter().map(String::len).max().unwrap_or(0);
        let mut text = "\n".to_owned();
        for name in &self.order {
            text += &format!("{name:<width$}  {}\n", self.addresses[name]);
        }
        say(&format!("{text}\n{}\n", self.conclusion(finished)));
    }

    fn conclusion(&self, finished: bool) -> String {
        let count = |state| {
            let steps = self.steps.iter();
            steps.filter(|step| step.told.state == state).count()
        };
        let mut parts = Vec::new();
        for (state, words) in [
            (State::Done, "done"),
            (State::WouldDo, "to do"),
            (State::Waits, "waiting"),
        ] {
            if count(state) > 0 {
                parts.push(format!("{} {words}", count(state)));
            }
        }
        let sum = match parts.is_empty() {
            true => "nothing to do".to_owned(),
            false => parts.join(", "),
        };
        match (finished, self.dry_run) {
            (true, false) => sum,
            (true, true) => format!("{sum}; this was a dry run, nothing was sent"),
            (false, true) => format!("{sum}; stopped, and nothing was sent"),
            (false, false) => {
                format!("{sum}; stopped: what is done stands, and the next run goes on from it")
            }
        }
    }
}

/// A step and what belongs to it, indented.
fn lines(number: u8, name: &str, told: &Told) -> String {
    let mut text = format!("{number} {name:<9} {}: {}\n", told.state(), told.what);
    let mut below = told.details.clone();
    let width = told.changes.iter().map(|one| one.field.len()).max();
    let width = width.unwrap_or(0);
    for Difference {
        field, from, to, ..
    } in &told.changes
    {
        below.push(format!("{field:<width$}  {from} -> {to}"));
    }
    below.extend(told.signature.clone());
    for line in below {
        text += &format!("            {line}\n");
    }
    text
}

/// Prints. A reader who has gone away stops no migration, and the JSON has everything.
fn say(text: &str) {
    let _ = page::print(text);
}
