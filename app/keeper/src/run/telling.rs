//! One line per task, and its place in the metrics.

use std::time::Duration;

use crate::{
    backoff::Class,
    exec::{Landed, Outcome},
    jobs::Task,
    metrics,
    report::{name, reason, words},
};

/// Says what became of a task; `again` is how long it has to wait after a failure.
pub fn tell(task: &Task, outcome: &Outcome, again: Option<Duration>) {
    let (key, named) = (&task.key, name(outcome));
    let (job, what) = (key.job.name(), key.what);
    let (about, detail) = (&key.about, &key.detail);
    let edge_quote = task.edge.and_then(|edge| i64::try_from(edge).ok());
    let why = &task.reason;
    match outcome {
        Outcome::Done(landed) | Outcome::Deferred(landed) => {
            metrics::ended(key.job, named);
            let Landed {
                signature,
                slot,
                units,
                fee_lamports,
                ..
            } = landed;
            tracing::info!(
                job, what, %about, %detail, signature, slot, units, fee_lamports, edge_quote, why, "{named}"
            );
        }
        Outcome::Tried(simulated) => {
            metrics::ended(key.job, named);
            let units = simulated.as_ref().map(|it| it.units);
            tracing::info!(job, what, %about, %detail, units, edge_quote, why, "{named}");
        }
        Outcome::Failed(error) => {
            let class = Class::of(error);
            match reason(error) {
                Some(reason) => metrics::refused(key.job, class, &reason),
                None => metrics::ended(key.job, named),
            }
            let why = words(error);
            let again_ms = again.map(|again| again.as_millis() as u64);
            match class {
                Class::Overtaken => {
                    tracing::debug!(job, what, %about, %detail, why, again_ms, "{named}");
                }
                Class::Heals => {
                    tracing::info!(job, what, %about, %detail, why, again_ms, "{named}");
                }
                Class::Unexpected | Class::Unknown | Class::Node => {
                    tracing::warn!(job, what, %about, %detail, why, again_ms, "{named}");
                }
            }
        }
    }
}
