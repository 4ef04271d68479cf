//! What was done, as lines and as data.

use std::{collections::BTreeMap, fs, io, path::Path};

use ballast_client::rpc::SendError;
use serde::Serialize;

use crate::{
    backoff::Class,
    exec::Outcome,
    jobs::{Job, Task, Unprofitable},
};

/// What became of one task.
#[derive(Clone, Debug, Serialize)]
pub struct Done {
    /// The job.
    pub job: Job,
    /// Which of its things.
    pub what: &'static str,
    /// The account it was about.
    pub about: String,
    /// The series, or another account, it was done in; else the same.
    pub detail: String,
    /// Why it was due.
    pub reason: String,
    /// What is gained by it, quote atoms.
    pub edge_quote: Option<i128>,
    /// `done`, `deferred`, `tried`, or why it failed.
    pub outcome: &'static str,
    /// The transaction.
    pub signature: Option<String>,
    /// Slot it is in.
    pub slot: Option<u64>,
    /// Compute units.
    pub units: Option<u64>,
    /// What it cost.
    pub fee_lamports: Option<u64>,
    /// Why it failed, in words.
    pub error: Option<String>,
}

impl Done {
    /// A task and its outcome.
    pub fn new(task: &Task, outcome: &Outcome) -> Self {
        let landed = match outcome {
            Outcome::Done(landed) | Outcome::Deferred(landed) => Some(landed),
            _ => None,
        };
        let units = match outcome {
            Outcome::Tried(simulated) => simulated.as_ref().map(|it| it.units),
            _ => landed.and_then(|landed| landed.units),
        };
        Self {
            job: task.key.job,
            what: task.key.what,
            about: task.key.about.to_string(),
            detail: task.key.detail.to_string(),
            reason: task.reason.clone(),
            edge_quote: task.edge,
            outcome: name(outcome),
            signature: landed.map(|landed| landed.signature.clone()),
            slot: landed.map(|landed| landed.slot),
            units,
            fee_lamports: landed.map(|landed| landed.fee_lamports),
            error: match outcome {
                Outcome::Failed(error) => Some(words(error)),
                _ => None,
            },
        }
    }
}

/// An outcome as logs and metrics name it.
pub fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done(_) => "done",
        Outcome::Deferred(_) => "deferred",
        Outcome::Tried(_) => "tried",
        Outcome::Failed(error) => Class::of(error).name(),
    }
}

/// An error with what caused it.
pub fn words(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let text = cause.to_string();
        if !words.contains(&text) {
            words = format!("{words}: {text}");
        }
        source = cause.source();
    }
    words
}

/// The reason of a refusal: the program's name for it, or that it is none of ours.
pub fn reason(error: &SendError) -> Option<String> {
    match error {
        SendError::Refused(refused) => Some(match refused.reason {
            Some(reason) => reason.name(),
            None => "other".to_owned(),
        }),
        _ => None,
    }
}

/// An account that nothing is gained by liquidating.
#[derive(Clone, Debug, Serialize)]
pub struct Left {
    /// The account.
    pub account: String,
    /// What the best offer would have left, quote atoms; none without means.
    pub edge_quote: Option<i128>,
}

impl From<&Unprofitable> for Left {
    fn from(left: &Unprofitable) -> Self {
        Self {
            account: left.address.to_string(),
            edge_quote: left.edge,
        }
    }
}

/// How many tasks of a job came to what.
pub type Counts = BTreeMap<&'static str, u64>;

/// What a run came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// By job.
    pub jobs: BTreeMap<&'static str, Counts>,
    /// What became of every task, in order; kept where a run takes one pass only.
    pub tasks: Vec<Done>,
    /// Unhealthy accounts left alone at the end.
    pub left: Vec<Left>,
    /// Lamports paid for transactions that succeeded.
    pub fees_lamports: u64,
    /// Tasks on their way when the run was ended.
    pub abandoned: usize,
    /// Whether a single pass came to its end.
    pub is_complete: bool,
}

impl Summary {
    /// Counts a task; `keep`, what became of it is kept too.
    pub fn count(&mut self, done: Done, keep: bool) {
        let counts = self.jobs.entry(done.job.name()).or_default();
        *counts.entry(done.outcome).or_default() += 1;
        let fee = done.fee_lamports.unwrap_or(0);
        self.fees_lamports = self.fees_lamports.saturating_add(fee);
        if keep {
            self.tasks.push(done);
        }
    }

    /// How many tasks came to something.
    pub fn total(&self, outcome: &str) -> u64 {
        let counts = self.jobs.values().filter_map(|counts| counts.get(outcome));
        counts.sum()
    }

    /// Whether a single pass came to its end and nothing went wrong that should not have: what was overtaken or has to
    /// wait is no failure.
    pub fn is_well(&self) -> bool {
        let bad = [Class::Unexpected, Class::Unknown, Class::Node];
        self.is_complete
            && self.abandoned == 0
            && bad.iter().all(|class| self.total(class.name()) == 0)
    }

    /// `observe: 12 done; settle: 4 done, 1 waits`, or that nothing was due.
    pub fn words(&self) -> String {
        let jobs = self.jobs.iter().map(|(job, counts)| {
            let counts = counts.iter().map(|(what, count)| format!("{count} {what}"));
            format!("{job}: {}", counts.collect::<Vec<_>>().join(", "))
        });
        let words = jobs.collect::<Vec<_>>().join("; ");
        match words.is_empty() {
            true => "nothing was due".to_owned(),
            false => words,
        }
    }

    /// Writes it as JSON.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        fs::write(path, text)
    }
}

#[cfg(test)]
mod tests {
    use ballast_client::rpc::Refused;
    use solana_transaction_error::TransactionError;

    use super::*;
    use crate::jobs::Key;

    fn done(job: Job, outcome: Outcome) -> Done {
        let key = Key::of(job, "it", Default::default());
        Done::new(&Task::new(key, vec![], "due".to_owned()), &outcome)
    }

    fn failed() -> Outcome {
        let refused = Refused::of(TransactionError::AccountNotFound, &[]);
        Outcome::Failed(refused.into())
    }

    #[test]
    fn a_run_is_summed_up_by_job() {
        let mut summary = Summary::default();
        assert_eq!(summary.words(), "nothing was due");
        summary.count(done(Job::Settle, Outcome::Tried(None)), false);
        summary.count(done(Job::Settle, Outcome::Tried(None)), true);
        assert!(!summary.is_well());
        summary.is_complete = true;
        assert!(summary.is_well());
        summary.count(done(Job::Flag, failed()), true);
        assert_eq!(summary.words(), "flag: 1 unexpected; settle: 2 tried");
        assert_eq!((summary.tasks.len(), summary.total("tried")), (2, 2));
        assert!(!summary.is_well());
        let told = serde_json::to_value(&summary).unwrap();
        assert_eq!(told["tasks"][1]["outcome"], "unexpected");
        assert_eq!(told["jobs"]["settle"]["tried"], 2);
    }
}
