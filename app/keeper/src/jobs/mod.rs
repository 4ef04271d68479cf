//! What is due: one pure function per job, from a moment to the transactions that it calls for.

mod backstop;
mod end_sale;
mod expiry;
mod fill;
mod flag;
mod hedge;
mod liquidate;
mod observe;
mod profit;
mod redeem;
mod refresh_book;
mod roll;
mod settle;
mod takeover;
mod task;

pub use liquidate::{Unprofitable, MOST_IN_VAIN};
pub use task::{Job, Key, Task};

use crate::{terms::Terms, view::View};

/// What is due, and what is left alone.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The most urgent first.
    pub tasks: Vec<Task>,
    /// Unhealthy accounts that nothing is gained by liquidating.
    pub unprofitable: Vec<Unprofitable>,
}

/// Everything the configured jobs find due at a moment, the most urgent first.
pub fn plan(view: &View, terms: &Terms) -> Plan {
    let mut plan = Plan::default();
    for job in Job::ALL {
        if !terms.config.does(job) {
            continue;
        }
        let mut tasks = match job {
            Job::Observe => observe::plan(view, terms),
            Job::Liquidate => {
                let found = liquidate::plan(view, terms);
                plan.unprofitable = found.unprofitable;
                found.tasks
            }
            Job::Flag => flag::plan(view, terms),
            Job::EndSale => end_sale::plan(view),
            Job::Settle => settle::plan(view),
            Job::Roll => roll::plan(view),
            Job::Hedge => hedge::plan(view, terms),
            Job::RefreshBook => refresh_book::plan(view, terms),
            Job::Redeem => redeem::plan(view, terms),
        };
        tasks.retain(|task| view.is_free(&task.key));
        tasks.sort_by_key(|task| task.urgency);
        plan.tasks.extend(tasks);
    }
    plan
}
